import { describe, expect, test } from 'vitest';
import { appCells, consoleCells, fakeSource, forbidden, systemCells } from '@/lib/logs/testing/fake-source';
import { reportOnApps } from './apps-page';
import { reportOnExitCode, reportOnExitCodes } from './exit-codes-page';
import { reportOnApp } from './incident-page';
import { asks, asOfMs, crashLoop, knownApp, range } from './testing/crash-loop';

const quiet = appCells({ App: 'blog', NewestRow: '2026-06-20T14:30:00Z' });
const silent = appCells({ App: 'old', NewestRow: '2026-05-01T00:00:00Z', RowsInRange: 0 });

function workspace() {
  const started = systemCells({
    App: 'blog',
    Revision: 'blog--1',
    Replica: 'blog--1-6bffcf46d6-j79zb',
    Reason: 'ContainerStarted',
    Message: "Started container 'app'",
  });
  const loop = crashLoop();
  return {
    ...loop,
    [asks.appsInSystemLog]: [silent, quiet, ...knownApp()],
    [asks.systemRows]: [started, ...loop[asks.systemRows]],
  };
}

function reportOn(answers: Parameters<typeof fakeSource>[0], options: Parameters<typeof fakeSource>[1] = {}) {
  const source = fakeSource(answers, { asOfMs, ...options });
  return { source, report: reportOnApps({ source, range, asOfMs }) };
}

describe('the list of apps', () => {
  test('puts the worst first', async () => {
    const { apps } = await reportOn(workspace()).report;

    expect(apps.map(({ app, status }) => [app.name, status])).toEqual([
      ['shop', 'recovered'],
      ['old', 'unknown'],
      ['blog', 'quiet'],
    ]);
    expect(apps[1]?.newestRowMs).toBe(Date.UTC(2026, 4, 1));
  });

  test('says of each app what its own page says', async () => {
    const { apps } = await reportOn(workspace()).report;
    const source = fakeSource(crashLoop(), { asOfMs });
    const own = await reportOnApp({ source, name: 'shop', select: {}, range, asOfMs });

    expect(own).toMatchObject({ diagnosis: { status: apps[0]?.status, exits: apps[0]?.exits } });
    expect(own).toHaveProperty('diagnosis.incidents.0.findings.0', apps[0]?.topFinding);
    expect(apps[0]?.topCause).toBe('app.missing-config');
  });

  test('names the codes of the unexpected exits, each once', async () => {
    const { apps } = await reportOn(workspace()).report;

    expect(apps.map(({ exitCodes }) => exitCodes)).toEqual([[1], [], []]);
  });

  test('counts exits over the range in even bins', async () => {
    const { apps } = await reportOn(workspace()).report;

    expect(apps[0]?.history).toHaveLength(24);
    expect(apps[0]?.history.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(apps[0]?.history.slice(0, 3)).toEqual([4, 1, 1]);
  });

  test('asks for last lines only of the apps in trouble', async () => {
    const { source, report } = reportOn(workspace());
    await report;

    const tails = source.asked.filter(({ kql }) => kql.startsWith(asks.tails));
    expect(tails.map(({ kql }) => /let p_apps = (.*);/.exec(kql)?.[1])).toEqual(['dynamic(["shop"])']);
  });

  test('asks alone about the apps whose rows were lost among all the others', async () => {
    const flood = Array.from({ length: 20_000 }, (_, n) =>
      systemCells({ App: 'noisy', Reason: 'Noise', Message: `noise ${n}`, Count: null }),
    );
    const source = fakeSource({}, { asOfMs });
    const all = fakeSource({ ...crashLoop(), [asks.systemRows]: flood }, { asOfMs });
    const alone = fakeSource(crashLoop(), { asOfMs });
    source.ask = (question) => (question.kql.includes('dynamic(["shop"])') ? alone : all).ask(question);

    const { apps, blindSpots } = await reportOnApps({ source, range, asOfMs });

    expect(apps).toMatchObject([{ app: { name: 'shop' }, exits: { unexpected: 6 } }]);
    expect(blindSpots[0]).toMatchObject({ kind: 'rows-truncated' });
  });

  test('says of an app of which there are only calm console lines what its own page says', async () => {
    const answers = {
      [asks.appsInConsoleLog]: knownApp(),
      [asks.tails]: [consoleCells({ Text: 'all is well', Stream: 'stdout' })],
    };
    const { apps } = await reportOn(answers).report;
    const source = fakeSource(answers, { asOfMs });
    const own = await reportOnApp({ source, name: 'shop', select: {}, range, asOfMs });

    expect(apps.map(({ status }) => status)).toEqual(['quiet']);
    expect(own).toMatchObject({ kind: 'found', diagnosis: { status: 'quiet' } });
  });

  test('calls no app quiet whose rows were lost among all the others', async () => {
    const flood = Array.from({ length: 20_000 }, (_, n) =>
      systemCells({ App: 'noisy', Reason: 'Noise', Message: `noise ${n}`, Count: null }),
    );
    const many = Array.from({ length: 9 }, (_, n) => appCells({ App: `app-${n}` }));
    const { apps } = await reportOn({ [asks.appsInSystemLog]: many, [asks.systemRows]: flood }).report;

    expect(apps.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 'unknown'));
  });

  test.each([
    ['the list of apps', asks.appsInSystemLog, knownApp()],
    ['the console’s list of apps', asks.appsInConsoleLog, knownApp()],
    ['the lines with words of failure', asks.failureLines, [consoleCells()]],
  ])('tells that %s was not answered in full', async (_, question, rows) => {
    const { blindSpots } = await reportOn({ ...workspace(), [question]: { rows, warning: 'Set limit exceeded.' } })
      .report;

    expect(blindSpots).toEqual([{ kind: 'partial-answer', message: expect.stringContaining('Set limit exceeded.') }]);
  });

  test.each([
    [
      'apps',
      asks.appsInSystemLog,
      Array.from({ length: 2_000 }, (_, n) => appCells({ App: `app-${n}`, RowsInRange: 0 })),
    ],
    [
      'lines with words of failure',
      asks.failureLines,
      Array.from({ length: 10_000 }, () => consoleCells({ App: 'x' })),
    ],
  ])('tells that there are more %s than were read', async (_, question, rows) => {
    const { blindSpots } = await reportOn({ ...workspace(), [question]: rows }).report;

    expect(blindSpots).toMatchObject([{ kind: 'rows-truncated' }]);
  });

  test('tells of which app it counts the newest rows only', async () => {
    const flood = Array.from({ length: 10_000 }, (_, n) =>
      systemCells({ App: 'shop', Reason: 'Noise', Message: `noise ${n}`, Count: null }),
    );
    const loud = await reportOn({ ...workspace(), [asks.systemRows]: flood }).report;
    const calm = await reportOn({ ...workspace(), [asks.systemRows]: flood.slice(1) }).report;

    expect(loud.blindSpots).toContainEqual({
      kind: 'rows-truncated',
      message: expect.stringMatching(/^Of shop the range holds more than/),
    });
    expect(calm.blindSpots.map(({ kind }) => kind)).not.toContain('rows-truncated');
  });

  test('tells of the rows in Azure that name nobody', async () => {
    const nobody = appCells({ App: '', RowsInRange: 3 });
    const answers = { ...workspace(), [asks.appsInSystemLog]: [nobody, ...knownApp()] };
    const inAzure = await reportOn(answers, { kind: 'azure' }).report;
    const inExport = await reportOn(answers, { kind: 'export' }).report;

    expect(inAzure.apps.map(({ app }) => app.name)).toEqual(['shop']);
    expect(inAzure.blindSpots).toContainEqual({
      kind: 'rows-missing',
      message: expect.stringMatching(/^3 system rows of workspace ops in this range name neither app nor job/),
    });
    // The import has told of them, file by file.
    expect(inExport.blindSpots).toEqual([]);
  });

  test('of a workspace without apps is empty and no failure', async () => {
    expect(await reportOn({}).report).toMatchObject({ apps: [], failure: null, blindSpots: [] });
  });

  test('fails when nothing could be asked', async () => {
    expect(await reportOn({ union: forbidden }).report).toMatchObject({ apps: [], failure: forbidden });
  });

  test('tells of the workspace that did not answer beside those that did', async () => {
    const source = fakeSource(workspace(), { asOfMs, workspaces: ['ops', 'dev'] });
    const ask = source.ask.bind(source);
    source.ask = async (question) =>
      question.workspace === 'dev' ? fakeSource({ union: forbidden }).ask(question) : ask(question);

    const { apps, failure, blindSpots } = await reportOnApps({ source, range, asOfMs });

    expect(failure).toBeNull();
    expect(apps.map(({ app }) => app.workspace)).toEqual(['ops', 'ops', 'ops']);
    expect(blindSpots[0]).toEqual({ kind: 'source-failed', message: expect.stringContaining('workspace dev') });
  });
});

describe('the exit codes', () => {
  test('count the runs that ended so, as the pages of the apps do', async () => {
    const source = fakeSource(workspace(), { asOfMs });
    const report = await reportOnExitCodes({ source, range, asOfMs });

    const one = report.codes.find(({ meaning }) => meaning.code === 1);
    expect(one).toMatchObject({ exits: { unexpected: 6, intended: 0 }, apps: [{ name: 'shop' }] });
    expect(report.codes.find(({ meaning }) => meaning.code === 139)?.exits).toEqual({ unexpected: 0, intended: 0 });
  });

  test('of one code list its runs, newest first', async () => {
    const source = fakeSource(workspace(), { asOfMs });
    const report = await reportOnExitCode(1, { source, range, asOfMs });
    const times = report.runs.map(({ run }) => run.exit?.atMs ?? 0);

    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times).toHaveLength(6);
    expect((await reportOnExitCode(42, { source, range, asOfMs })).runs).toEqual([]);
  });
});
