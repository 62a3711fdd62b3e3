import { describe, expect, test } from 'vitest';
import { consoleCells, fakeSource, forbidden, systemCells } from '@/lib/logs/testing/fake-source';
import { toComparisonJson } from './crash-json';
import { toRun } from './json';
import { reportOnStarts } from './start-comparison';
import { asks, asOfMs, crashLoop, lives, range, startMs, systemRows } from './testing/crash-loop';

const replica = 'shop--v2-779b85697c-2bckf';
const third = lives[2] ?? 0;
const runId = `app~${replica}~${third}`;
const goodReplica = 'shop--v1-779b85697c-aaaaa';
const goodMs = startMs - 3_600_000;
const goodId = `app~${goodReplica}~${goodMs}`;

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** A replica of the revision before, well for an hour and then replaced. */
function goodRows() {
  const place = { Revision: 'shop--v1', Replica: goodReplica, Count: null };
  return [
    systemCells({
      ...place,
      EventTime: iso(startMs - 10_000),
      TimeGenerated: iso(startMs),
      Message: "Container 'app' was terminated with exit code '' and reason 'ManuallyStopped'",
    }),
    systemCells({
      ...place,
      EventTime: iso(goodMs),
      TimeGenerated: iso(goodMs),
      Reason: 'ContainerStarted',
      Message: "Started container 'app'",
      Severity: 'Normal',
    }),
  ];
}

function lines(of: string, atMs: number, texts: readonly string[]) {
  const revision = of.replace(/-779b85697c-\w+$/, '');
  return texts.map((Text, place) =>
    consoleCells({ Replica: of, Revision: revision, EventTime: iso(atMs + 500 + place), Text }),
  );
}

const bothStarts = {
  ...crashLoop(),
  [asks.systemRows]: [...systemRows(), ...goodRows()],
  [`let p_replica = "${goodReplica}"`]: lines(goodReplica, goodMs, ['shop 1.4, pid 7', 'connected', 'listening']),
  [`let p_replica = "${replica}"`]: lines(replica, third, ['shop 1.4, pid 12', "KeyError: 'DATABASE_URL'"]),
};

function ask(answers: Parameters<typeof fakeSource>[0], change: Partial<Parameters<typeof reportOnStarts>[0]> = {}) {
  const source = fakeSource(answers, { asOfMs });
  return { source, report: reportOnStarts({ source, name: 'shop', select: {}, runId, asOfMs, ...change }) };
}

describe('a bad start', () => {
  test('is compared with the last good one before it', async () => {
    const { source, report } = ask(bothStarts);
    const answer = await report;

    expect(answer).toMatchObject({
      kind: 'found',
      comparison: {
        chosen: 'last-good',
        good: { run: { id: goodId }, lines: 3, truncated: false, missing: [], failure: null },
        bad: { run: { id: runId }, lines: 2, truncated: false, missing: [], failure: null },
        lines: [
          { role: 'same', good: { text: 'shop 1.4, pid 7', afterStartMs: 500 }, bad: { text: 'shop 1.4, pid 12' } },
          { role: 'missing', good: { text: 'connected' }, bad: null },
          { role: 'missing', good: { text: 'listening' }, bad: null },
          { role: 'added', good: null, bad: { text: "KeyError: 'DATABASE_URL'" } },
        ],
        lastCommon: 0,
        sentence: expect.stringContaining('Both starts get as far as “shop 1.4, pid 12”'),
      },
    });
    const asked = source.asked.slice(-2).map(({ kql }) => kql);
    for (const kql of asked) expect(kql).toContain('| order by EventTime asc');
    expect(asked.join()).toContain(`let p_from = datetime(${iso(goodMs - 30_000).replace('Z', '0000Z')})`);
  });

  test('is compared with the run that is named', async () => {
    const second = `app~${replica}~${lives[1] ?? 0}`;
    expect(await ask(bothStarts, { withId: second }).report).toMatchObject({
      kind: 'found',
      comparison: { chosen: 'named', good: { run: { id: second } }, bad: { run: { id: runId } } },
    });
  });

  test.each([
    ['that is not there', `web~${replica}~${third}`],
    ['that is no id', 'x'],
  ])('is not compared with a run %s', async (_, withId) => {
    expect(await ask(bothStarts, { withId }).report).toMatchObject({ kind: 'no-such-run', runId: withId });
  });

  test('that is not there is said to be not there', async () => {
    expect(await ask(bothStarts, { runId: `web~${replica}~${third}` }).report).toMatchObject({ kind: 'no-such-run' });
  });

  test('without a good one before it says how far back one was looked for', async () => {
    const { source, report } = ask(crashLoop(), { range });

    expect(await report).toMatchObject({ kind: 'no-good-run', run: { id: runId }, sinceMs: third - 7 * 86_400_000 });
    expect(
      source.asked.some(({ kql }) =>
        kql.includes(`p_from = datetime(${iso(third - 7 * 86_400_000).replace('Z', '0000Z')})`),
      ),
    ).toBe(true);
  });

  test.each([
    ['the oldest row', systemRows(), (lives[0] ?? 0) - 50],
    ['its own start where none came', [], third],
  ])('of whose rows only a part came was looked for from %s on', async (_, rows, sinceMs) => {
    const source = fakeSource(crashLoop(), { asOfMs });
    const whole = source.ask.bind(source);
    const week = iso(third - 7 * 86_400_000).replace('Z', '0000Z');
    source.ask = (question) =>
      question.kql.startsWith(asks.systemRows) && question.kql.includes(week)
        ? fakeSource({ union: { rows, warning: 'Cut.' } }).ask(question)
        : whole(question);

    expect(await reportOnStarts({ source, name: 'shop', select: {}, runId, asOfMs, range })).toMatchObject({
      kind: 'no-good-run',
      sinceMs,
    });
  });

  test('whose good one could not be looked for is a failure, not an absence', async () => {
    const source = fakeSource(crashLoop(), { asOfMs });
    const asks = source.ask.bind(source);
    const week = iso(third - 7 * 86_400_000).replace('Z', '0000Z');
    source.ask = (question) =>
      question.kql.startsWith('// What the platform said') && question.kql.includes(week)
        ? fakeSource({ union: forbidden }).ask(question)
        : asks(question);
    const answer = await reportOnStarts({ source, name: 'shop', select: {}, runId, asOfMs, range });

    expect(answer).toMatchObject({ kind: 'failed', failure: forbidden });
  });

  test.each([
    ['good', goodReplica],
    ['bad', replica],
  ])('of which the %s side could not be read shows no line as new or missing', async (side, of) => {
    const answer = await ask({ ...bothStarts, [`let p_replica = "${of}"`]: forbidden }).report;

    expect(answer).toMatchObject({ kind: 'found', comparison: { [side]: { failure: forbidden }, lines: [] } });
  });

  test('that printed nothing says why it may have', async () => {
    const answer = await ask({ ...bothStarts, [`let p_replica = "${replica}"`]: [] }).report;

    expect(answer).toMatchObject({
      kind: 'found',
      comparison: {
        bad: { lines: 0, missing: [expect.stringContaining('dies within seconds')] },
        lines: [],
        sentence: 'No line of the bad start is at hand.',
      },
    });
  });

  test('says when there is more than was compared', async () => {
    const many = Array.from({ length: 201 }, (_, place) => `step ${'x'.repeat(place)}`);
    const answers = { ...bothStarts, [`let p_replica = "${replica}"`]: lines(replica, third, many) };

    expect(await ask(answers).report).toMatchObject({ comparison: { bad: { lines: 200, truncated: true } } });
    expect(await ask(bothStarts).report).toMatchObject({ comparison: { bad: { truncated: false } } });
  });

  test('longer than is compared does not lack what stands beyond its first lines', async () => {
    const many = Array.from({ length: 201 }, (_, place) => `step ${'x'.repeat(place)}`);
    const cut = {
      ...bothStarts,
      [`let p_replica = "${replica}"`]: lines(replica, third, ['shop 1.4, pid 12', ...many]),
    };
    const sentence = async (answers: Parameters<typeof fakeSource>[0]) => {
      const answer = await ask(answers).report;
      return answer.kind === 'found' ? answer.comparison.sentence : answer.kind;
    };

    expect(await sentence(cut)).toContain('“connected”, which is not in the bad one’s first 200 lines');
    expect(await sentence(bothStarts)).toContain('“connected”, which the bad one never printed');
    // Its last lines are at hand anyway.
    const tail = lines(replica, third + 1_000, ['connected']);
    expect(await sentence({ ...cut, [asks.tails]: tail })).toContain(
      '“listening”, which is not in the bad one’s first',
    );
  });

  test('that is minutes old may yet print what it lacks', async () => {
    const now = third + 60_000;
    const source = fakeSource(bothStarts, { asOfMs: now, kind: 'azure' });
    const answer = await reportOnStarts({ source, name: 'shop', select: {}, runId, asOfMs: now });

    expect(answer).toMatchObject({
      comparison: { sentence: expect.stringContaining('“connected”, which is not among the lines that have come') },
    });
  });

  test('has JSON with one object per line and seconds since the start', async () => {
    const answer = await ask(bothStarts).report;
    const json = answer.kind === 'found' ? toComparisonJson(answer.comparison, toRun) : null;

    expect(json).toMatchObject({ chosen: 'last-good', lastCommon: 0, bad: { run: { id: runId }, lines: 2 } });
    expect(json?.lines[1]).toEqual({
      role: 'missing',
      good: {
        row: expect.any(String),
        time: iso(goodMs + 501),
        afterStartSeconds: 0.501,
        stream: 'stderr',
        text: 'connected',
      },
      bad: null,
    });
  });
});
