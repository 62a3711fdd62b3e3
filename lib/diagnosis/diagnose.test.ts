import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasRealRows, realConsoleRows, realSystemRows } from '@/lib/diagnosis/testing/real';
import { inputOf, noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { Diagnosis, DiagnosisInput } from '@/lib/domain/diagnosis';
import type { SystemRow } from '@/lib/domain/rows';
import { diagnose, diagnoseWith, findRun } from './diagnose';

const web = rowsOf();

function diagnosed(rows: readonly SystemRow[], options: Parameters<typeof inputOf>[2] = {}): Diagnosis {
  return diagnose(inputOf(web.app, rows, options));
}

/** A container that ends with 1 after 8 s, again and again, and waits as the platform lets it. */
function crashLoop(times: number, from = 0, rows = web): SystemRow[] {
  const waits = [10, 20, 40, 80, 160, 300];
  let at = from;
  return Array.from({ length: times }, (_, place) => {
    const life = [...rows.started(at), ...rows.exited(at + 8, 1)];
    at += 8 + (waits[Math.min(place, 5)] ?? 300);
    return life;
  }).flat();
}

const minute = 60;

describe.skipIf(!hasRealRows)('a real export of a start-up probe that gets 404', () => {
  const app = { name: 'ca-labrevprov-e2upm2', kind: 'app', workspace: 'export', environment: null } as const;
  const badpath2 = 'ca-labrevprov-e2upm2--badpath2';
  const rows = hasRealRows ? realSystemRows('ContainerAppSystemLogs_CL.json') : [];
  const second = hasRealRows ? realSystemRows('probe-failed-rows.json') : [];
  const consoleRows = hasRealRows ? realConsoleRows() : [];
  const answer = diagnose(inputOf(app, [...rows, ...second], { consoleRows }));

  test('is one incident of one container with 14 exits, and in crash loop', () => {
    expect(answer.status).toBe('crash-looping');
    expect(answer.exits).toEqual({ unexpected: 14, intended: 1 });
    expect(answer.incidents).toMatchObject([
      { container: 'app', role: 'app', revisions: [badpath2], state: 'ongoing', failedStarts: [], faults: [] },
    ]);
    expect(answer.incidents[0]?.exits).toHaveLength(14);
    expect(answer.incidents[0]?.fromMs).toBeCloseTo(Date.parse('2026-06-20T13:35:28.439Z'), -1);
  });

  test('has the verdict that its probe rows prove, and the path in its evidence', () => {
    const [finding] = answer.incidents[0]?.findings ?? [];
    expect(finding).toMatchObject({ cause: 'probe.startup', confidence: 'high' });
    expect(finding?.evidence.map((each) => each.text).join('\n')).toContain('/nonexistent-health-endpoint');
    const runs = new Set(answer.runs.map((run) => run.id));
    expect(finding?.evidence.every((each) => each.run !== null && runs.has(each.run))).toBe(true);
  });

  test('is at the five-minute ceiling, known from the gaps', () => {
    expect(answer.incidents[0]?.backOff).toMatchObject({ stage: 6, seenIn: ['gaps'] });
    expect(answer.backOffGaps.map((gap) => gap.stage)).toEqual([1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6]);
  });

  test('knows the stop on purpose, and that one more revision started', () => {
    const stop = answer.runs.find((run) => run.exit?.intended === true);
    expect(stop).toMatchObject({
      revision: 'ca-labrevprov-e2upm2--imbdhlv',
      exit: { terminationReason: 'ManuallyStopped' },
    });
    expect(answer.notes.map((note) => note.cause)).toContain('platform.scale-down');
  });

  test('counts nothing twice and nothing less without the second file, which only names the replica', () => {
    const without = diagnose(inputOf(app, rows, { consoleRows }));
    expect(without.exits).toEqual(answer.exits);
    expect(without.events).toHaveLength(answer.events.length);
    expect(without.incidents[0]?.findings[0]?.cause).toBe('probe.startup');
    expect(without.incidents[0]?.backOff).toEqual(answer.incidents[0]?.backOff);
    expect([without.incidents[0]?.replicas, answer.incidents[0]?.replicas]).toEqual([
      [],
      [`${badpath2}-779b85697c-2bckf`],
    ]);
    expect(without.blindSpots.map((spot) => spot.kind)).toContain('replica-unknown');
  });
});

describe('the status', () => {
  test.each<[string, SystemRow[], number, Diagnosis['status']]>([
    ['nothing at all', [], 60, 'unknown'],
    ['a container that only starts', web.started(0), 3600, 'quiet'],
    ['a stop on purpose', [...web.started(0), ...web.stopped(3000)], 3600, 'quiet'],
    ['one crash just now', [...web.started(0), ...web.exited(3500, 1)], 3600, 'failing'],
    ['a loop', crashLoop(3), 100, 'crash-looping'],
    ['a loop that ended long ago', crashLoop(3), 9000, 'recovered'],
    ['an image that cannot be pulled', web.pullFailed(10), 60, 'failing'],
  ])('of %s', (_, rows, now, status) => {
    expect(diagnosed(rows, { now }).status).toBe(status);
  });
});

describe('an incident', () => {
  test('folds one failure over replicas and revisions', () => {
    const twin = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    const next = rowsOf({ revision: 'shop--r8' });
    const { incidents } = diagnosed([...crashLoop(3), ...crashLoop(3, 5, twin), ...crashLoop(2, 400, next)]);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({
      revisions: ['shop--r7', 'shop--r8'],
      replicas: [web.replica, twin.replica, next.replica],
    });
    expect(incidents[0]?.exits).toHaveLength(8);
  });

  test('waits for the replica that tries first', () => {
    const twin = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    const first = diagnosed([...crashLoop(5), ...crashLoop(5, 20, twin)], {});
    const alone = diagnosed(crashLoop(5), {});
    const late = diagnosed(crashLoop(5, 20, twin), {});
    const [earliest, own, other] = [first, alone, late].map(({ incidents }) => incidents[0]?.backOff?.nextAttemptMs);

    expect(own).toEqual(expect.any(Number));
    expect(other).toEqual(Number(own) + 20_000);
    expect(earliest).toBe(own);
  });

  test('says how far it reaches', () => {
    const twin = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    expect(diagnosed([...crashLoop(2), ...twin.started(0)]).incidents[0]?.findings[0].scope).toBe(
      '1 of 2 replicas of revision shop--r7',
    );
    expect(diagnosed([...crashLoop(2), ...crashLoop(2, 3, twin)]).incidents[0]?.findings[0].scope).toBe(
      'both replicas of revision shop--r7',
    );
  });

  test('is of one container: two containers are two', () => {
    const cache = rowsOf({ container: 'cache' });
    expect(
      diagnosed([...crashLoop(2), ...crashLoop(2, 3, cache)])
        .incidents.map((each) => each.container)
        .sort(),
    ).toEqual(['cache', 'web']);
  });

  test('is of one mechanism: an image that cannot be pulled is not the crash of hours ago', () => {
    const { incidents } = diagnosed([...crashLoop(2), ...web.pulling(20_000), ...web.pullFailed(20_001)]);
    expect(incidents.map((each) => [each.exits.length, each.failedStarts.length, each.state])).toEqual([
      [0, 1, 'ongoing'],
      [2, 0, 'over'],
    ]);
  });

  test('holds every way in which one loop ends its runs', () => {
    const rows = [
      ...web.started(0),
      ...web.exited(8, 1),
      ...web.started(20),
      ...web.exited(28, 137),
      ...web.started(50),
      ...web.exited(58, 1),
    ];
    expect(diagnosed(rows).incidents.map((each) => each.exits.length)).toEqual([3]);
  });

  test('takes its consequences along', () => {
    const rows = [
      ...crashLoop(3),
      web.row(30, {
        reason: 'Pending:PortMismatch',
        message: 'The TargetPort 8080 does not match the listening port 80.',
        severity: 'Normal',
      }),
      web.row(31, {
        reason: 'FailedGetContainerResourceMetric',
        message: 'no metrics returned from resource metrics API',
      }),
      ...web.probeFailed(32, 'Readiness', 1),
    ];
    expect(diagnosed(rows).incidents.map((each) => each.container)).toEqual(['web']);
    const envoy = rowsOf({ container: 'http-auth' });
    const both = [...web.started(0), ...envoy.started(0), ...web.exited(60, 1), ...envoy.exited(61, 143)];
    expect(diagnosed(both).incidents.map((each) => each.container)).toEqual(['web']);
  });

  test('is there for a fault that ends nothing', () => {
    const fault = (reason: string, message: string) =>
      diagnosed([...web.started(0), web.row(300, { reason, message, severity: 'Normal' })], { now: 330 }).incidents[0]
        ?.findings[0].cause;
    expect(
      fault(
        'AssigningReplicaFailed',
        'The workload profile has reached its maximum node count. Please increase maximum node count.',
      ),
    ).toBe('platform.quota');
    expect(
      fault(
        'SyncingSecretFromAzureKeyVaultForContainerAppFailed',
        'Error happened when syncing secret a from Azure Key Vault: returned error status: 403. ForbiddenByRbac',
      ),
    ).toBe('secret.sync');
    expect(fault('Pending:PortMismatch', 'The TargetPort 8081 does not match the listening port 80.')).toBe(
      'port.mismatch',
    );
  });

  test('is there for a worker that was killed inside a living container', () => {
    const consoleRows = [
      web.line(100, '[2026-04-10 14:14:56 +0000] [1] [ERROR] Worker (pid:32) was sent SIGKILL! Perhaps out of memory?'),
      ...Array.from({ length: 30 }, (_, i) => web.line(110 + i * 10, 'GET /orders 200')),
    ];
    const { incidents } = diagnosed(web.started(0), { consoleRows, now: 600 });
    expect(incidents).toMatchObject([
      { container: 'web', exits: [], findings: [{ cause: 'app.worker-oom', confidence: 'medium' }] },
    ]);
  });

  test('says what is known when no rule knows the cause', () => {
    const rows = [...web.started(0), ...web.exited(125, 42)];
    const { incidents } = diagnoseWith([], inputOf(web.app, rows, { consoleRows: [web.line(124, 'step 7 of 9')] }));
    expect(incidents[0]?.findings).toMatchObject([{ cause: 'unknown', attribution: 'unknown', confidence: 'low' }]);
    expect(incidents[0]?.findings[0].summary).toMatch(/exit code 42.*2 min.*step 7 of 9/);
    expect(incidents[0]?.findings[0].nextSteps.length).toBeGreaterThan(0);
  });

  test('of a container that no row names has none, rather than an invented one', () => {
    const bare = web.row(0, { message: "terminated with exit code '127'" });
    expect(diagnosed([bare]).incidents[0]?.container).toBeNull();
  });

  test('of a job holds what its retries and its deadline only count', () => {
    const job = rowsOf({ kind: 'job' });
    const rows = [
      ...job.started(0),
      ...job.exited(9, 1),
      job.row(12, { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }),
    ];
    const { incidents } = diagnose(inputOf(job.app, rows));
    expect(incidents.map((each) => [each.exits.length, each.faults.length])).toEqual([[1, 1]]);
  });

  test('comes first when it is the worse one', () => {
    const cache = rowsOf({ container: 'cache' });
    const states = diagnosed([
      ...cache.started(0),
      ...cache.exited(50, 1),
      ...cache.started(60),
      ...crashLoop(3, 9000),
    ]).incidents;
    expect(states.map((each) => [each.container, each.state])).toEqual([
      ['web', 'ongoing'],
      ['cache', 'over'],
    ]);
  });
});

describe('an incident is', () => {
  const stateAt = (rows: readonly SystemRow[], now: number) => diagnosed(rows, { now }).incidents[0];

  test('ongoing until fifteen minutes after its newest sign', () => {
    expect(stateAt([...web.started(0), ...web.exited(8, 1)], 8 + 15 * minute - 1)).toMatchObject({
      state: 'ongoing',
      overSinceMs: null,
      overBecause: null,
    });
    expect(stateAt([...web.started(0), ...web.exited(8, 1)], 10 + 15 * minute)?.state).toBe('over');
  });

  test('ongoing by the end of the range, when that is earlier than now', () => {
    const range = { fromMs: noonMs - 3_600_000, toMs: noonMs + 60_000 };
    expect(diagnosed(crashLoop(2), { range, asOfMs: noonMs + 86_400_000 }).incidents[0]?.state).toBe('ongoing');
  });

  test('over because the same container has lived ten minutes since', () => {
    const found = stateAt([...crashLoop(2), ...web.started(60)], 60 + 40 * minute);
    expect(found).toMatchObject({ state: 'over', overSinceMs: noonMs + 60_000 });
    expect(found?.overBecause).toMatch(/has since run for 40 min/);
  });

  test('over because a newer revision runs', () => {
    const next = rowsOf({ revision: 'shop--r8' });
    const found = stateAt([...crashLoop(2), ...next.started(100), ...web.stopped(120)], 60 * minute);
    expect(found?.overBecause).toMatch(/Revision r8 has run without an exit since/);
  });

  test('over because its replica was stopped', () => {
    expect(stateAt([...crashLoop(2), ...web.started(60), ...web.stopped(90)], 60 * minute)?.overBecause).toMatch(
      /stopped on purpose/,
    );
  });

  test('over because a later execution of the job succeeded', () => {
    const job = rowsOf({ kind: 'job' });
    const later = rowsOf({ kind: 'job', execution: 'nightly-def34' });
    const rows = [...job.started(0), ...job.exited(9, 1), ...later.started(3600), ...later.exited(3700, 0)];
    const [incident] = diagnose(inputOf(job.app, rows, { now: 7200 })).incidents;
    expect(incident).toMatchObject({ state: 'over', overSinceMs: noonMs + 3_700_000 });
    expect(incident?.overBecause).toMatch(/later execution succeeded/);
  });

  test.each([
    ['no later execution', []],
    ['a later execution that still runs', rowsOf({ kind: 'job', execution: 'nightly-def34' }).started(3600)],
    ['an earlier execution that succeeded', rowsOf({ kind: 'job', execution: 'nightly-abc00' }).exited(-3600, 0)],
  ])('ongoing for a job of which the rows show %s, however long it is silent', (_, others) => {
    const job = rowsOf({ kind: 'job' });
    const rows = [...job.started(0), ...job.exited(9, 1), ...others];
    const { status, incidents } = diagnose(inputOf(job.app, rows, { now: 6 * 3600 }));
    expect(incidents[0]).toMatchObject({ state: 'ongoing', overSinceMs: null, overBecause: null });
    expect(status).toBe('failing');
  });

  test('over with nothing but silence for a ground, and says so', () => {
    expect(stateAt(crashLoop(1), 60 * minute)?.overBecause).toMatch(/No further sign since/);
  });

  test('come back when it had been over once', () => {
    const rows = [
      ...crashLoop(2),
      ...web.started(60),
      ...web.exited(60 + 90 * minute, 1),
      ...web.started(60 + 91 * minute),
    ];
    expect(stateAt(rows, 200 * minute)?.state).toBe('came-back');
  });
});

describe('a healthy day', () => {
  const next = rowsOf({ revision: 'shop--r8' });
  const job = rowsOf({ kind: 'job' });

  test.each<[string, DiagnosisInput]>([
    [
      'a rolling update',
      inputOf(
        web.app,
        [
          ...web.started(0),
          ...next.assigned(3000),
          ...next.pulling(3001),
          ...next.started(3010),
          ...next.probeFailed(3011, 'StartUp', 1),
          ...web.stopped(3040),
        ],
        { now: 9000 },
      ),
    ],
    [
      'scale to zero and back',
      inputOf(
        web.app,
        [
          ...web.started(0),
          ...web.scaled(330, 1, 0),
          ...web.stopped(331),
          ...web.scaled(413, 0, 1),
          ...web.started(430),
        ],
        { now: 9000 },
      ),
    ],
    [
      'a start that takes a few probes',
      inputOf(web.app, [...web.started(0), ...[1, 2, 3, 4, 5].flatMap((at) => web.probeFailed(at, 'StartUp', 1, at))], {
        now: 9000,
      }),
    ],
    [
      'a readiness probe that fails while the replica goes',
      inputOf(
        web.app,
        [
          ...web.started(0),
          ...web.probeFailed(5000, 'Readiness', 1),
          ...web.probeFailed(5005, 'Readiness', 1, 2),
          ...web.stopped(5010),
        ],
        { now: 9000 },
      ),
    ],
    [
      'jobs that succeed',
      inputOf(job.app, [
        ...job.started(0),
        ...job.exited(30, 0),
        job.row(31, { reason: 'Completed', message: 'Execution has successfully completed' }),
      ]),
    ],
    [
      'an app that has not been restarted for days and logs errors of requests',
      inputOf(web.app, [], {
        now: 9000,
        consoleRows: Array.from({ length: 500 }, (_, i) =>
          web.line(i * 17, i % 40 === 7 ? 'Error: connect ECONNREFUSED 10.0.0.4:5432' : `GET /orders/${i} 500`),
        ),
      }),
    ],
    [
      'waiting for a node for a moment',
      inputOf(
        web.app,
        [
          web.row(0, { reason: 'AssigningReplicaFailed', message: 'Waiting for infrastructure to be ready' }),
          ...web.assigned(60),
          ...web.started(70),
        ],
        { now: 9000 },
      ),
    ],
  ])('%s is no incident', (_, input) => {
    const { incidents, status, exits } = diagnose(input);
    expect(incidents).toEqual([]);
    expect(status).toBe('quiet');
    expect(exits.unexpected).toBe(0);
  });

  test('but a probe that goes on failing is one', () => {
    const rows = [
      ...web.started(0),
      ...Array.from({ length: 30 }, (_, i) => web.probeFailed(600 + i * 10, 'Readiness', 503, i + 1)).flat(),
    ];
    expect(diagnosed(rows, { now: 1000 }).incidents[0]?.findings[0].cause).toBe('probe.readiness');
  });
});

describe('blind spots', () => {
  const kinds = (rows: readonly SystemRow[], options: Parameters<typeof inputOf>[2] = {}) =>
    diagnosed(rows, options).blindSpots.map((spot) => spot.kind);

  test('are named', () => {
    expect(kinds(rowsOf({ replica: null }).started(0))).toContain('replica-unknown');
    expect(kinds(crashLoop(1))).toContain('no-console-rows');
    expect(kinds([], { consoleRows: [web.line(0, 'hello')] })).toEqual(['no-system-rows']);
    expect(kinds([...web.exited(0, 1, 9), ...web.exited(400, 1, 16)])).toContain('rows-missing');
  });

  test('tell lines that begin late from a container that printed nothing', () => {
    const told = (second: number) =>
      diagnosed(crashLoop(2), { consoleRows: [web.line(second, 'a')] }).blindSpots.map((spot) => spot.message);

    expect(told(25)).toEqual([
      expect.stringMatching(/^The console lines at hand begin at .*: what 1 of 2 runs that failed printed before/),
    ]);
    expect(told(7)).toEqual([expect.stringMatching(/^There is no console line of 1 of 2 runs that failed\./)]);
  });

  test('do not call a run silent whose lines nobody asked for', () => {
    const consoleRows = [web.line(25, 'a')];
    const place = { replica: web.replica, revision: web.revision, container: 'web' };
    const kindsOf = (fromMs: number) =>
      diagnosed(crashLoop(2), { consoleRows, consoleReach: [{ ...place, fromMs }] }).blindSpots;

    expect(kindsOf(noonMs + 20_000)).toEqual([]);
    expect(kindsOf(noonMs + 1_000)).toHaveLength(1);
  });

  test('are not made up', () => {
    expect(
      kinds([...web.started(0), ...web.exited(9, 1, 1), ...web.started(20), ...web.exited(29, 1, 2)], {
        consoleRows: [web.line(8, 'a'), web.line(28, 'b')],
      }),
    ).toEqual([]);
  });
});

describe('a run id', () => {
  const { runs } = diagnosed(crashLoop(3));

  test('names its run also when other rows tell its time a little differently', () => {
    const [first] = runs;
    expect(findRun({ runs }, first?.id ?? '')).toBe(first);
    expect(findRun({ runs }, `web~${web.replica}~${noonMs + 4000}`)).toBe(first);
    expect(findRun({ runs }, `web~${web.revision}~${noonMs - 3000}`)).toBe(first);
  });

  test('names nothing else', () => {
    for (const id of [
      '',
      'web',
      `web~${web.replica}~x`,
      `web~${web.replica}~${noonMs - 6000}`,
      `web~${web.replica}~8640000000000000`,
      `api~${web.replica}~${noonMs}`,
      `web~other~${noonMs}`,
    ]) {
      expect(findRun({ runs }, id)).toBeNull();
    }
  });
});

describe('the same rows give the same answer', () => {
  const twin = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
  const next = rowsOf({ revision: 'shop--r8', replica: null });
  const cache = rowsOf({ container: 'cache', dialect: 'legacy' });
  const systemRows = [
    ...crashLoop(5),
    ...twin.started(0),
    ...twin.probeFailed(20, 'Liveness', 503),
    ...twin.probeKilled(60, 'liveness'),
    ...twin.exited(94, 137),
    ...next.pulling(200),
    ...next.pullFailed(201),
    ...next.started(300),
    ...next.stopped(900),
    ...cache.started(0),
    ...cache.exited(9, 3),
    ...cache.backOff(12),
    ...cache.started(22),
    ...cache.exited(31, 3),
    web.row(400, {
      reason: 'Pending:PortMismatch',
      message: 'The TargetPort 8081 does not match the listening port 80.',
    }),
    web.row(5000, { reason: 'KEDAScalerFailed', message: 'error getting metric: no such host', eventSource: 'KEDA' }),
  ];
  const consoleRows = [
    web.line(7.5, 'Traceback (most recent call last):'),
    web.line(7.6, "KeyError: 'DATABASE_URL'"),
    twin.line(50, 'working'),
  ];
  const input = inputOf(web.app, systemRows, { consoleRows, now: 6000 });
  const answer = JSON.stringify(diagnose(input));

  test('in any order, and read twice', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(systemRows, { minLength: systemRows.length }),
        fc.subarray(systemRows),
        fc.shuffledSubarray(consoleRows, { minLength: consoleRows.length }),
        (rows, again, lines) => {
          expect(
            JSON.stringify(diagnose({ ...input, systemRows: [...rows, ...again], consoleRows: [...lines, ...lines] })),
          ).toBe(answer);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('with copies from a second export: no count changes', () => {
    fc.assert(
      fc.property(fc.subarray(systemRows), (copies) => {
        const second = copies.map((row) => ({ ...row, id: `${row.id}-again`, count: null, eventSource: null }));
        const found = diagnose({ ...input, systemRows: [...second, ...systemRows] });
        const first = JSON.parse(answer) as Diagnosis;
        expect(found.exits).toEqual(first.exits);
        expect(found.runs.map((run) => run.id)).toEqual(first.runs.map((run) => run.id));
        expect(found.failedStarts).toHaveLength(first.failedStarts.length);
        expect(found.incidents.map((each) => [each.id, each.findings[0].cause, each.backOff])).toEqual(
          first.incidents.map((each) => [each.id, each.findings[0].cause, each.backOff]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('whatever rows come, no throw, each exit inside the range counted, ids unique', () => {
    const anyRow = fc
      .record({
        at: fc.integer({ min: -600, max: 8000 }),
        message: fc.oneof(fc.constantFrom(...systemRows.map((row) => row.message)), fc.string({ maxLength: 60 })),
        reason: fc.option(fc.constantFrom(...systemRows.map((row) => row.reason ?? '')), { nil: null }),
        replica: fc.option(fc.constantFrom('shop--r7-6c9d5f7b8d-x2k4q', 'odd', ''), { nil: null }),
        revision: fc.option(fc.constantFrom('shop--r7', 'shop--r8'), { nil: null }),
      })
      .map(({ at, message, reason, replica, revision }) => rowsOf({ replica, revision }).row(at, { message, reason }));
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 60 }), (rows) => {
        const found = diagnose({ ...input, systemRows: rows, consoleRows: [] });
        expect(new Set(found.runs.map((run) => run.id)).size).toBe(found.runs.length);
        expect(found.exits.unexpected + found.exits.intended).toBe(
          found.runs.filter((run) => run.exit !== null).length,
        );
        expect(found.incidents.every((incident) => incident.findings.length > 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('time', () => {
  test('grows with the rows, not with their square', () => {
    const crowd = (replicas: number) =>
      Array.from({ length: replicas }, (_, i) =>
        rowsOf({ replica: `shop--r7-6c9d5f7b8d-${String(i).padStart(5, 'a')}` }),
      ).flatMap((each, i) => [
        ...crashLoop(8, i, each),
        ...each.probeFailed(i + 3, 'Readiness', 503),
        ...each.backOff(i + 40),
      ]);
    const lines = (count: number) => Array.from({ length: count }, (_, i) => web.line(i / 100, `line ${i}`));
    const cost = (replicas: number) => {
      const input = inputOf(web.app, crowd(replicas), { consoleRows: lines(replicas * 50) });
      const before = process.cpuUsage().user;
      diagnose(input);
      return process.cpuUsage().user - before;
    };
    cost(50);
    const small = cost(50);
    expect(cost(400)).toBeLessThan(Math.max(small, 20_000) * 8 * 4);
  });
});
