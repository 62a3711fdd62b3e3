import { describe, expect, test } from 'vitest';
import { buildTimeline } from './build-timeline';
import { fromSteps } from './columns';
import { runOfMark } from './lane-times';
import { runIdsOf } from './run-ids';
import { diagnosis, failedStart, incidentOf, noonMs, run, systemEvent } from './testing/diagnosis';
import type { Lane, MarkKind, TimelineView } from './timeline-view';

const minute = 60_000;

function minutesOf(view: TimelineView, lane: Lane | undefined, kind: MarkKind): number[] {
  return [...fromSteps(lane?.marks[kind].at ?? [], view.fromMs)].map((ms) => (ms - noonMs) / minute);
}

describe('lanes', () => {
  test('stand worst first within a revision, the revision in trouble first', () => {
    const view = buildTimeline(
      diagnosis({
        runs: [
          run({ from: 0, to: null, replica: 'shop--r6-1-quiet', revision: 'shop--r6' }),
          run({ from: 1, to: 2, replica: 'shop--r7-1-onceonly' }),
          run({ from: 1, to: 3, replica: 'shop--r7-1-twice' }),
          run({ from: 4, to: 5, replica: 'shop--r7-1-twice' }),
        ],
      }),
      [],
    );

    expect(view.lanes.map((lane) => [lane.replica, lane.note])).toEqual([
      ['shop--r7-1-twice', '2 exits'],
      ['shop--r7-1-onceonly', '1 exit'],
      ['shop--r6-1-quiet', 'end not seen'],
    ]);
  });

  test('hold the containers of one replica together, init first', () => {
    const view = buildTimeline(
      diagnosis({
        runs: [
          run({ from: 1, to: 2, container: 'api' }),
          run({ from: 0, to: 1, container: 'migrate', role: 'init', intended: true, exitCode: 0 }),
          run({ from: 0, to: null, container: 'proxy', role: 'sidecar' }),
        ],
      }),
      [],
    );

    expect(view.lanes.map((lane) => [lane.container, lane.isSubLane])).toEqual([
      ['migrate', false],
      ['api', true],
      ['proxy', true],
    ]);
  });

  test('of a job stand for its executions', () => {
    const view = buildTimeline(
      diagnosis({
        app: { name: 'nightly', kind: 'job', workspace: 'ops', environment: null },
        runs: [run({ from: 0, to: 1, revision: null, execution: 'nightly-abc12', replica: 'nightly-abc12-x' })],
      }),
      [],
    );

    expect(view.lanes[0]?.group).toBe('nightly-abc12');
  });

  test('say so when the rows name no replica', () => {
    const view = buildTimeline(diagnosis({ runs: [run({ from: 0, to: 1, replica: null })] }), []);

    expect(view.lanes[0]?.title).toBe('replica not in these rows');
  });
});

describe('marks', () => {
  test('tell an exit nobody asked for from a stop that was asked for', () => {
    const view = buildTimeline(
      diagnosis({
        runs: [
          run({ from: 1, to: 2 }),
          run({ from: 3, to: 4, exitCode: null, reason: 'ManuallyStopped', intended: true }),
          run({ from: 5, to: 6, exitCode: null, intended: null }),
        ],
      }),
      [],
    );
    const [lane] = view.lanes;

    expect(minutesOf(view, lane, 'exit')).toEqual([2, 6]);
    expect(minutesOf(view, lane, 'stop')).toEqual([4]);
    expect(lane?.marks.exit.label.map((place) => view.texts[place] ?? null)).toEqual(['137', null]);
  });

  test('lead back to their run', () => {
    const runs = [run({ from: 1, to: 2 }), run({ from: 3, to: 4 })];
    const [lane] = buildTimeline(diagnosis({ runs }), []).lanes;

    expect(lane?.marks.exit.run.map((place) => runIdsOf(lane.bars)[place])).toEqual(runs.map((one) => one.id));
  });

  test('place an event without a container on its replica, without a replica on the only lane it can be', () => {
    const view = buildTimeline(
      diagnosis({
        runs: [run({ from: 0, to: 9 })],
        events: [
          systemEvent({ kind: 'back-off' }, { atMs: noonMs + 9 * minute }),
          systemEvent(
            { kind: 'probe-failed', probe: 'startup', outcome: { kind: 'http-status', status: 404 } },
            { atMs: noonMs + 8 * minute, replica: null, container: 'api' },
          ),
        ],
      }),
      [
        {
          row: 'line-1',
          atMs: noonMs + 7 * minute,
          replica: null,
          revision: 'shop--r7',
          container: 'api',
          text: 'boom',
        },
      ],
    );

    expect(view.lanes).toHaveLength(1);
    expect(minutesOf(view, view.lanes[0], 'back-off')).toEqual([9]);
    expect(minutesOf(view, view.lanes[0], 'probe')).toEqual([8]);
    expect(minutesOf(view, view.lanes[0], 'stderr')).toEqual([7]);
    expect(view.texts).toContain('Start-up probe: HTTP 404');
  });

  test('do not guess between two replicas', () => {
    const view = buildTimeline(
      diagnosis({ runs: [run({ from: 0, to: 9 }), run({ from: 0, to: 8, replica: 'shop--r7-5d9c-bbbbb' })] }),
      [{ row: 'line-1', atMs: noonMs, replica: null, revision: 'shop--r7', container: 'api', text: 'boom' }],
    );

    expect(view.lanes.filter((lane) => lane.marks.stderr.at.length > 0).map((lane) => lane.replica)).toEqual([null]);
  });

  test('keep an event nobody has seen before, on the lane of the app', () => {
    const event = systemEvent({ kind: 'other', reason: 'NewThing' }, { atMs: noonMs, replica: null });
    const view = buildTimeline(diagnosis({ events: [event] }), []);

    expect(view.lanes.map((lane) => lane.title)).toEqual(['App and revisions']);
    expect(view.counts.other).toBe(1);
  });

  test('leave out noise and what lies outside the range', () => {
    const view = buildTimeline(
      diagnosis({
        runs: [run({ from: -10, to: -5 })],
        failedStarts: [failedStart({ atMs: noonMs - 1 })],
        events: [systemEvent({ kind: 'noise' }, { atMs: noonMs })],
      }),
      [],
    );

    expect(Object.values(view.counts).every((count) => count === 0)).toBe(true);
  });
});

describe('bars and waits', () => {
  test('a run still going reaches to now and says so', () => {
    const going = run({ from: 10, to: null });
    const now = { ...going, row: 'line-1', atMs: noonMs + 59 * minute, text: 'still here' };
    const view = buildTimeline(diagnosis({ asOfMs: noonMs + 60 * minute, runs: [going] }), [now]);

    expect(view.lanes[0]?.bars).toMatchObject({ from: [6000], length: [30_000], ends: 'r' });
    expect(view.lanes[0]?.note).toBe('no exit');
  });

  test('a run of which nothing was heard for long is not called running', () => {
    const view = buildTimeline(diagnosis({ asOfMs: noonMs + 60 * minute, runs: [run({ from: 10, to: null })] }), []);

    expect(view.lanes[0]).toMatchObject({ note: 'end not seen', bars: { ends: 'e' } });
  });

  test('a run without a known start does not claim a lifetime', () => {
    const view = buildTimeline(diagnosis({ runs: [run({ from: null, to: 30 })] }), []);

    expect(view.lanes[0]?.bars).toMatchObject({ from: [17_700], length: [300], ends: 's' });
  });

  test('a wait that is not over ends where the next attempt is expected', () => {
    const gap = {
      container: 'api',
      replica: 'shop--r7-5d9c-aaaaa',
      revision: 'shop--r7',
      fromMs: noonMs + minute,
      toMs: null,
      predictedToMs: noonMs + 6 * minute,
      stage: 6,
    } as const;
    const view = buildTimeline(diagnosis({ runs: [run({ from: 0, to: 1 })], backOffGaps: [gap] }), []);

    expect(view.lanes[0]?.waits).toEqual({ from: [600], length: [3000], ends: 'p', stage: [6] });
    expect(view.counts['back-off']).toBe(1);
  });
});

describe('what to look at first', () => {
  test('is the incident with some air, not a day around it', () => {
    const exits = [run({ from: 700, to: 701 }), run({ from: 739, to: 740 })];
    const range = { fromMs: noonMs, toMs: noonMs + 1440 * minute };
    const view = buildTimeline(
      diagnosis({ range, runs: exits, incidents: [incidentOf(exits, { state: 'over' })] }),
      [],
    );

    expect((view.focus.fromMs - noonMs) / minute).toBeCloseTo(698.7, 1);
    expect((view.focus.toMs - noonMs) / minute).toBeCloseTo(742.3, 1);
  });

  test('is everything when nothing went wrong', () => {
    expect(buildTimeline(diagnosis(), []).focus).toEqual(diagnosis().range);
  });
});

describe('the overview', () => {
  test('counts exits by code, the most frequent lowest, apart from stops', () => {
    const runs = [
      run({ from: 1, to: 2, exitCode: 1 }),
      run({ from: 3, to: 4 }),
      run({ from: 5, to: 6 }),
      run({ from: 7, to: 8, intended: true }),
    ];
    const { overview } = buildTimeline(diagnosis({ runs }), []);

    expect(overview.series.map((one) => [one.label, one.tone, one.total])).toEqual([
      ['exit 137', 'exit', 2],
      ['exit 1', 'exit-second', 1],
      ['intended end', 'stop', 1],
    ]);
    expect(overview.series.every((one) => one.bins.length <= 120)).toBe(true);
  });
});

test('the summary counts what the marks show', () => {
  const runs = [run({ from: 1, to: 2 }), run({ from: 3, to: 4, intended: true })];

  expect(buildTimeline(diagnosis({ runs }), []).summary).toBe(
    '1 lane, 20 Jun, 12:00 – 14:00 UTC: 1 unexpected exit and 1 intended end.',
  );
});

test('a hundred thousand events cross to the browser in less than 200 kB', async () => {
  const { gzipSync } = await import('node:zlib');
  const runs = Array.from({ length: 50_000 }, (_, index) =>
    run({
      from: ((index * 7919) % 6_999_000) / 60_000,
      to: ((index * 7919) % 6_999_000) / 60_000 + 0.01,
      replica: `shop--r7-5d9c-${String(index % 50).padStart(5, 'x')}`,
    }),
  ).sort((a, b) => (a.fromMs ?? 0) - (b.fromMs ?? 0));
  const view = buildTimeline(diagnosis({ runs }), []);

  expect(view.counts.exit + view.counts.start).toBe(100_000);
  expect(gzipSync(JSON.stringify(view)).length).toBeLessThan(200_000);
});

test('a probe, a line and a wait lead to the run that had begun last; before the first run they lead nowhere', () => {
  const runs = [run({ from: 10, to: 20 }), run({ from: 30, to: 40 })];
  const probe = (minutes: number) =>
    systemEvent(
      { kind: 'probe-failed', probe: 'liveness', outcome: { kind: 'refused' } },
      { atMs: noonMs + minutes * minute, container: 'api' },
    );
  const view = buildTimeline(diagnosis({ runs, events: [5, 10, 25, 35].map(probe) }), []);
  const [lane] = view.lanes;

  expect([0, 1, 2, 3].map((index) => lane && runOfMark(lane, 'probe', index))).toEqual([
    null,
    runs[0]?.id,
    runs[0]?.id,
    runs[1]?.id,
  ]);
});
