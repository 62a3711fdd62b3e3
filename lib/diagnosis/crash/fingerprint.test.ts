import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { ConsoleReach } from '@/lib/domain/diagnosis';
import { incidentOf, keyError, type Life, life, type Story, together } from './testing';

function fingerprintOf(story: Story, facts: Parameters<typeof incidentOf>[1] = {}) {
  return incidentOf(story, facts).fingerprint;
}

function crash(change: Partial<Life> = {}): Story {
  return life({ from: 0, to: 3, says: keyError, ...change });
}

/** Three deaths, 20 s apart. */
function loop(change: Partial<Life> = {}): Story {
  const from = change.from ?? 0;
  return together(...[0, 20, 40].map((at) => crash({ ...change, from: from + at, to: from + at + 3 })));
}

const hour = 3_600;

describe('the fingerprint of a crash', () => {
  test('is its end, its failing line and the file of its own code', () => {
    expect(fingerprintOf(crash())).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      text: "exit 1 · KeyError: 'DATABASE_URL' · /app/main.py",
      exits: 1,
      replicas: { hit: 1, of: 1 },
      revisions: ['shop--r7'],
      newIn: null,
      firstMs: noonMs + 3_000,
      lastMs: noonMs + 3_000,
    });
  });

  test.each([
    ['the older dialect', { dialect: 'legacy' as const }],
    ['another replica', { name: 'zzzzz' }],
    ['another revision', { revision: 'shop--r8' }],
    ['another day', { from: 2 * hour, to: 2 * hour + 5 }],
    ['another line of the same file', { says: keyError.map((line) => line.replace('line 7', 'line 19')) }],
    ['a time before each line', { says: keyError.map((line) => `2026-06-20T12:00:02.5Z ${line}`) }],
    ['other lines before it', { says: ['pid 4711 listening on 10.1.2.3:8080', ...keyError] }],
  ])('is the same in %s', (_, change) => {
    expect(fingerprintOf(crash(change))?.id).toBe(fingerprintOf(crash())?.id);
  });

  test.each([
    ['another exit code', { code: 3 }],
    ['another exception', { says: keyError.map((line) => line.replace('KeyError', 'ValueError')) }],
    ['another name in it', { says: keyError.map((line) => line.replaceAll('DATABASE_URL', 'REDIS_URL')) }],
    ['another file', { says: keyError.map((line) => line.replace('main.py', 'worker.py')) }],
    ['no failing line', { says: ['listening'] }],
  ])('is another one with %s', (_, change) => {
    expect(fingerprintOf(crash(change))?.id).not.toBe(fingerprintOf(crash())?.id);
  });

  test('of an incident is that of most exits, on a tie of the newest', () => {
    const rare = crash({ from: 60, to: 63, says: ['RangeError: too far'] });
    expect(fingerprintOf(together(loop(), rare))).toMatchObject({
      text: expect.stringContaining('KeyError'),
      exits: 3,
      sentence: expect.stringContaining('3 of 4 exits'),
    });
    expect(fingerprintOf(together(crash(), rare))?.text).toContain('RangeError');
  });

  test('is none where nothing exited', () => {
    expect(incidentOf({ system: rowsOf().pullFailed(5), console: [] }).fingerprint).toBeNull();
  });

  test('is the same in whatever order and however often the rows come, and whatever the numbers', () => {
    const whole = fingerprintOf(loop());
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.nat({ max: 65_535 }), (keys, number) => {
        const story = loop({ says: [`worker ${number} on port ${number}`, ...keyError] });
        const sort = <Row>(rows: readonly Row[]): Row[] =>
          [...rows, ...rows.slice(0, 5)]
            .map((row) => ({ row, key: keys.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
        const shuffled = fingerprintOf({ system: sort(story.system), console: sort(story.console) });
        expect(shuffled).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });
});

describe('where else a crash was seen', () => {
  const earlier = (change: Partial<Life> = {}) =>
    life({ from: -hour, to: 1, isStopped: true, revision: 'shop--r6', name: 'old00', says: ['ready'], ...change });

  test('is told as new in a revision when an earlier one ran well without it', () => {
    expect(fingerprintOf(together(earlier(), loop()))).toMatchObject({
      newIn: 'shop--r7',
      sentence: '1 replica; new in revision r7; not seen before in this range',
    });
  });

  test.each([
    ['no earlier revision is known', loop()],
    ['the earlier one had it too', together(earlier({ isStopped: false, to: -30, says: keyError }), loop())],
    ['the earlier one was short-lived', together(earlier({ from: -300 }), loop())],
    ['the other one came later', together(earlier({ from: hour, to: 2 * hour }), loop())],
    ['it is another container', together(earlier({ container: 'proxy' }), loop())],
  ])('is not called new when %s', (_, story) => {
    expect(fingerprintOf(story, { now: 3 * hour })?.newIn).toBeNull();
  });

  test('is not called new in a revision of which no row tells the start', () => {
    const { system, console } = together(earlier({ says: Array(40).fill('at work') }), loop());
    const long = console.map((row, place) => (place < 40 ? { ...row, atMs: noonMs - (40 - place) * 60_000 } : row));
    const ends = system.filter(({ reason }) => reason === 'ContainerTerminated' || reason === 'ProcessExited');
    expect(fingerprintOf({ system: ends, console: long })).toMatchObject({
      newIn: null,
      sentence: expect.stringContaining('not seen before in this range'),
    });
    expect(fingerprintOf({ system, console: long })?.newIn).toBe('shop--r7');
  });

  test('is not called new when an earlier revision’s exit may have been one', () => {
    const silent = earlier({ isStopped: false, to: -30, says: [] });
    expect(fingerprintOf(together(silent, loop()))).toMatchObject({
      newIn: null,
      exits: 3,
      sentence: expect.stringMatching(/3 of 4 exits; of 1 more not every line is at hand; known in this range since/),
    });
  });

  test('is neither called new nor unseen where the oldest rows of the range are not at hand', () => {
    const story = together(earlier(), loop());
    expect(fingerprintOf(story, { systemRowsFromMs: noonMs - hour * 1_000 })).toMatchObject({
      newIn: null,
      sentence: '1 replica; first seen in the rows at hand at 20 Jun 12:00:03 UTC',
    });
    expect(fingerprintOf(story, { systemRowsFromMs: null })?.newIn).toBe('shop--r7');
  });

  test('is not called unseen when the range begins with it', () => {
    expect(fingerprintOf(loop())?.sentence).toBe('1 replica; first seen in this range at 20 Jun 12:00:03 UTC');
  });

  test('counts the replicas that bear it among those that ran its revisions', () => {
    const story = together(
      loop({ name: 'aaaaa' }),
      loop({ name: 'bbbbb', from: 5 }),
      life({ from: 0, name: 'ccccc' }),
      life({ from: 0, name: 'ddddd', revision: 'shop--r6' }),
    );
    expect(fingerprintOf(story)).toMatchObject({
      replicas: { hit: 2, of: 3 },
      sentence: expect.stringMatching(/^2 of 3 replicas;/),
    });
  });

  test('says nothing of replicas that no row names', () => {
    expect(fingerprintOf(loop({ replica: null }))).toMatchObject({
      replicas: { hit: 0, of: 0 },
      sentence: expect.stringMatching(/^3 exits;/),
    });
  });

  test('names every revision, the oldest first', () => {
    const story = together(loop({ revision: 'shop--z' }), loop({ revision: 'shop--a', from: 200 }));
    expect(fingerprintOf(story)).toMatchObject({
      revisions: ['shop--z', 'shop--a'],
      sentence: expect.stringContaining('in 2 revisions'),
    });
  });

  test('takes a line whose trace is not at hand for the same crash', () => {
    const onlyLast = crash({ from: 60, to: 63, says: keyError.slice(-1) });
    expect(fingerprintOf(together(loop(), onlyLast))).toMatchObject({ exits: 4 });
  });

  test('counts only the exits whose lines are at hand', () => {
    const story = loop();
    const newest = story.console.filter(({ atMs }) => atMs > noonMs + 30_000);
    const reach: ConsoleReach[] = [{ replica: null, revision: null, container: null, fromMs: noonMs + 30_000 }];
    expect(fingerprintOf({ ...story, console: newest }, { consoleReach: reach })).toMatchObject({
      exits: 1,
      sentence: expect.stringContaining('of 2 more not every line is at hand'),
    });
  });

  test('compares ends alone where no failing line is known of any', () => {
    expect(fingerprintOf({ ...loop({ code: 137 }), console: [] })).toMatchObject({ text: 'exit 137', exits: 3 });
  });
});
