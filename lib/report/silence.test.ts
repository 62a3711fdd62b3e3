import { describe, expect, test } from 'vitest';
import type { ConsoleReach, Diagnosis } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import { silencesIn } from '@/lib/report/silence';
import { diagnosis, noonMs, run, systemEvent } from '@/lib/timeline/testing/diagnosis';

const minute = 60_000;

function line(minutes: number): ConsoleRow {
  return {
    id: `line-${minutes}`,
    atMs: noonMs + minutes * minute,
    ingestedAtMs: noonMs + minutes * minute,
    workspace: 'ops',
    environment: 'prod',
    app: 'shop',
    kind: 'app',
    revision: 'shop--r7',
    replica: 'shop--r7-5d9c-aaaaa',
    execution: null,
    table: 'ContainerAppConsoleLogs_CL',
    container: 'api',
    stream: 'stdout',
    text: 'GET /healthz 200',
  };
}

/** A line every ten seconds, save in the stretches left out. */
function chatter(...out: [from: number, to: number][]): ConsoleRow[] {
  return Array.from({ length: 720 }, (_, place) => place / 6)
    .filter((minutes) => !out.some(([from, to]) => minutes > from && minutes < to))
    .map(line);
}

const going = { runs: [run({ from: 0, to: 119, intended: true })] };

function said(facts: Partial<Diagnosis>, lines: ConsoleRow[], reach: ConsoleReach[] = []) {
  return silencesIn(diagnosis(facts), lines, reach).map(({ span }) =>
    span ? [(span.fromMs - noonMs) / minute, (span.toMs - noonMs) / minute] : null,
  );
}

describe('a stretch without a row', () => {
  test('of an app that ran and else writes often is told, with how often', () => {
    const [spot] = silencesIn(diagnosis(going), chatter([30, 45]), []);

    expect(spot).toMatchObject({ kind: 'rows-missing', span: { fromMs: noonMs + 30 * minute } });
    expect(spot?.message).toContain('every 10 s or so');
    expect(said(going, chatter([30, 45], [80, 100]))).toEqual([
      [30, 45],
      [80, 100],
    ]);
  });

  test('is looked for only where all lines are at hand', () => {
    const reach = [{ replica: null, revision: null, container: null, fromMs: noonMs + 40 * minute }];

    expect(said(going, chatter([30, 45], [80, 100]), reach)).toEqual([[80, 100]]);
  });

  test.each<[string, Partial<Diagnosis>, ConsoleRow[]]>([
    ['shorter than rows may be late', going, chatter([30, 38])],
    [
      'a stretch in which nothing ran',
      { runs: [run({ from: 0, to: 30 }), run({ from: 45, to: 119 })] },
      chatter([30, 45]),
    ],
    [
      'a run of whose end nobody knows',
      { runs: [run({ from: 0, to: null })], asOfMs: noonMs + 900 * minute },
      chatter([30, 45]),
    ],
    [
      'broken by a system row',
      { ...going, events: [systemEvent({ kind: 'noise' }, { atMs: noonMs + 38 * minute })] },
      chatter([30, 45]),
    ],
    ['one of many: the app writes like that', going, chatter([5, 20], [22, 37], [39, 54], [56, 71], [73, 88])],
    ['in an app that writes seldom', { runs: [run({ from: 0, to: 119 })] }, [0, 15, 30, 60, 75, 110].map(line)],
    ['the newest: rows may still come', going, chatter([100, 121])],
  ])('is not told of: %s', (_, facts, lines) => {
    expect(said(facts, lines)).toEqual([]);
  });
});
