import { describe, expect, test } from 'vitest';
import type { LogFailure } from '@/lib/domain/connection';
import { appCells, type FakeRow, fakeSource, forbidden } from '@/lib/logs/testing/fake-source';
import { beginReport, reportOnApp } from './incident-page';
import type { AppReport } from './report';
import { asks, asOfMs, consoleRows, crashLoop, knownApp, lives, range, systemRows } from './testing/crash-loop';

type Answers = Parameters<typeof fakeSource>[0];

function reportOn(answers: Answers, options: Parameters<typeof fakeSource>[1] = {}, select = {}) {
  const source = fakeSource(answers, { asOfMs, ...options });
  return { source, report: reportOnApp({ source, name: 'shop', select, range, asOfMs }) };
}

async function found(answers: Answers, options: Parameters<typeof fakeSource>[1] = {}) {
  const report: AppReport = await reportOn(answers, options).report;
  if (report.kind !== 'found') throw new Error(`The report is ${report.kind}.`);
  return report;
}

describe('the report on an app', () => {
  test('tells why it dies, with the last words of its newest failed run', async () => {
    const { diagnosis, lastWords, newestRowMs } = await found(crashLoop());

    expect(diagnosis.incidents[0]?.findings[0]).toMatchObject({ cause: 'app.missing-config' });
    expect(diagnosis.exits).toEqual({ unexpected: 6, intended: 0 });
    expect(lastWords?.run.fromMs).toBe(lives.at(-1));
    expect(lastWords?.lines.map(({ text, role }) => [text, role])).toEqual([
      ['Starting up', null],
      ['Traceback (most recent call last):', 'first-failure'],
      ['  File "/app/main.py", line 7, in <module>', 'trace'],
      ['    url = os.environ["DATABASE_URL"]', 'trace'],
      ["KeyError: 'DATABASE_URL'", 'trace'],
    ]);
    expect(newestRowMs).toBe(Date.UTC(2026, 5, 20, 14, 5, 28));
  });

  test('asks all of it in one round when the last lines at hand reach back to the run’s start', async () => {
    const { source, report } = reportOn(crashLoop());
    await report;

    expect(source.asked).toHaveLength(5);
  });

  test('asks for the run’s lines when they do not', async () => {
    const chatter = consoleRows().flatMap((row) =>
      Array.from({ length: 14 }, (_, n): FakeRow => ({ ...row, Text: `tick ${n}` })),
    );
    const newest = chatter.filter((row) => String(row.EventTime) > '2026-06-20T14:05:20Z').slice(0, 60);
    const { source, report } = reportOn({ ...crashLoop(), [asks.tails]: newest });

    expect(await report).toMatchObject({ kind: 'found', lastWords: { lines: expect.arrayContaining([]) } });
    expect(source.asked.map((question) => question.kql).some((kql) => kql.startsWith(asks.newestLines))).toBe(true);
    expect(source.asked.at(-1)?.kql).toContain('let p_replica = "shop--v2-779b85697c-2bckf";');
  });

  test('does not let the verdict wait for lines that must be asked for', async () => {
    const chatter = consoleRows().flatMap((row) =>
      Array.from({ length: 14 }, (_, n): FakeRow => ({ ...row, Text: `tick ${n}` })),
    );
    const newest = chatter.filter((row) => String(row.EventTime) > '2026-06-20T14:05:20Z').slice(0, 60);
    const source = fakeSource({ ...crashLoop(), [asks.tails]: newest }, { asOfMs });
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow: typeof source = {
      ...source,
      async ask(question) {
        if (question.kql.startsWith(asks.newestLines)) await held;
        return source.ask(question);
      },
    };

    const begun = await beginReport({ source: slow, name: 'shop', select: {}, range, asOfMs });

    expect(begun.report).toMatchObject({ kind: 'found', lastWords: null, diagnosis: { status: 'recovered' } });
    expect(begun.whole).not.toBeNull();
    answer();
    expect(await begun.whole).toMatchObject({ kind: 'found', lastWords: { failure: null } });
  });

  test('is whole at once when nothing must be asked for', async () => {
    const source = fakeSource(crashLoop(), { asOfMs });

    const begun = await beginReport({ source, name: 'shop', select: {}, range, asOfMs });

    expect(begun).toMatchObject({ whole: null, report: { lastWords: { failure: null } } });
  });

  test('lists the questions as they were asked', async () => {
    const { queries } = await found(crashLoop());

    expect(queries.map(({ title, failure }) => [title, failure])).toEqual([
      ['System rows of shop', null],
      ['Console lines with words of failure of shop', null],
      ['Last console lines of each container of shop', null],
      ['Newest system row of shop', null],
      ['Newest console line of shop', null],
    ]);
  });

  test('marks the lines that speak of failure, and no others', async () => {
    const { matchingLines } = await found(crashLoop());

    expect(new Set(matchingLines.map(({ text }) => text))).toEqual(
      new Set([
        "KeyError: 'DATABASE_URL'",
        '    url = os.environ["DATABASE_URL"]',
        'Traceback (most recent call last):',
      ]),
    );
    expect(matchingLines.filter(({ text }) => text.startsWith('KeyError'))).toHaveLength(6);
  });

  test('is unknown, with its newest row, when the range holds nothing', async () => {
    const { diagnosis, newestRowMs, lastWords } = await found({
      [asks.appsInSystemLog]: knownApp({ NewestRow: '2026-06-01T00:00:00Z', RowsInRange: 0 }),
    });

    expect(diagnosis.status).toBe('unknown');
    expect(newestRowMs).toBe(Date.UTC(2026, 5, 1));
    expect(lastWords).toBeNull();
  });
});

describe('a failure', () => {
  test('of every question about the rows is a failure of the page', async () => {
    expect(await reportOn({ union: forbidden }).report).toMatchObject({ kind: 'failed', failure: forbidden });
  });

  test('of the question who the app is does not make it unknown to us', async () => {
    const report = await reportOn({ [asks.appsInSystemLog]: forbidden }).report;

    expect(report).toMatchObject({ kind: 'failed', failure: forbidden });
  });

  test('of the system log leaves the status open and is told', async () => {
    const { diagnosis } = await found({
      ...crashLoop(),
      [asks.systemRows]: forbidden,
      [asks.failureLines]: [],
      [asks.tails]: [],
    });

    expect(diagnosis.status).toBe('unknown');
    expect(diagnosis.blindSpots).toContainEqual({
      kind: 'source-failed',
      message: expect.stringContaining('system rows of workspace ops could not be read. No permission'),
    });
  });

  test.each([
    ['the console lines', { [asks.failureLines]: forbidden, [asks.tails]: forbidden }],
    ['the last lines alone', { [asks.tails]: forbidden }],
    ['the newest console line', { [asks.appsInConsoleLog]: forbidden }],
  ])('of %s leaves the status of a calm app open', async (_, failures) => {
    const calm = [{ ...systemRows().at(-2), Reason: 'ContainerStarted' }].slice(0, 1);
    const quiet = { [asks.appsInSystemLog]: knownApp(), [asks.systemRows]: calm };

    expect((await found(quiet)).diagnosis.status).toBe('quiet');
    expect((await found({ ...quiet, ...failures })).diagnosis).toMatchObject({
      status: 'unknown',
      blindSpots: expect.arrayContaining([expect.objectContaining({ kind: 'source-failed' })]),
    });
  });

  test('of the question for the newest console line is told beside the verdict', async () => {
    const { diagnosis } = await found({ ...crashLoop(), [asks.appsInConsoleLog]: forbidden });

    expect(diagnosis.blindSpots).toEqual([
      { kind: 'source-failed', message: expect.stringMatching(/console log .* could not be read.*newest row/s) },
    ]);
  });

  test('of the console log leaves the exits counted and is told once', async () => {
    const { diagnosis } = await found({ ...crashLoop(), [asks.failureLines]: forbidden, [asks.tails]: forbidden });

    expect(diagnosis.exits.unexpected).toBe(6);
    expect(diagnosis.blindSpots.filter(({ kind }) => kind === 'source-failed')).toHaveLength(1);
  });

  test('of the last words is theirs alone', async () => {
    const report = await found({ ...crashLoop(), [asks.tails]: forbidden, [asks.newestLines]: forbidden });

    expect(report.lastWords).toMatchObject({ lines: [], failure: forbidden });
    expect(report.diagnosis.incidents).not.toHaveLength(0);
  });
});

describe('a workspace that gave no answer', () => {
  test('is told, since the name may be borne there too', async () => {
    const source = fakeSource(crashLoop(), { asOfMs, workspaces: ['ops', 'dev'] });
    const ask = source.ask.bind(source);
    source.ask = async (question) =>
      question.workspace === 'dev' ? fakeSource({ union: forbidden }).ask(question) : ask(question);

    expect(await reportOnApp({ source, name: 'shop', select: {}, range, asOfMs })).toMatchObject({
      kind: 'found',
      diagnosis: {
        app: { workspace: 'ops' },
        blindSpots: [{ kind: 'source-failed', message: expect.stringContaining('Whether workspace dev knows shop') }],
      },
    });
  });
});

describe('a blind spot', () => {
  const noTable: LogFailure = { kind: 'no-table-yet', message: 'no table', remedy: '' };

  test('is a console table that does not exist yet', async () => {
    const none = { [asks.failureLines]: noTable, [asks.tails]: noTable, [asks.appsInConsoleLog]: noTable };
    const { diagnosis, lastWords } = await found({ ...crashLoop(), ...none, [asks.newestLines]: noTable });

    expect(diagnosis.blindSpots).toContainEqual({
      kind: 'no-table',
      message: expect.stringContaining('no table for console lines:'),
    });
    expect(lastWords).toMatchObject({
      lines: [],
      failure: null,
      missing: [expect.stringContaining('no console table')],
    });
  });

  test('is a row that could not be read', async () => {
    const broken = [...systemRows(), { ...systemRows()[0], EventTime: 'never' }];
    const { diagnosis } = await found({ ...crashLoop(), [asks.systemRows]: broken });

    expect(diagnosis.blindSpots).toContainEqual({
      kind: 'rows-unreadable',
      message: expect.stringContaining('1 row unreadable'),
    });
  });

  test('is the delay of the newest rows, where rows come from Azure', async () => {
    const kinds = async (kind: 'azure' | 'export') =>
      (await found(crashLoop(), { kind })).diagnosis.blindSpots.map((spot) => spot.kind);

    expect(await kinds('azure')).toContain('ingestion-delay');
    expect(await kinds('export')).not.toContain('ingestion-delay');
  });

  test('is not there when everything was seen', async () => {
    expect((await found(crashLoop())).diagnosis.blindSpots).toEqual([]);
  });
});

describe('a name', () => {
  const twins = [...knownApp(), appCells({ Kind: 'job' })];

  test('that an app and a job bear opens a choice', async () => {
    const report = await reportOn({ ...crashLoop(), [asks.appsInSystemLog]: twins }).report;

    expect(report).toMatchObject({ kind: 'ambiguous', choices: [{ kind: 'app' }, { kind: 'job' }] });
  });

  test.each([
    ['kind', { kind: 'job' }],
    ['environment', { env: 'dev' }],
  ])('that another %s bears is not found there, and the bearer is named', async (_, select) => {
    expect(await reportOn(crashLoop(), {}, select).report).toMatchObject({
      kind: 'not-found',
      bearers: [{ name: 'shop', kind: 'app', environment: 'env-prod' }],
      similar: [],
    });
  });

  test('in a workspace that is not connected is no question', async () => {
    const { source, report } = reportOn(crashLoop(), { workspaces: ['ops', 'dev'] }, { ws: 'typo' });

    expect(await report).toMatchObject({ kind: 'no-such-workspace', workspace: 'typo' });
    expect(source.asked).toEqual([]);
  });

  test('longer than any resource’s is nobody’s and no question', async () => {
    const source = fakeSource(crashLoop());
    const report = await reportOnApp({ source, name: 'a'.repeat(5_000), select: {}, range, asOfMs });

    expect(report).toMatchObject({ kind: 'not-found', similar: [] });
    expect(source.asked).toEqual([]);
  });

  test('that nobody bears says how far back was looked', async () => {
    const sinceMs = async (kind: 'azure' | 'export') => {
      const report = await reportOn({}, { kind }).report;
      return report.kind === 'not-found' ? report.sinceMs : report.kind;
    };

    expect(await sinceMs('azure')).toBe(asOfMs - 90 * 86_400_000);
    expect(await sinceMs('export')).toBeNull();
  });

  test('is told apart by kind', async () => {
    const answers = { ...crashLoop(), [asks.appsInSystemLog]: twins };

    expect(await reportOn(answers, {}, { kind: 'app' }).report).toMatchObject({
      kind: 'found',
      diagnosis: { app: { kind: 'app' }, exits: { unexpected: 6 } },
    });
    expect(await reportOn(answers, {}, { kind: 'job' }).report).toMatchObject({
      kind: 'found',
      diagnosis: { app: { kind: 'job' }, exits: { unexpected: 0 } },
    });
  });

  test('that two workspaces know opens a choice, and one of them can be chosen', async () => {
    const two = { workspaces: ['ops', 'dev'] };

    expect(await reportOn(crashLoop(), two).report).toMatchObject({
      kind: 'ambiguous',
      choices: [{ workspace: 'ops' }, { workspace: 'dev' }],
    });
    expect(await reportOn(crashLoop(), two, { ws: 'dev' }).report).toMatchObject({
      kind: 'found',
      diagnosis: { app: { workspace: 'dev' } },
    });
  });

  test('that nothing bears is not found, and what resembles it is named', async () => {
    const source = fakeSource({ [asks.appsInSystemLog]: [] }, { asOfMs });
    const ask = source.ask.bind(source);
    // Only the question about all apps knows one.
    source.ask = async (question) =>
      question.kql.includes('let p_apps = dynamic([]);') && question.kql.startsWith(asks.appsInSystemLog)
        ? fakeSource({ union: knownApp({ App: 'shop-api' }) }).ask(question)
        : ask(question);

    expect(await reportOnApp({ source, name: 'shop', select: {}, range, asOfMs })).toMatchObject({
      kind: 'not-found',
      name: 'shop',
      similar: [{ name: 'shop-api' }],
    });
  });
});
