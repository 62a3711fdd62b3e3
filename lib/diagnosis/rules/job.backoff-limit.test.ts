import { describe, expect, test } from 'vitest';
import { jobBackoffLimit } from './job.backoff-limit';
import { caseOf, event, life, speaks, verdict } from './testing';

const limit = event(
  { kind: 'job-execution', step: 'backoff-limit' },
  { at: 60, reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit', container: null },
);

describe('job.backoff-limit', () => {
  test('is medium at most: the reason is elsewhere', () => {
    expect(jobBackoffLimit.examine(caseOf({ kind: 'job', faults: [limit] }))).toMatchObject({
      confidence: 'medium',
      summary: expect.stringContaining('not in these rows'),
    });
  });

  test('gives way to the exit that used the retries up', () => {
    expect(
      verdict(caseOf({ kind: 'job', lives: [life({ lines: ["KeyError: 'QUEUE_NAME'"] })], faults: [limit] })).cause,
    ).toBe('app.missing-config');
  });

  test('keeps quiet about a deadline', () => {
    const deadline = event(
      { kind: 'job-execution', step: 'deadline' },
      { at: 9, message: 'Job was active longer than specified deadline', container: null },
    );

    expect(speaks(jobBackoffLimit, caseOf({ kind: 'job', faults: [deadline] }))).toBe(false);
  });
});
