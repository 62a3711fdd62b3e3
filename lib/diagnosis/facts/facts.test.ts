import { describe, expect, test } from 'vitest';
import { inputOf, noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { SystemRow } from '@/lib/domain/rows';
import { gatherFacts } from './facts';

const web = rowsOf();

function factsOf(rows: readonly SystemRow[], options: Parameters<typeof inputOf>[2] = {}) {
  return gatherFacts(inputOf(web.app, rows, options));
}

/** Runs as `start-end:code/reason`, in seconds after noon; `?` where the rows do not tell. */
function livesOf(rows: readonly SystemRow[], options: Parameters<typeof inputOf>[2] = {}): string[] {
  const at = (ms: number | null) => (ms === null ? '?' : String(Math.round((ms - noonMs) / 1000)));
  return factsOf(rows, options).runs.map((run) => {
    const end = run.exit === null ? '' : `:${run.exit.exitCode ?? 'none'}/${run.exit.terminationReason ?? 'none'}`;
    return `${at(run.fromMs)}-${at(run.toMs)}${end}`;
  });
}

describe('an exit is counted once', () => {
  test('however many rows tell of it', () => {
    const rows = [
      ...web.started(0),
      ...web.exited(8, 137),
      ...web.exited(8, 137),
      ...web.started(20),
      ...web.exited(28, 137),
    ];
    expect(livesOf(rows)).toEqual(['0-8:137/ProcessExited', '20-28:137/ProcessExited']);
    expect(factsOf(rows).runs[0]?.exit?.events.flatMap((event) => [event.row, ...event.repeats])).toHaveLength(4);
  });

  test('when a row of it is written again minutes later', () => {
    expect(livesOf([...web.started(0), ...web.exited(8, 1, null), ...web.exited(300, 1, null)])).toEqual([
      '0-8:1/ProcessExited',
    ]);
  });

  test('when a probe kill ignores SIGTERM: code of the later row, reason and time of the earlier', () => {
    const rows = [...web.started(0), ...web.probeKilled(60, 'liveness'), ...web.exited(94, 137)];
    expect(livesOf(rows)).toEqual(['0-60:137/ProbeFailure']);
    expect(livesOf(rows.slice(2))).toEqual(['?-60:137/ProbeFailure']);
  });

  test('without start rows: what is within 45 seconds, or says the same', () => {
    expect(livesOf([...web.terminated(0, 'ProbeFailure'), ...web.terminated(44, 'ProcessExited', 137)])).toHaveLength(
      1,
    );
    expect(livesOf([...web.terminated(0, 'ProbeFailure'), ...web.terminated(50, 'ProcessExited', 137)])).toHaveLength(
      2,
    );
    expect(livesOf([...web.terminated(0, 'ProcessExited', 1), ...web.terminated(50, 'ProcessExited', 1)])).toHaveLength(
      1,
    );
  });

  test('but twice when the codes differ, and without start rows when the same end comes in the rhythm of restarts', () => {
    expect(
      livesOf([...web.terminated(0, 'ProcessExited', 1), ...web.terminated(20, 'ProcessExited', 137)]),
    ).toHaveLength(2);
    expect(livesOf([0, 305, 611, 917].flatMap((at) => web.terminated(at, 'ProcessExited', 1)))).toHaveLength(4);
  });

  test('but again when the platform counts on, or when the container has shown life', () => {
    expect(livesOf([...web.exited(0, 1, 1), ...web.exited(200, 1, 2)])).toHaveLength(2);
    expect(
      livesOf([...web.exited(0, 1, null), ...web.probeFailed(120, 'Readiness'), ...web.exited(200, 1, null)]),
    ).toHaveLength(2);
    const talk = [web.line(120, 'ready')];
    expect(livesOf([...web.exited(0, 1, null), ...web.exited(200, 1, null)], { consoleRows: talk })).toHaveLength(2);
  });

  test('and a stop of a container that was already waiting is no exit, nor does it excuse the one before', () => {
    const { runs } = factsOf([...web.started(0), ...web.exited(5, 1), ...web.stopped(90)]);
    expect(runs).toHaveLength(1);
    expect(runs[0]?.exit).toMatchObject({ exitCode: 1, terminationReason: 'ProcessExited', intended: false });
  });
});

describe('runs come out right', () => {
  test('in the older dialect', () => {
    const old = rowsOf({ dialect: 'legacy' });
    expect(
      livesOf([...old.started(0), ...old.exited(9, 3), ...old.backOff(12), ...old.started(20), ...old.exited(29, 3)]),
    ).toEqual(['0-9:3/none', '20-29:3/none']);
  });

  test('when one batch holds the end of one run and the start of the next', () => {
    const rows = [
      ...web.started(0),
      ...web.terminated(30, 'ProcessExited', 1),
      ...web.started(30),
      ...web.terminated(60, 'ProcessExited', 1),
    ];
    expect(livesOf(rows)).toEqual(['0-30:1/ProcessExited', '30-60:1/ProcessExited']);
  });

  test('when one batch holds a whole life, whose length is then not known', () => {
    const [run] = factsOf([...web.pulling(10), ...web.started(10), ...web.terminated(10, 'ProcessExited', 1)]).runs;
    expect(run).toMatchObject({ startKnown: true, endKnown: true, lifetimeSeconds: null });
  });

  test('when the window begins in the middle of a batch: its end is the earlier run', () => {
    const rows = [
      ...web.terminated(0, 'ProcessExited', 1),
      ...web.started(0),
      ...web.terminated(40, 'ProcessExited', 1),
    ];
    expect(livesOf(rows)).toEqual(['?-0:1/ProcessExited', '0-40:1/ProcessExited']);
    const ids = factsOf(rows).runs.map((run) => run.id);
    expect(new Set(ids).size).toBe(2);
  });

  test('when the row of the start is missing', () => {
    const [created] = web.started(0);
    expect(livesOf([...(created === undefined ? [] : [created]), ...web.exited(9, 1)])).toEqual([
      '0-9:1/ProcessExited',
    ]);
    expect(livesOf([...web.started(0), ...web.exited(9, 1), ...web.pulling(20), ...web.exited(80, 2)])).toEqual([
      '0-9:1/ProcessExited',
      '?-80:2/ProcessExited',
    ]);
  });

  test('when the row of the end is missing', () => {
    const { runs } = factsOf([...web.started(0), ...web.started(100)]);
    expect(runs.map((run) => [run.endKnown, run.exit])).toEqual([
      [false, null],
      [false, null],
    ]);
  });

  test('for several containers and two interleaved revisions', () => {
    const proxy = rowsOf({ container: 'proxy' });
    const next = rowsOf({ revision: 'shop--r8' });
    const rows = [
      ...web.started(0),
      ...proxy.started(1),
      ...next.started(2),
      ...web.exited(10, 1),
      ...next.exited(11, 2),
      ...proxy.exited(12, 3),
    ];
    expect(livesOf(rows)).toEqual(['0-10:1/ProcessExited', '1-12:3/ProcessExited', '2-11:2/ProcessExited']);
  });

  test('for a replica name that is used again', () => {
    const rows = [...web.started(0), ...web.stopped(50), ...web.started(4000), ...web.stopped(5000)];
    expect(livesOf(rows)).toEqual(['0-50:none/ManuallyStopped', '4000-5000:none/ManuallyStopped']);
  });

  test('for jobs: the execution comes from the column, else the message, else the replica', () => {
    const job = rowsOf({ kind: 'job', execution: null, replica: 'nightly-abc12-x2k4q' });
    const { runs } = gatherFacts(inputOf(job.app, [...job.started(0), ...job.exited(30, 0)]));
    expect(runs[0]).toMatchObject({ execution: 'nightly-abc12', exit: { intended: true } });
  });

  test('where the window cuts them', () => {
    const window = { range: { fromMs: noonMs + 100_000, toMs: noonMs + 200_000 }, asOfMs: noonMs + 900_000 };
    const rows = [
      ...web.started(0),
      ...web.exited(150, 1),
      ...web.started(160),
      ...web.exited(300, 1),
      ...web.started(310),
    ];
    const { runs } = factsOf(rows, window);
    expect(runs.map((run) => [run.cut, run.exit?.exitCode ?? null])).toEqual([
      [true, 1],
      [true, null],
    ]);
    expect(
      factsOf(rows.slice(0, 4), { ...window, range: { fromMs: noonMs + 151_000, toMs: noonMs + 200_000 } }).runs,
    ).toEqual([]);
  });
});

describe('the replica', () => {
  const blank = rowsOf({ replica: null });

  test('is told from the neighbours when the revision has only one, and marked', () => {
    const { runs } = factsOf([...blank.started(0), ...web.probeFailed(3, 'StartUp', 404), ...blank.exited(9, 1)]);
    expect(runs).toMatchObject([{ replica: web.replica, replicaInferred: true, exit: { exitCode: 1 } }]);
  });

  test('stays unknown when there are two', () => {
    const other = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    const { runs } = factsOf([
      ...web.probeFailed(1, 'StartUp'),
      ...other.probeFailed(1, 'StartUp'),
      ...blank.started(0),
      ...blank.exited(9, 1),
    ]);
    expect(runs).toMatchObject([{ replica: null, replicaInferred: false }]);
  });

  test('of a second row is that of the first, when only one replica ended then', () => {
    const other = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    const rows = [
      ...web.started(0),
      ...other.started(0),
      ...web.terminated(30, 'ProcessExited', 1),
      ...blank.terminated(31, 'ProcessExited', 1),
      ...other.exited(500, 1),
    ];
    expect(livesOf(rows)).toEqual(['0-30:1/ProcessExited', '0-500:1/ProcessExited']);
  });

  test('and the revision are read from the replica where the column is empty', () => {
    const nameless = rowsOf({ revision: null, replica: 'shop--r9-5d9c8b7a6-aaaaa' });
    expect(factsOf(nameless.started(0)).runs[0]?.revision).toBe('shop--r9');
  });

  test('names nothing for rows of a second export that lack it', () => {
    const [first] = web.probeFailed(5, 'StartUp', 404);
    const again = first === undefined ? [] : [{ ...first, id: 'again', replica: null, count: null }];
    const { events } = factsOf([
      ...web.probeFailed(5, 'StartUp', 404).slice(1),
      ...(first === undefined ? [] : [first]),
      ...again,
    ]);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ replica: web.replica, repeats: [{ id: 'again' }] });
  });
});

describe('a stop', () => {
  const intended = (rows: readonly SystemRow[]) =>
    factsOf(rows).runs.flatMap((run) => (run.exit === null ? [] : [[run.exit.intended, run.exit.forced]]));

  test('that was asked for is intended', () => {
    const old = rowsOf({ dialect: 'legacy' });
    expect(intended([...web.started(0), ...web.stopped(50)])).toEqual([[true, false]]);
    expect(intended([...old.started(0), ...old.stopped(50), ...old.exited(52, 143)])).toEqual([[true, false]]);
    // The older dialect often tells no more than that.
    expect(livesOf([...old.started(0), ...old.stopped(50)])).toEqual(['0-50:none/none']);
    expect(intended(old.stopped(50))).toEqual([[true, false]]);
    expect(intended([...web.started(0), ...web.scaled(400, 1, 0), ...web.exited(401, 0)])).toEqual([[true, false]]);
  });

  test('that was asked for and ended by force is not', () => {
    const old = rowsOf({ dialect: 'legacy' });
    expect(intended([...web.started(0), ...web.stopped(50), ...web.exited(84, 137)])).toEqual([[false, true]]);
    expect(intended([...old.started(0), ...old.stopped(50), ...old.exited(81, 137)])).toEqual([[false, true]]);
  });

  test('by a probe, a crash, or an end with 0 that is followed by a restart is not', () => {
    expect(intended([...web.started(0), ...web.probeKilled(9, 'startup')])).toEqual([[false, false]]);
    expect(intended([...web.started(0), ...web.exited(9, 1)])).toEqual([[false, false]]);
    expect(intended([...web.started(0), ...web.exited(9, 0), ...web.started(20)])).toEqual([[false, false]]);
  });

  test('that nobody explains is unknown, not intended', () => {
    expect(intended([...web.started(0), ...web.exited(9, 143)])).toEqual([[null, false]]);
    expect(intended([...web.started(0), ...web.exited(9, 0)])).toEqual([[null, false]]);
  });

  test('is not excused by a scale-in when the container starts again', () => {
    expect(intended([...web.started(0), ...web.scaled(5, 2, 1), ...web.exited(9, 137), ...web.started(20)])).toEqual([
      [false, false],
    ]);
  });

  test('by an eviction is not, although the platform words it as one that was asked for', () => {
    const evicted = web.row(48, {
      reason: 'Evicted',
      message: 'Container web exceeded its local ephemeral storage limit "1Gi".',
    });
    expect(intended([...web.started(0), evicted, ...web.stopped(50), ...web.exited(80, 137)])).toEqual([
      [false, false],
    ]);
  });

  test('of a finished job is intended, of a job past its deadline it is not', () => {
    const job = rowsOf({ kind: 'job' });
    const overdue = [
      ...job.started(0),
      ...job.terminated(600, 'ManuallyStopped'),
      job.row(598, { reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }),
    ];
    expect(gatherFacts(inputOf(job.app, overdue)).runs[0]?.exit).toMatchObject({ intended: false });
  });
});

describe('a failed start', () => {
  const starts = (rows: readonly SystemRow[]) =>
    factsOf(rows).failedStarts.map(
      (start) => `${Math.round((start.atMs - noonMs) / 1000)} ${start.stage} ${start.container ?? ''}`,
    );
  const old = rowsOf({ dialect: 'legacy' });

  test('is counted once per attempt', () => {
    expect(starts([0, 13, 33].flatMap((at) => [...web.pulling(at), ...web.pullFailed(at + 1)]))).toEqual([
      '1 pull web',
      '14 pull web',
      '34 pull web',
    ]);
    expect(starts([...old.pullFailed(0), ...old.pullFailed(60), ...old.pullFailed(120)])).toHaveLength(3);
    expect(starts([...web.mountFailed(0), ...web.mountFailed(10), ...web.mountFailed(30)])).toHaveLength(3);
  });

  test('is one when two rows tell of one attempt, and takes the name from the one that has it', () => {
    const overlay = web.row(1, { message: 'mount: /podr/x: special device overlay does not exist.' });
    const named = web.row(0, {
      reason: 'ContainerTerminated',
      message:
        "Container 'identity-service-0cee' was terminated with exit code '1' and reason 'ContainerCreateFailure'.",
    });
    expect(starts([named, overlay])).toEqual(['0 create identity-service-0cee']);
  });

  test('is no run, also when its rows claim that the container was created', () => {
    const { runs, failedStarts } = factsOf([...web.started(0), ...web.createFailed(1)]);
    expect(runs).toEqual([]);
    expect(failedStarts).toHaveLength(1);
  });
});

describe('a container', () => {
  const roleOf = (name: string, ...others: string[]) => {
    const rows = [name, ...others].flatMap((container, at) => rowsOf({ container }).started(at));
    return factsOf(rows).roles.get(name);
  };

  test.each([
    ['daprd', 'dapr'],
    ['identity-service-0cee4339', 'platform'],
    ['http-auth', 'platform'],
    ['envoyproxy', 'sidecar'],
    ['envoy', 'sidecar'],
    ['azure-functions', 'app'],
    ['init-db', 'init'],
    ['db-init', 'init'],
    ['log-sidecar', 'sidecar'],
    ['otel-collector', 'sidecar'],
    ['initech', 'app'],
    ['web', 'app'],
  ])('%s is told from its name: %s', (name, role) => {
    expect(roleOf(name, 'main')).toBe(role);
  });

  test('that is the only one is the app, whatever it is called', () => {
    expect(roleOf('proxy')).toBe('app');
  });

  test('beside the one that is called like the app is a sidecar', () => {
    expect(roleOf('cache', 'shop')).toBe('sidecar');
  });

  test('that ended with 0 before the others were created is an init container', () => {
    const migrate = rowsOf({ container: 'migrate' });
    const rows = [...migrate.started(0), ...migrate.exited(4, 0), ...web.started(5)];
    expect(factsOf(rows).roles.get('migrate')).toBe('init');
    expect(factsOf(rows).runs[0]?.exit?.intended).toBe(true);
  });
});

describe('back-off', () => {
  const loop = (waits: readonly number[], life = 8) => {
    let at = 0;
    const rows = [...web.started(at), ...web.exited(at + life, 1)];
    for (const wait of waits) {
      at += life + wait;
      rows.push(...web.started(at), ...web.exited(at + life, 1));
    }
    return { rows, endSeconds: at + life };
  };
  const backOffOf = (rows: readonly SystemRow[], options: Parameters<typeof inputOf>[2] = {}) =>
    [...factsOf(rows, options).backOffs.values()][0];

  test('is known from the gaps, with its stage and the next attempt', () => {
    const { rows, endSeconds } = loop([11, 20, 41, 81, 161, 301, 300]);
    const found = backOffOf(rows);
    expect(found?.backOff).toEqual({
      stage: 6,
      seenIn: ['gaps'],
      sinceMs: noonMs + 8000,
      nextAttemptMs: noonMs + (endSeconds + 300) * 1000,
    });
    expect(found?.gaps.map((gap) => gap.stage)).toEqual([1, 2, 3, 4, 5, 6, 6, 6]);
    expect(found?.gaps.at(-1)).toMatchObject({ toMs: null });
  });

  test('is the next stage while the container waits', () => {
    expect(backOffOf(loop([10, 20, 40]).rows)?.backOff?.stage).toBe(4);
  });

  test('has no next attempt once the container runs again, or when the time has long passed', () => {
    const { rows, endSeconds } = loop([10, 20, 40]);
    expect(backOffOf([...rows, ...web.started(endSeconds + 80)])?.backOff).toMatchObject({
      stage: 4,
      nextAttemptMs: null,
    });
    expect(backOffOf(rows, { now: endSeconds + 4000 })?.backOff?.nextAttemptMs).toBeNull();
  });

  test('begins anew after ten healthy minutes', () => {
    const { rows, endSeconds } = loop([10, 20, 40, 80]);
    const again = endSeconds + 160;
    const after = [
      ...web.started(again),
      ...web.exited(again + 700, 1),
      ...web.started(again + 710),
      ...web.exited(again + 715, 1),
      ...web.started(again + 735),
    ];
    expect(backOffOf([...rows, ...after])?.backOff).toMatchObject({ stage: 2, sinceMs: noonMs + (again + 700) * 1000 });
  });

  test('is known from rows alone', () => {
    const old = rowsOf({ dialect: 'legacy' });
    const rows = [...old.exited(0, 3), ...old.backOff(10), ...old.backOff(310), ...old.backOff(606)];
    expect(backOffOf(rows)?.backOff).toMatchObject({ stage: 6, seenIn: ['rows'] });
  });

  test('is known from ends alone', () => {
    const ends = [0, 12, 34, 76, 159, 321, 630].flatMap((at, place) => web.exited(at, 1, place + 1));
    expect(backOffOf(ends)?.backOff).toMatchObject({ stage: 6, seenIn: ['gaps'] });
  });

  test('is not seen in one quick restart, nor in hours between two crashes', () => {
    expect(backOffOf(loop([12]).rows)?.backOff).toBeNull();
    expect(backOffOf(loop([1, 1]).rows)?.backOff).toBeNull();
    expect(backOffOf(loop([3600, 7200]).rows)?.backOff).toBeNull();
  });

  test('begins when the process is gone, not when the probe gave up on it', () => {
    // Each is announced, ignores SIGTERM for 31 s, and starts again 11 s after its 137.
    const rows = [0, 700, 1400, 2100].flatMap((at) => [
      ...web.started(at),
      ...web.terminated(at + 658, 'ProbeFailure'),
      ...web.exited(at + 689, 137),
    ]);
    expect(factsOf(rows).runs.map((run) => run.exit?.events.length)).toEqual([3, 3, 3, 3]);
    const found = backOffOf(rows);
    expect(found?.backOff).toBeNull();
  });

  test('is not seen between stops that were asked for', () => {
    const rows = [0, 100, 200].flatMap((at) => [...web.started(at), ...web.stopped(at + 60)]);
    expect(backOffOf(rows)).toEqual({ gaps: [], backOff: null });
  });
});

describe('a console line belongs to', () => {
  const rows = [...web.started(0), ...web.exited(10, 1), ...web.started(50), ...web.exited(60, 1), ...web.started(400)];
  const numberOf = (at: number, place: Parameters<typeof rowsOf>[0] = {}) => {
    const line = rowsOf(place).line(at, 'text');
    const facts = factsOf(rows, { consoleRows: [line] });
    return facts.console.runOf(line)?.number ?? null;
  };

  test.each([
    [-20, 1],
    [5, 1],
    [12, 1],
    [44, 1],
    [46, 2],
    [55, 2],
    [119, 2],
    [200, null],
    [396, 3],
    [9000, 3],
  ])('the run of its time: %i s is run %s', (at, number) => {
    expect(numberOf(at)).toBe(number);
  });

  test('no run when it is of another container, replica or revision', () => {
    expect(numberOf(5, { container: 'proxy' })).toBeNull();
    expect(numberOf(5, { replica: 'shop--r7-6c9d5f7b8d-zzzzz' })).toBeNull();
    expect(numberOf(5, { revision: 'shop--r8' })).toBeNull();
  });

  test('the only run that lived then, when it names no replica', () => {
    expect(numberOf(5, { replica: null })).toBe(1);
    const twin = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    const line = rowsOf({ replica: null }).line(5, 'text');
    expect(factsOf([...rows, ...twin.started(0)], { consoleRows: [line] }).console.runOf(line)).toBeNull();
  });

  test('its place in true order, also when the rows came newest first', () => {
    const lines = [1, 2, 2, 3].map((at, place) => web.line(at, String(place)));
    const facts = factsOf(rows, { consoleRows: [...lines].reverse() });
    expect(facts.console.all.map((line) => line.text)).toEqual(['0', '1', '2', '3']);
  });
});
