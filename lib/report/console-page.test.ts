import { describe, expect, test } from 'vitest';
import { consoleCells, fakeSource, forbidden } from '@/lib/logs/testing/fake-source';
import { reportOnConsole } from './console-page';
import { asks, asOfMs, consoleRows, crashLoop, lives, range } from './testing/crash-loop';

const replica = 'shop--v2-779b85697c-2bckf';
const third = lives[2] ?? 0;
const runId = `app~${replica}~${third}`;

function ask(answers: Parameters<typeof fakeSource>[0], change: Partial<Parameters<typeof reportOnConsole>[0]> = {}) {
  const source = fakeSource(answers, { asOfMs });
  const question = { source, name: 'shop', select: {}, runId, before: 0, after: 0, asOfMs, ...change };
  return { source, report: reportOnConsole(question) };
}

describe('the console of a run', () => {
  test('is asked for by its place and its hours', async () => {
    const { source, report } = ask(crashLoop(), { range });
    const answer = await report;

    expect(answer).toMatchObject({ kind: 'found', console: { run: { id: runId }, truncated: false, failure: null } });
    const asked = source.asked.at(-1)?.kql ?? '';
    expect(asked).toContain(`let p_replica = "${replica}";\nlet p_revision = "shop--v2";\nlet p_container = "app";`);
    expect(asked).toContain(`let p_from = datetime(${new Date(third - 5_000).toISOString().replace('Z', '0000Z')});`);
  });

  test('is found from the id alone, and when the range lies elsewhere', async () => {
    const elsewhere = { fromMs: range.fromMs - 9e8, toMs: range.toMs - 9e8 };

    expect(await ask(crashLoop()).report).toMatchObject({ kind: 'found', console: { run: { id: runId } } });
    expect(await ask(crashLoop(), { range: elsewhere }).report).toMatchObject({
      kind: 'found',
      console: { run: { id: runId } },
    });
  });

  test('is found within 5 s of the anchor', async () => {
    expect(await ask(crashLoop(), { runId: `app~${replica}~${third + 2_000}` }).report).toMatchObject({
      kind: 'found',
      console: { run: { id: runId } },
    });
  });

  test.each([
    ['of a container that never ran', `web~${replica}~${third}`],
    ['of another day', `app~${replica}~${third - 86_400_000}`],
    ['that is no id', 'app'],
  ])('%s does not exist', async (_, id) => {
    expect(await ask(crashLoop(), { runId: id }).report).toMatchObject({ kind: 'no-such-run', runId: id });
  });

  test('goes beyond the run only when that is asked for', async () => {
    const titles = async (beyond: { before: number; after: number }) => {
      const answer = await ask(crashLoop(), beyond).report;
      return answer.kind === 'found' ? answer.queries.map(({ title }) => title).slice(5) : [];
    };

    expect(await titles({ before: 0, after: 0 })).toEqual(['Console lines of one run of shop']);
    expect(await titles({ before: 9, after: 9 })).toEqual([
      'Console lines of one run of shop',
      'Console lines of one run of shop',
      'Console lines after one run of shop',
    ]);
  });

  test('holds as many of its lines as are asked for, else the usual number', async () => {
    const limits = async (change: { lines?: number }) => {
      const { source, report } = ask(crashLoop(), { range, ...change });
      await report;
      return /let p_limit = (?:long\()?(\d+)/.exec(source.asked.at(-1)?.kql ?? '')?.[1];
    };

    expect(await limits({})).toBe('1000');
    expect(await limits({ lines: 10_000 })).toBe('10000');
  });

  test('has what the platform said of it, but not its exit twice, and tells when the container came back', async () => {
    const answer = await ask(crashLoop(), { range }).report;
    const last = await ask(crashLoop(), { range, runId: `app~${replica}~${lives.at(-1) ?? 0}` }).report;

    expect(answer).toHaveProperty('console.events', [
      { row: expect.any(String), atMs: third - 50, text: "Created container 'app'" },
      { row: expect.any(String), atMs: third, text: "Started container 'app'" },
    ]);
    expect(answer).toHaveProperty('console.backAtMs', lives[3]);
    expect(last).toHaveProperty('console.backAtMs', null);
  });

  test('is in true order, lines of one moment as they were stored', async () => {
    const at = new Date(third + 1_500).toISOString();
    const rows = ['first', 'second', 'third'].map((Text) => consoleCells({ EventTime: at, Text }));
    const answer = await ask({ ...crashLoop(), [asks.newestLines]: [...rows, consoleRows()[0] ?? {}] }, { range })
      .report;

    const texts = answer.kind === 'found' ? answer.console.lines.map(({ text }) => text) : [];
    expect(texts.slice(0, 3)).toEqual(['first', 'second', 'third']);
  });

  test('that could not be read is a failure, not silence', async () => {
    expect(await ask({ ...crashLoop(), [asks.newestLines]: forbidden }).report).toMatchObject({
      kind: 'found',
      console: { lines: [], failure: forbidden, missing: [] },
    });
  });

  test('that is empty says why it may be', async () => {
    const answer = await ask({ ...crashLoop(), [asks.newestLines]: [] }).report;

    expect(answer).toMatchObject({
      kind: 'found',
      console: { lines: [], failure: null, missing: [expect.stringContaining('dies within seconds')] },
    });
  });

  test('that could not be read is a failure also when the lines before it could', async () => {
    const source = fakeSource(crashLoop(), { asOfMs });
    const ask = source.ask.bind(source);
    source.ask = (question) =>
      question.kql.startsWith(asks.newestLines) && /let p_limit = (?:long\()?1000\b/.test(question.kql)
        ? fakeSource({ union: forbidden }).ask(question)
        : ask(question);
    const question = { source, name: 'shop', select: {}, runId, before: 9, after: 0, asOfMs };

    expect(await reportOnConsole(question)).toMatchObject({ kind: 'found', console: { failure: forbidden } });
  });

  test('that could be read is no failure when the lines after it could not', async () => {
    const answer = await ask({ ...crashLoop(), [asks.oldestLines]: forbidden }, { after: 9 }).report;

    expect(answer).toMatchObject({
      kind: 'found',
      console: { failure: null, missing: [expect.stringMatching(/lines after it could not be read. No permission/)] },
    });
    expect(answer).toHaveProperty('console.lines.length', consoleRows().length);
  });

  test('that is empty says so when nobody knows since when there are lines', async () => {
    const unheard = { ...crashLoop(), [asks.newestLines]: [], [asks.appsInConsoleLog]: forbidden };
    const answer = await ask(unheard).report;

    expect(answer).toHaveProperty('console.missing.0', expect.stringContaining('could not be seen. No permission'));
    expect(JSON.stringify(answer)).not.toContain('no line of shop at all');
  });

  test('that is empty where the log holds nothing of the app says that', async () => {
    const answer = await ask({ ...crashLoop(), [asks.newestLines]: [], [asks.appsInConsoleLog]: [] }).report;

    expect(answer).toHaveProperty('console.missing', [expect.stringContaining('no line of shop at all')]);
  });

  test('of an app that is not there is not found', async () => {
    expect(await ask({}).report).toMatchObject({ kind: 'not-found', name: 'shop' });
  });
});
