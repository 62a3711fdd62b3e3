import { describe, expect, test } from 'vitest';
import { readinessProbe } from './probe.readiness';
import { caseOf, event, life, speaks } from './testing';

const failed = (at: number, message = 'Probe of Readiness failed with status code: 503') =>
  event(
    { kind: 'probe-failed', probe: 'readiness', outcome: { kind: 'http-status', status: 503 } },
    { at, reason: 'ProbeFailed', message },
  );

describe('probe.readiness', () => {
  test('is high when the threshold was reached', () => {
    const reached = failed(20, 'Readiness Probe of Readiness reached failure threshold 3, changing status to Failure.');

    expect(readinessProbe.examine(caseOf({ faults: [failed(0), failed(10), reached] }))).toMatchObject({
      confidence: 'high',
      summary: expect.stringContaining('no traffic'),
    });
  });

  test('is low for a single failure', () => {
    expect(readinessProbe.examine(caseOf({ faults: [failed(0)] }))).toMatchObject({ confidence: 'low' });
  });

  test('is a consequence when the container dies', () => {
    expect(readinessProbe.examine(caseOf({ faults: [failed(0)], lives: [life({ code: 1 })] }))).toHaveProperty(
      'ruledOut',
    );
  });

  test('keeps quiet without a failed readiness probe', () => {
    expect(speaks(readinessProbe, caseOf({ lives: [life()] }))).toBe(false);
  });
});
