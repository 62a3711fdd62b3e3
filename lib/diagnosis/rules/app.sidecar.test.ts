import { describe, expect, test } from 'vitest';
import { sidecar } from './app.sidecar';
import { crashed, speaks, verdict } from './testing';

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
});
