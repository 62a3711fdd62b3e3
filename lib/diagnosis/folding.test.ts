import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { inputOf, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';

const usual = rowsOf();

interface Life {
  at: number;
  revision?: string;
  lifetime: number;
  code?: number;
  says?: readonly string[];
  /** A start-up probe ends it. */
  probed?: boolean;
}

/** Lives one after the other in one replica, each with its last lines. */
function told(lives: readonly Life[]) {
  return read(lives).map(({ codes, cause }) => ({ codes, cause }));
}

function read(lives: readonly Life[]) {
  const system: SystemRow[] = [];
  const lines: ConsoleRow[] = [];
  for (const { at, lifetime, code = 1, says = [], probed = false, revision } of lives) {
    const web = revision === undefined ? usual : rowsOf({ revision });
    const end = at + lifetime;
    system.push(...web.started(at));
    if (probed) {
      system.push(...[9, 6, 3].flatMap((before) => web.probeFailed(end - before, 'StartUp', 404)));
      system.push(...web.probeKilled(end, 'startup'));
    } else system.push(...web.exited(end, code));
    lines.push(...says.map((text, place) => web.line(end - 0.5 + place * 0.01, text)));
  }
  return diagnose(inputOf(usual.app, system, { consoleRows: lines })).incidents.map(({ exits, findings }) => ({
    codes: exits.map((run) => run.exit?.exitCode ?? null),
    cause: findings[0].cause,
    summary: findings[0].summary,
  }));
}

const missing = ['Traceback (most recent call last):', "KeyError: 'DATABASE_URL'"];
const refused = ['Error: connect ECONNREFUSED 10.0.0.4:5432'];

describe('the exits of one container are one incident', () => {
  test('when they end alike, also with hours between them', () => {
    expect(
      told([
        { at: 0, lifetime: 5, says: missing },
        { at: 15, lifetime: 7000, says: missing },
      ]),
    ).toEqual([{ codes: [1, 1], cause: 'app.missing-config' }]);
  });

  test('when the ways of one loop have a cause in common: it gives up, or hangs until the probe ends it', () => {
    const found = told([
      { at: 0, lifetime: 20, says: refused },
      { at: 30, lifetime: 30, says: refused, probed: true },
      { at: 80, lifetime: 20, says: refused },
      { at: 140, lifetime: 30, says: refused, probed: true },
    ]);

    expect(found.map(({ codes }) => codes)).toEqual([[1, null, 1, null]]);
  });

  test('when nothing is known of the ways of one loop', () => {
    const found = told([
      { at: 0, lifetime: 5, code: 41 },
      { at: 15, lifetime: 5, code: 42 },
      { at: 40, lifetime: 5, code: 41 },
    ]);

    expect(found.map(({ codes }) => codes)).toEqual([[41, 42, 41]]);
  });

  test('when the first of them ended a healthy life: the loop begins with it', () => {
    const found = told([
      { at: 0, lifetime: 7000, code: 41 },
      { at: 7010, lifetime: 5, code: 42 },
      { at: 7035, lifetime: 5, code: 42 },
    ]);

    expect(found.map(({ codes }) => codes)).toEqual([[41, 42, 42]]);
  });

  test('when one way is only a guess beside one that is known', () => {
    const [first, ...others] = told([
      { at: 0, lifetime: 5, says: missing },
      { at: 15, lifetime: 5, code: 137 },
      { at: 40, lifetime: 5, says: missing },
    ]);

    expect(first).toEqual({ codes: [1, 137, 1], cause: 'app.missing-config' });
    expect(others).toEqual([]);
  });
});

describe('the exits of one container are two incidents', () => {
  const night = [
    { at: 0, lifetime: 3, says: missing },
    { at: 100, lifetime: 20, code: 137 },
  ];
  const summaries = (lives: readonly Life[]) => read(lives).map(({ codes, summary }) => `${codes}: ${summary}`);

  test.each([
    ['in another revision', 'shop--r8'],
    ['in the same one', 'shop--r7'],
  ])('when a kill comes hours after a loop with a kill in it, %s', (_, revision) => {
    const found = summaries([...night, { at: 20_000, lifetime: 10_000, code: 137, revision }]);

    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^137: .*container web ended with exit code 137\./);
    expect(found[1]).toMatch(/^1,137: .*DATABASE_URL.*container web ended 2 times, last with exit code 137\.$/);
  });

  test('also when the kill came first', () => {
    const kill = { at: -30_000, lifetime: 10_000, code: 137, revision: 'shop--r6' };

    expect(told([kill, ...night]).map(({ codes }) => codes)).toEqual([[1, 137], [137]]);
  });

  test('also when a kill began the loop', () => {
    const found = told([
      { at: 0, lifetime: 20, code: 137 },
      { at: 40, lifetime: 3, says: missing },
      { at: 20_000, lifetime: 10_000, code: 137, revision: 'shop--r8' },
    ]);

    expect(found.map(({ codes }) => codes)).toEqual([[137], [137, 1]]);
  });

  test('but kills of two loops without another way are one', () => {
    expect(
      told([
        { at: 0, lifetime: 20, code: 137 },
        { at: 20_000, lifetime: 10_000, code: 137, revision: 'shop--r8' },
      ]).map(({ codes }) => codes),
    ).toEqual([[137, 137]]);
  });

  test('and a loop that comes back stays one, whatever else ended runs in it', () => {
    const again = night.map((life) => ({ ...life, at: life.at + 20_000, revision: 'shop--r8' }));

    expect(told([...night, ...again]).map(({ codes }) => codes)).toEqual([[1, 137, 1, 137]]);
  });

  test('when ten healthy minutes lie between the ends, and they differ', () => {
    const ends = (second: number) =>
      told([
        { at: 0, lifetime: 5, code: 41 },
        { at: 15, lifetime: 700, code: second },
      ]).map(({ codes }) => codes);

    expect(ends(42)).toEqual([[42], [41]]);
    expect(ends(41)).toEqual([[41, 41]]);
  });

  test('when each way of one loop has a cause of its own', () => {
    const found = told([
      { at: 0, lifetime: 5, says: missing },
      { at: 15, lifetime: 30, probed: true },
      { at: 65, lifetime: 5, says: missing },
    ]);

    expect(found.map(({ cause, codes }) => `${cause} ${codes.length}`).sort()).toEqual([
      'app.missing-config 2',
      'probe.startup 1',
    ]);
  });

  test('so that a rare fault is not lost in the loop of another cause', () => {
    const found = told([
      ...[0, 15, 40, 85].map((at) => ({ at, lifetime: 5, says: missing })),
      { at: 170, lifetime: 60, code: 139, says: ['Segmentation fault (core dumped)'] },
      { at: 390, lifetime: 5, says: missing },
    ]);

    expect(found.map(({ cause, codes }) => `${cause} ${codes.length}`).sort()).toEqual([
      'app.missing-config 5',
      'app.native-crash 1',
    ]);
  });
});

test('whatever way they end, each exit is in one incident', () => {
  const anyLife = fc.record({
    lifetime: fc.constantFrom(5, 30, 700),
    code: fc.constantFrom(1, 2, 137, 139),
    says: fc.constantFrom<readonly string[]>([], missing, refused, ['Segmentation fault (core dumped)']),
    probed: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyLife, { minLength: 1, maxLength: 12 }), (lives) => {
      let at = 0;
      const placed = lives.map((life) => {
        const begun = at;
        at += life.lifetime + 20;
        return { ...life, at: begun };
      });

      expect(told(placed).reduce((sum, { codes }) => sum + codes.length, 0)).toBe(lives.length);
    }),
    { numRuns: 100 },
  );
});
