import { describe, expect, test } from 'vitest';
import { sidecar } from './app.sidecar';
import { caseOf, crashed, event, life, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'a component',
    [
      'time="2026-06-20T04:00:01Z" level=error msg="Failed to init component statestore (state.redis/v1): [INIT_COMPONENT_FAILURE]: initialization error occurred for statestore (state.redis/v1): redis store: error connecting to redis at cache:6380: dial tcp: lookup cache on 10.0.0.10:53: no such host"',
      'time="2026-06-20T04:00:01Z" level=fatal msg="Fatal error from runtime: process component statestore error"',
    ],
    /statestore|Dapr/,
  ],
  [
    'no pubsub',
    [
      'panic: error publishing event: rpc error: code = FailedPrecondition desc = no pubsub is configured',
      '',
      'goroutine 1 [running]:',
    ],
    /Dapr/,
  ],
  [
    'a missing state store',
    ['dapr.clients.exceptions.DaprInternalError: state store cart is not found', 'ERR_STATE_STORE_NOT_FOUND'],
    /Dapr/,
  ],
  [
    'the sidecar’s port',
    ['Error: connect ECONNREFUSED 127.0.0.1:3500', '    at TCPConnectWrap.afterConnect'],
    /sidecar/,
  ],
  [
    'the sidecar’s gRPC port',
    [
      'panic: rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:50001: connect: connection refused"',
    ],
    /sidecar/,
  ],
  [
    'the .NET client',
    ['Unhandled exception. Dapr.DaprException: Failed to get secret. See InnerException for details.'],
    /sidecar|Dapr/,
  ],
];

describe('app.sidecar', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.sidecar');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['another port of the host', ['Error: connect ECONNREFUSED 127.0.0.1:5432']],
    [
      'the words of a healthy Dapr',
      [
        'time="2026-06-20T04:00:01Z" level=info msg="waiting for application to listen on port 8080"',
        'TypeError: x is not a function',
      ],
    ],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(sidecar, crashed(lines))).toBe(false);
  });

  const unready = (message: string, count: number) =>
    event(
      { kind: 'probe-failed', probe: 'readiness', outcome: { kind: 'http-status', status: 500 } },
      { at: 9, reason: 'ProbeFailed', message, count, container: null },
    );
  const answers500 = 'Readiness probe failed: HTTP probe failed with statuscode: 500';
  const waits =
    'level=info msg="application protocol: http. waiting on port 5000.  This will block until the app is listening on that port."';

  test('knows that Dapr answers 500 while it waits for the app', () => {
    const incident = caseOf({
      faults: [unready(answers500, 212)],
      daprLines: [waits],
      lines: ['Now listening on: http://[::]:8080'],
    });

    expect(verdict(incident)).toMatchObject({
      cause: 'app.sidecar',
      found: { confidence: 'high', summary: expect.stringMatching(/5000.*8080/) },
    });
  });

  test('knows Dapr’s own health path in a probe that fails', () => {
    const own = unready('Liveness probe failed: Get "http://10.0.3.7:3501/v1.0/healthz": connection refused', 40);

    expect(verdict(caseOf({ faults: [own] })).cause).toBe('app.sidecar');
  });

  test('names the component that Dapr cannot start, and why, with the line that says so first', () => {
    const why =
      'level=error msg="Failed to init component statestore (state.redis/v1): [INIT_COMPONENT_FAILURE]: redis store: error connecting to redis at cache.test:6380: dial tcp: lookup cache.test: no such host"';
    const end =
      'level=fatal msg="Fatal error from runtime: process component statestore error: [INIT_COMPONENT_FAILURE]"';
    const incident = caseOf({ role: 'dapr', container: 'daprd', lives: [life({ lines: [why, end] })] });

    expect(verdict(incident)).toMatchObject({
      cause: 'app.sidecar',
      found: {
        summary: expect.stringMatching(
          /component statestore cannot be initialised: the name cache\.test does not resolve/,
        ),
        evidence: [{ text: why }, { text: end }, expect.anything()],
      },
    });
  });

  test('names the component alone where its lines give no reason', () => {
    const end =
      'level=fatal msg="Fatal error from runtime: process component statestore error: [INIT_COMPONENT_FAILURE]"';
    const incident = caseOf({ role: 'dapr', container: 'daprd', lives: [life({ lines: [end] })] });

    expect(verdict(incident).found?.summary).toMatch(/component statestore cannot be initialised\.$/);
  });

  test('leaves a port that two containers want to app.port-bind', () => {
    const lives = [life({ lines: ['Error: listen EADDRINUSE: address already in use :::8080'] })];

    expect(verdict(caseOf({ role: 'sidecar', container: 'proxy', lives })).cause).toBe('app.port-bind');
  });

  test.each([
    [
      'a Dapr that found its app',
      caseOf({
        faults: [unready(answers500, 9)],
        daprLines: [waits, 'level=info msg="application discovered on port 5000"'],
      }),
    ],
    ['an app that answers 500 itself', caseOf({ faults: [unready(answers500, 9)] })],
    [
      'an app that dies while Dapr waits',
      caseOf({
        lives: [life({ lines: ["KeyError: 'DSN_URL'"] })],
        faults: [unready(answers500, 9)],
        daprLines: [waits],
      }),
    ],
  ])('does not blame Dapr for %s', (_, incident) => {
    expect(speaks(sidecar, incident)).toBe(false);
  });
});
