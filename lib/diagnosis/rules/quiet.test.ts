import { describe, expect, test } from 'vitest';
import { benignNoise } from './noise.benign';
import { normalExit } from './normal.exit';
import { scaleDown } from './platform.scale-down';
import { type CaseInput, caseOf, event, life, speaks, verdict } from './testing';

/** What diagnose() asks the quiet rules about: the app as a whole. */
const calm = (input: CaseInput) => caseOf({ container: null, role: null, ...input });

const stop = event(
  { kind: 'scaled', direction: 'to-zero', detail: '' },
  {
    at: 100,
    reason: 'KEDAScaleTargetDeactivated',
    message: 'Deactivated apps/v1.Deployment k8se-apps/shop--r7 from 1 to 0',
    severity: 'Normal',
    container: null,
  },
);
const stopped = life({ lifetime: 101, code: null, reason: 'ManuallyStopped', intended: true });
const noMetrics = event(
  { kind: 'noise' },
  {
    at: 5,
    reason: 'FailedGetContainerResourceMetric',
    message: 'no metrics returned from resource metrics API',
    container: null,
  },
);
const refused = (at: number) =>
  event(
    { kind: 'probe-failed', probe: 'startup', outcome: { kind: 'refused' } },
    { at, message: 'Startup probe failed: connection refused', container: null },
  );
const hung = event(
  { kind: 'probe-failed', probe: 'liveness', outcome: { kind: 'refused' } },
  { at: 5, message: 'Liveness probe failed: connection refused', container: null },
);
const succeeded = event(
  { kind: 'job-execution', step: 'succeeded' },
  { at: 9, reason: 'Completed', message: 'Execution has successfully completed', container: null },
);

describe('platform.scale-down', () => {
  test('notes a stop that was asked for', () => {
    expect(scaleDown.examine(calm({ otherLives: [stopped], events: [stop] }))).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(/on purpose.*scaled to zero/),
    });
  });

  test.each([
    ['beside a real failure', caseOf({ lives: [life({ code: 1 })], otherLives: [stopped], events: [stop] })],
    ['about a container whose lines alone are in question', caseOf({ otherLives: [stopped], events: [stop] })],
    ['when nothing stopped', calm({ otherLives: [life({ running: true })] })],
    ['about a job that ended', calm({ kind: 'job', otherLives: [life({ code: 0, intended: true })] })],
  ])('keeps quiet %s', (_, incident) => {
    expect(speaks(scaleDown, incident)).toBe(false);
  });
});

describe('normal.exit', () => {
  test('notes a job that did its work', () => {
    expect(
      normalExit.examine(calm({ kind: 'job', otherLives: [life({ code: 0, intended: true })], events: [succeeded] })),
    ).toMatchObject({ confidence: 'high' });
  });

  test('says of an app whose command ends that it ends', () => {
    expect(normalExit.examine(caseOf({ lives: [0, 20, 60].map((at) => life({ at, code: 0 })) }))).toMatchObject({
      confidence: 'medium',
      summary: expect.stringContaining('3 times'),
    });
  });

  test.each([
    ['a crash', caseOf({ lives: [life({ code: 1 })] })],
    ['an end with 0 that a probe brought about', caseOf({ lives: [life({ code: 0, reason: 'ProbeFailure' })] })],
    ['an empty code', caseOf({ otherLives: [stopped] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(normalExit, incident)).toBe(false);
  });
});

describe('noise.benign', () => {
  test.each([
    ['metrics that are missing', calm({ events: [noMetrics] })],
    ['a probe that was refused while the process started', caseOf({ faults: [refused(1)] })],
  ])('notes %s', (_, incident) => {
    expect(speaks(benignNoise, incident)).toBe(true);
  });

  test.each([
    ['beside a crash', caseOf({ lives: [life({ code: 1 })], events: [noMetrics] })],
    ['about a liveness probe', caseOf({ faults: [hung] })],
    ['about a start-up probe that fails on and on', caseOf({ faults: [1, 2, 3, 4, 5].map(refused) })],
  ])('keeps quiet %s', (_, incident) => {
    expect(speaks(benignNoise, incident)).toBe(false);
  });

  test('never wins against a failure', () => {
    expect(verdict(caseOf({ lives: [life({ lines: ["KeyError: 'QUEUE_NAME'"] })], events: [noMetrics] })).cause).toBe(
      'app.missing-config',
    );
  });
});
