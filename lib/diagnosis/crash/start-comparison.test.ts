import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { Run } from '@/lib/domain/run';
import { alignLines } from './alignment';
import { type StartOf, toComparedStarts as toComparedStartsAt } from './compared-starts';
import { lastGoodBefore, startsToCompare } from './good-start';
import { compareStarts as compareStartsAt } from './start-comparison';
import { diagnosisOf, incidentOf, keyError, type Life, life, together } from './testing';

const hour = 3_600;

const goodLines = ['shop 1.4.0 starting, pid 12', 'connecting to db:5432', 'connected in 31 ms', 'listening on 8080'];
const badLines = ['shop 1.5.0 starting, pid 7', 'connecting to db:5432', 'Error: connect ECONNREFUSED 10.0.0.4:5432'];

function good(change: Partial<Life> = {}) {
  return life({
    from: -hour,
    to: -1,
    isStopped: true,
    revision: 'shop--r6',
    name: 'old00',
    says: goodLines,
    ...change,
  });
}

function bad(change: Partial<Life> = {}) {
  return life({ from: 0, to: 3, says: badLines, ...change });
}

/** Lines a second apart from the start on. */
function start(texts: readonly string[], facts: { lived?: number; isCut?: boolean } = {}): StartOf {
  const { runs } = diagnosisOf(life({ from: 0, to: facts.lived ?? 30 }));
  const [run] = runs;
  if (run === undefined) throw new Error('The story has no run.');
  const at = rowsOf();
  return { run, lines: texts.map((text, place) => at.line(place * 0.05, text)), isCut: facts.isCut ?? false };
}

/** Long after both, so that no line is still on its way. */
const laterMs = noonMs + 24 * hour * 1_000;

function toComparedStarts(one: StartOf, other: StartOf, asOfMs = laterMs) {
  return toComparedStartsAt(one, other, asOfMs);
}

function compareStarts(one: StartOf, other: StartOf, asOfMs = laterMs) {
  return compareStartsAt(one, other, asOfMs);
}

describe('the starts of an incident', () => {
  test('tell what is missing, what is new, and how far both got', () => {
    const { starts, exits } = incidentOf(together(good(), bad(), bad({ from: 20, to: 23 })), { now: hour });
    expect(starts).toMatchObject({
      good: expect.stringContaining('old00'),
      bad: exits[0]?.id,
      missing: [{ text: 'connected in 31 ms' }, { text: 'listening on 8080' }],
      added: [{ text: 'Error: connect ECONNREFUSED 10.0.0.4:5432' }],
      lastCommon: { text: 'connecting to db:5432', afterStartMs: expect.closeTo(2_800, 0) },
      sentence:
        'Both starts get as far as “connecting to db:5432”: the good one goes on with “connected in 31 ms”, which the bad one never printed; only the bad one printed “Error: connect ECONNREFUSED 10.0.0.4:5432”.',
    });
  });

  test.each([
    ['the good one’s lines are not here', together({ ...good(), console: [] }, bad())],
    ['the bad one’s lines are not here', together(good(), { ...bad(), console: [] })],
    ['nothing ran well before', bad()],
    ['what ran well before is another container', together(good({ container: 'proxy' }), bad())],
    ['what ran well came after', together(bad(), good({ from: 60, to: hour }))],
    ['what failed had started well', together(good(), bad({ to: hour }))],
  ])('are not compared when %s', (_, story) => {
    expect(incidentOf(story, { now: 2 * hour }).starts).toBeNull();
  });

  test('are those of the next failed run where nothing ran well before the first', () => {
    const story = together(bad({ from: -2 * hour, to: -2 * hour + 3, name: 'first' }), good(), bad({ name: 'later' }));
    expect(incidentOf(story, { now: hour }).starts).toMatchObject({
      good: expect.stringContaining('old00'),
      bad: expect.stringContaining('later'),
    });
  });

  test('claim of lines that may still be on their way only that they have not come', () => {
    expect(incidentOf(together(good(), bad()), { now: 60 }).starts?.sentence).toContain(
      'which is not among the lines that have come of the bad one so far',
    );
    expect(incidentOf(together(good(), bad()), { now: hour }).starts?.sentence).toContain('never printed');
  });

  test('are not compared when only the last lines of either were asked for', () => {
    const consoleReach = [{ replica: null, revision: null, container: null, fromMs: noonMs - 600_000 }];
    expect(incidentOf(together(good(), bad()), { consoleReach }).starts).toBeNull();
  });

  test('are not compared when lines of their time name no replica', () => {
    const nameless = { ...rowsOf().line(2, 'hm'), replica: null };
    const twins = together(good(), bad(), life({ from: 0, name: 'twin0' }));
    expect(incidentOf(twins).starts).not.toBeNull();
    expect(incidentOf({ ...twins, console: [...twins.console, nameless] }).starts).toBeNull();
  });
});

describe('two starts', () => {
  test('that print the same but for numbers are the same', () => {
    const one = start(['pid 12', 'listening on 8080']);
    const other = start(['pid 7', 'listening on 9090']);
    expect(compareStarts(one, other)).toMatchObject({
      missing: [],
      added: [],
      sentence: 'Both starts printed the same lines.',
    });
  });

  test('in another order miss nothing', () => {
    expect(compareStarts(start(['a', 'b', 'c']), start(['c', 'a', 'b']))).toMatchObject({ missing: [], added: [] });
  });

  test('without a common line say so', () => {
    expect(compareStarts(start(['a']), start(['b']))).toMatchObject({
      lastCommon: null,
      sentence: expect.stringMatching(/^The two starts have no line in common: the good one goes on with “a”/),
    });
  });

  test('miss nothing that the other printed beyond the lines that are compared', () => {
    const steps = Array.from({ length: 250 }, (_, place) => `copying ${'x'.repeat(place)}`);
    const [short, long] = [
      ['boot', 'ready'],
      ['boot', ...steps, 'ready', 'boom'],
    ];
    const slowToStart = compareStarts(start(short), start(long));
    expect(slowToStart?.missing).toEqual([]);
    expect(slowToStart?.sentence).toMatch(/^In their first 200 lines both starts get as far as “boot”: only the bad/);
    expect(slowToStart?.sentence).not.toContain('ready');
    expect(compareStarts(start(long), start(short))?.added).toEqual([]);
    expect(compareStarts(start(short), start(['boot', ...steps, 'boom']))?.sentence).toContain(
      '“ready”, which the bad one never printed',
    );
  });

  test('of which one is not at hand as a whole are told apart by its first lines only', () => {
    const [whole, first] = [start(['boot', 'ready']), start(['boot', 'boom'], { isCut: true })];
    expect(compareStarts(whole, first)?.sentence).toBe(
      'In their first 200 lines both starts get as far as “boot”: the good one goes on with “ready”, which is not in the bad one’s first 200 lines; only the bad one printed “boom”.',
    );
    expect(compareStarts(first, whole)?.sentence).toBe(
      'Both starts get as far as “boot”: the good one goes on with “boom”, which the bad one never printed; the bad one printed “ready”, which is not in the good one’s first 200 lines.',
    );
  });

  test('name what was raised, not the head of its trace', () => {
    expect(compareStarts(start(['a', 'b']), start(['a', ...keyError]))?.sentence).toContain(
      "only the bad one printed “KeyError: 'DATABASE_URL'”",
    );
  });

  test('of which one printed nothing are not compared', () => {
    expect(compareStarts(start(['a']), start(['', '  ']))).toBeNull();
    expect(compareStarts(start([]), start(['a']))).toBeNull();
  });

  test('are read up to 200 lines, the good one not much longer than the bad one lived', () => {
    const long = start(Array.from({ length: 300 }, (_, place) => `step ${'x'.repeat(place)}`));
    expect(toComparedStarts(long, long)).toMatchObject({ good: { length: 200 }, bad: { length: 200 } });
    const slow = { ...long, lines: long.lines.map((row, place) => ({ ...row, atMs: noonMs + place * 1_000 })) };
    expect(toComparedStarts(slow, start(['a'], { lived: 10 })).good).toHaveLength(71);
  });

  test('side by side keep both orders and every line', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(line, { maxLength: 12 }), (one, other) => {
        const aligned = alignLines(toComparedStarts(start(one), start(other)));
        const said = (side: 'good' | 'bad') => aligned.flatMap((each) => each[side]?.text ?? []);
        expect(said('good')).toEqual(one);
        expect(said('bad')).toEqual(other);
        const missing = aligned.flatMap((each) => (each.role === 'missing' ? (each.good?.text ?? []) : []));
        const added = aligned.flatMap((each) => (each.role === 'added' ? (each.bad?.text ?? []) : []));
        expect(missing).toEqual(one.filter((text) => !other.includes(text)));
        expect(added).toEqual(other.filter((text) => !one.includes(text)));
      }),
    );
  });

  test('stand side by side where they agree', () => {
    const aligned = alignLines(toComparedStarts(start(['a', 'b', 'c']), start(['a', 'x', 'c'])));
    expect(aligned.map(({ role, good: one, bad: other }) => [role, one?.text, other?.text])).toEqual([
      ['same', 'a', 'a'],
      ['missing', 'b', undefined],
      ['added', undefined, 'x'],
      ['same', 'c', 'c'],
    ]);
  });
});

describe('the last good start', () => {
  function runsOf(...lives: Life[]): readonly Run[] {
    return diagnosisOf(together(...lives.map(life)), { now: 2 * hour }).runs;
  }

  function goodBefore(...lives: Life[]): string | null | undefined {
    const runs = runsOf(...lives, { from: hour, to: hour + 3, name: 'badly' });
    const failed = runs.find(({ replica }) => replica?.endsWith('badly'));
    if (failed === undefined) throw new Error('The story has no failed run.');
    const found = lastGoodBefore(failed, runs, noonMs + 2 * hour * 1_000);
    return found === null ? null : found.replica?.slice(-5);
  }

  test.each<[string, Life]>([
    ['lived for ten minutes, however it ended', { from: 0, to: 700, name: 'lived' }],
    ['was stopped on purpose after a minute', { from: 0, to: 70, isStopped: true, name: 'lived' }],
    ['still runs', { from: 0, name: 'lived' }],
  ])('%s', (_, one) => {
    expect(goodBefore(one)).toBe('lived');
  });

  test.each<[string, Life]>([
    ['died young', { from: 0, to: 300, name: 'lived' }],
    ['was stopped within a minute', { from: 0, to: 40, isStopped: true, name: 'lived' }],
    ['began later', { from: hour + 60, name: 'lived' }],
    ['is of another container', { from: 0, container: 'proxy', name: 'lived' }],
  ])('is none that %s', (_, one) => {
    expect(goodBefore(one)).toBeNull();
  });

  test('is of the newest revision, and of that the last', () => {
    const old = { from: 0, revision: 'shop--r5', name: 'oldes' };
    const scaledOutLate = { from: 900, revision: 'shop--r5', name: 'late0' };
    const newer = { from: 300, revision: 'shop--r6', name: 'newer' };
    const newest = { from: 600, revision: 'shop--r6', name: 'newst' };
    expect(goodBefore(old, scaledOutLate, newer, newest)).toBe('newst');
  });

  test('of a job is one that did its work', () => {
    const done = rowsOf({ kind: 'job', execution: 'nightly-aaaaa' });
    const failed = rowsOf({ kind: 'job', execution: 'nightly-bbbbb' });
    const system = [...done.started(0), ...done.exited(5, 0), ...failed.started(60), ...failed.exited(65, 1)];
    const { runs, incidents } = diagnosisOf({ system, console: [] }, { app: done.app });
    const starts = startsToCompare(incidents[0]?.exits ?? [], runs, noonMs + 70_000);
    expect(starts).toMatchObject({ good: { execution: 'nightly-aaaaa' }, bad: { execution: 'nightly-bbbbb' } });
  });
});
