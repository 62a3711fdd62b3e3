import { describe, expect, test } from 'vitest';
import { kedaScaler } from './keda.scaler';
import { caseOf, event, speaks, verdict } from './testing';

const failed = (message: string, reason = 'KEDAScalerFailed') =>
  caseOf({
    container: null,
    role: null,
    faults: [event({ kind: 'scaler-failed', detail: message }, { at: 3, reason, message, container: null })],
  });

describe('keda.scaler', () => {
  test.each([
    ['does not resolve', 'connection to redis failed: dial tcp: lookup cache.internal on 10.0.0.10:53: no such host'],
    [
      'credential is refused',
      'error requesting github api: url: https://api.github.com/repos status: 401 response: {"message":"Bad credentials"}',
    ],
    ['does not exist', 'error getting queue length: RESPONSE ERROR (ServiceCode=QueueNotFound)'],
    ['rate limit', 'GitHub API rate limit exceeded, resets at 04:00'],
    ['cannot be reached', 'error getting metric: context deadline exceeded'],
  ])('is high and says why: %s', (says, message) => {
    expect(verdict(failed(message))).toMatchObject({
      cause: 'keda.scaler',
      found: { confidence: 'high', summary: expect.stringContaining(says) },
    });
  });

  test('leaves settings that do not parse to app.bad-config-value', () => {
    const incident = failed('error parsing azure Pipelines metadata: failed to extract organization name');

    expect(kedaScaler.examine(incident)).toHaveProperty('ruledOut');
    expect(verdict(incident).cause).toBe('app.bad-config-value');
  });

  test('keeps quiet about an app with fixed replicas', () => {
    const noise = event(
      { kind: 'noise' },
      {
        at: 3,
        reason: 'ScaledObjectCheckFailed',
        message: "ScaledObject doesn't have correct triggers specification",
        container: null,
      },
    );

    expect(speaks(kedaScaler, caseOf({ faults: [noise] }))).toBe(false);
  });
});
