import { describe, expect, test } from 'vitest';
import { jobDeadline } from './job.deadline';
import { gracePeriodExceeded } from './platform.grace-period-exceeded';
import { platformOom } from './platform.oom';
import { caseOf, event, life, speaks, verdict } from './testing';

const deadline = event(
  { kind: 'job-execution', step: 'deadline' },
  { at: 1800, reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline', container: null },
);

describe('job.deadline', () => {
  test('is high when nothing else happened', () => {
    expect(jobDeadline.examine(caseOf({ kind: 'job', faults: [deadline] }))).toMatchObject({ confidence: 'high' });
  });

  test('is no more than a consequence of a crash that is tried again and again', () => {
    const lives = [0, 300, 600].map((at) => life({ at, code: 1, lines: ["KeyError: 'QUEUE_NAME'"] }));

    expect(verdict(caseOf({ kind: 'job', lives, faults: [deadline] })).cause).toBe('app.missing-config');
  });

  test('explains the kill that follows it, so that neither memory nor the grace period is a second cause', () => {
    const incident = caseOf({ kind: 'job', lives: [life({ lifetime: 1831, code: 137 })], faults: [deadline] });

    expect(verdict(incident)).toMatchObject({ cause: 'job.deadline', found: { confidence: 'high' } });
    expect(platformOom.examine(incident)).toEqual({ ruledOut: expect.stringContaining('replicaTimeout') });
    expect(gracePeriodExceeded.examine(incident)).toBeNull();
  });

  test('does not explain a kill long before it', () => {
    const incident = caseOf({ kind: 'job', lives: [life({ lifetime: 600, code: 137 })], faults: [deadline] });

    expect(speaks(platformOom, incident)).toBe(true);
  });

  test.each([
    ['an execution that succeeded', caseOf({ kind: 'job', otherLives: [life({ code: 0, intended: true })] })],
    [
      'retries that are used up',
      caseOf({
        kind: 'job',
        faults: [
          event(
            { kind: 'job-execution', step: 'backoff-limit' },
            { at: 9, message: 'Job has reached the specified backoff limit', container: null },
          ),
        ],
      }),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(jobDeadline, incident)).toBe(false);
  });
});
