import { describe, expect, test } from 'vitest';
import type { Evidence, Finding, Incident } from '@/lib/domain/incident';
import { buildTimeline } from './build-timeline';
import { diagnosis, incidentOf, noonMs, run, systemEvent } from './testing/diagnosis';

const minute = 60_000;

function evidence(row: string): Evidence {
  return { row, run: null, table: 'ContainerAppSystemLogs_CL', atMs: noonMs, text: row };
}

function showing(rows: string[]): [Finding, ...Finding[]] {
  return incidentOf([run({ from: 0, to: 1 })]).findings.map((finding) => ({
    ...finding,
    evidence: rows.map(evidence),
  })) as [Finding, ...Finding[]];
}

function standing(facts: Partial<Incident>): Incident {
  return incidentOf([], { fromMs: noonMs + minute, toMs: noonMs + 50 * minute, ...facts });
}

const living = run({ from: 0, to: null });
const secret = (minutes: number) =>
  systemEvent({ kind: 'secret-sync-failed', detail: 'Forbidden' }, { atMs: noonMs + minutes * minute, replica: null });
const unready = (minutes: number) =>
  systemEvent(
    { kind: 'probe-failed', probe: 'readiness', outcome: { kind: 'refused' } },
    { atMs: noonMs + minutes * minute, container: 'api' },
  );
const line = (minutes: number, text: string) => ({
  row: `line-${minutes}`,
  atMs: noonMs + minutes * minute,
  replica: living.replica,
  revision: living.revision,
  container: 'api',
  text,
});

describe('what an incident rests on is a fault', () => {
  test('of the app where no replica is named, and the lane, the overview and the summary say so', () => {
    const events = [secret(10), secret(20)];
    const view = buildTimeline(diagnosis({ runs: [living], events, incidents: [standing({ faults: events })] }), []);
    const [, app] = view.lanes;

    expect(app).toMatchObject({ state: 'app', note: '2 faults' });
    expect(app?.marks.other.at).toEqual([]);
    expect(view.counts.fault).toBe(2);
    expect(view.overview.series).toMatchObject([{ label: 'fault', tone: 'fault', total: 2 }]);
    expect(view.summary).toBe('1 lane, 20 Jun, 12:00 – 14:00 UTC: 2 faults.');
  });

  test('of its replica otherwise, whose lane fails and whose mark leads to the run', () => {
    const killed = [line(10, 'Worker (pid:7) was sent SIGKILL!'), line(20, 'Worker (pid:9) was sent SIGKILL!')];
    const incident = standing({ findings: showing(['line-20']) });
    const view = buildTimeline(diagnosis({ runs: [living], incidents: [incident] }), [...killed, line(30, 'slow')]);
    const [lane] = view.lanes;

    expect(lane).toMatchObject({ state: 'failing', note: '2 faults' });
    expect(lane?.marks.fault.run).toEqual([0, 0]);
    expect(lane?.marks.stderr.at).toHaveLength(1);
    expect(view.groups).toMatchObject([{ state: 'failing', note: '1 replica · 2 faults' }]);
  });

  test('a probe that failed stays one, but its lane is not green', () => {
    const events = [unready(10), unready(20)];
    const view = buildTimeline(diagnosis({ runs: [living], events, incidents: [standing({ faults: events })] }), []);

    expect(view.lanes).toMatchObject([{ state: 'failing', note: '2 probe failures', faultKinds: ['probe'] }]);
    expect(view.counts).toMatchObject({ probe: 2, fault: 0 });
    expect(view.overview.series).toMatchObject([{ tone: 'fault', total: 2 }]);
  });

  test('a revision that failed is a fault beside its flag', () => {
    const failed = systemEvent({ kind: 'revision', step: 'failed' }, { atMs: noonMs + 5 * minute, replica: null });
    const view = buildTimeline(diagnosis({ events: [failed], incidents: [standing({ faults: [failed] })] }), []);

    expect(view.counts).toMatchObject({ fault: 1, change: 1 });
  });

  test('beside an exit too, where a line only explains it', () => {
    const exit = run({ from: 1, to: 30 });
    const evicted = systemEvent({ kind: 'evicted', detail: 'disk' }, { atMs: noonMs + 29 * minute, container: 'api' });
    const incident = incidentOf([exit], { faults: [evicted], findings: showing(['line-29']) });
    const view = buildTimeline(diagnosis({ runs: [exit], events: [evicted], incidents: [incident] }), [
      line(29, 'no space left'),
    ]);

    expect(view.lanes).toMatchObject([{ note: '1 exit, 1 fault' }]);
    expect(view.counts.stderr).toBe(1);
    // The exit stands there already.
    expect(view.overview.series.map((series) => series.tone)).toEqual(['exit']);
  });
});

describe('no fault is', () => {
  test('an event that no incident rests on', () => {
    const events = [secret(10), unready(20)];
    const view = buildTimeline(diagnosis({ runs: [living], events }), []);

    expect(view.counts).toMatchObject({ fault: 0, other: 1, probe: 1 });
    expect(view.lanes.map((lane) => lane.faultKinds)).toEqual([[], []]);
  });

  test('a line that says the same before the incident began', () => {
    const incident = standing({ fromMs: noonMs + 15 * minute, findings: showing(['line-20']) });
    const view = buildTimeline(diagnosis({ runs: [living], incidents: [incident] }), [
      line(10, 'killed 1'),
      line(20, 'killed 2'),
    ]);

    expect(view.counts).toMatchObject({ fault: 1, stderr: 1 });
  });

  test('and a quiet app is called so only of the rows at hand', () => {
    expect(buildTimeline(diagnosis({ runs: [living] }), []).summary).toBe(
      '1 lane, 20 Jun, 12:00 – 14:00 UTC: in the rows at hand no exit, failed start, back-off wait, probe failure or fault.',
    );
  });
});

describe('most of the trouble is told of a lane', () => {
  const first = 'shop--r7-5d9c-aaaaa';
  const second = 'shop--r7-5d9c-bbbbb';

  test('that bears more than half of it', () => {
    const runs = [
      run({ from: 0, to: 1, replica: first }),
      run({ from: 2, to: 3, replica: first }),
      run({ from: 0, to: 1, replica: second }),
    ];

    expect(buildTimeline(diagnosis({ runs }), []).summary).toContain(
      `Most of it on container api, replica ${first}: 2 exits.`,
    );
  });

  test('and of none where two bear the same', () => {
    const runs = [run({ from: 0, to: 1, replica: first }), run({ from: 0, to: 1, replica: second })];

    expect(buildTimeline(diagnosis({ runs }), []).summary).not.toContain('Most of it');
  });
});
