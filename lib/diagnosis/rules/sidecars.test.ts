import { describe, expect, test } from 'vitest';
import { caseOf, event, failedStart, life, verdict } from './testing';

const overlay = 'mount: /podr/container-runtime/default/1: special device overlay does not exist.';

describe('whose container fails', () => {
  test.each([
    ['the platform’s', 'platform' as const, 'identity-service-0cee4339', 'platform.sidecar'],
    ['Dapr’s own', 'dapr' as const, 'daprd', 'platform.sidecar'],
    ['the user’s', 'app' as const, 'web', 'platform.infra-failure'],
  ])('a node fault that hits %s container', (_, role, container, cause) => {
    expect(verdict(caseOf({ role, container, failedStarts: [failedStart('create', overlay)] }))).toMatchObject({
      cause,
      found: { confidence: 'high' },
    });
  });

  test('a sidecar of the user’s that ends', () => {
    expect(
      verdict(
        caseOf({
          role: 'sidecar',
          container: 'otel-collector',
          lives: [life({ lines: ['Error: failed to load config'] })],
        }),
      ).cause,
    ).toBe('app.sidecar');
  });

  test('Dapr that is not ready while the app is', () => {
    const unready = event(
      { kind: 'probe-failed', probe: 'readiness', outcome: { kind: 'unknown' } },
      { at: 4, reason: 'ProbeFailed', message: 'Container daprd failed readiness probe', container: 'daprd' },
    );

    expect(verdict(caseOf({ role: 'dapr', container: 'daprd', faults: [unready] })).cause).toBe('app.sidecar');
  });

  test('the app itself, beside a healthy sidecar', () => {
    expect(verdict(caseOf({ lives: [life({ lines: ["KeyError: 'QUEUE_NAME'"] })] })).cause).toBe('app.missing-config');
  });
});
