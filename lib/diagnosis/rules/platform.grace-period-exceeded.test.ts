import { describe, expect, test } from 'vitest';
import { gracePeriodExceeded } from './platform.grace-period-exceeded';
import { caseOf, event, life, speaks, verdict } from './testing';

const toZero = event(
  { kind: 'scaled', direction: 'to-zero', detail: '' },
  {
    at: 100,
    reason: 'KEDAScaleTargetDeactivated',
    message: 'Deactivated apps/v1.Deployment k8se-apps/shop--r7 from 1 to 0',
    container: null,
  },
);
const deactivating = event(
  { kind: 'revision', step: 'deactivating' },
  {
    at: 100,
    reason: 'RevisionDeactivating',
    message: "Deactivating old revisions for ContainerApp 'shop'",
    container: null,
  },
);
const forced = (lines: string[] = []) => life({ lifetime: 131, code: 137, lines });

describe('platform.grace-period-exceeded', () => {
  test('is proven by a scale-in half a minute before the kill', () => {
    const incident = caseOf({ lives: [forced()], events: [toZero] });

    expect(verdict(incident).cause).toBe('platform.grace-period-exceeded');
    expect(gracePeriodExceeded.examine(incident)).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(/within 31 s.*Memory is not the reason/),
    });
  });

  test.each(['[INFO] Handling signal: term', 'Received SIGTERM, shutting down gracefully', 'warm shut down requested'])(
    'is medium when only the process says %s',
    (line) => {
      expect(gracePeriodExceeded.examine(caseOf({ lives: [forced([line, 'finishing request 9'])] }))).toMatchObject({
        confidence: 'medium',
      });
    },
  );

  test.each([
    ['a kill that nobody asked for', caseOf({ lives: [forced()] })],
    [
      'a stop that ended in time',
      caseOf({
        otherLives: [life({ lifetime: 101, code: null, reason: 'ManuallyStopped', intended: true })],
        events: [toZero],
      }),
    ],
    ['a kill long after some scale-in', caseOf({ lives: [life({ lifetime: 3000, code: 137 })], events: [toZero] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(gracePeriodExceeded, incident)).toBe(false);
  });

  const scaledIn = event(
    { kind: 'scaled', direction: 'in', detail: '' },
    { at: 100, message: 'Scaled apps/v1.Deployment k8se-apps/shop--r7 from 3 to 2', container: null, replica: null },
  );
  const late = (seconds: number) => life({ lifetime: 100 + seconds, code: 137 });
  const graceOf = (terminationGracePeriodSeconds: number) => [
    { revision: 'shop--r7', memoryLimitBytes: null, cpuCores: null, terminationGracePeriodSeconds, probes: [] },
  ];

  test.each([
    ['minutes after a scale-in, with a grace period that is not known', late(300), [], false],
    ['minutes after a scale-in, with the default', late(300), graceOf(30), false],
    ['minutes after a scale-in, with a grace period as long', late(300), graceOf(300), true],
    ['half a minute after a scale-in', late(31), [], true],
  ])('of a kill %s: %#', (_, killed, settings, speaksUp) => {
    expect(speaks(gracePeriodExceeded, caseOf({ lives: [killed], events: [scaledIn], settings }))).toBe(speaksUp);
  });

  test('is no scale-in of a replica in which the container was started again', () => {
    const lives = [late(31), life({ at: 141, lifetime: 20, code: 1 })];

    expect(speaks(gracePeriodExceeded, caseOf({ lives, events: [scaledIn] }))).toBe(false);
  });

  test('leaves a kill that belongs to an eviction to the eviction', () => {
    const evicted = event(
      { kind: 'evicted', detail: '' },
      { at: 99, message: 'Pod ephemeral local storage usage exceeds the total limit of containers 2Gi.' },
    );

    expect(verdict(caseOf({ lives: [forced()], events: [toZero], faults: [evicted] })).cause).toBe(
      'platform.eviction-storage',
    );
  });

  test('leaves a kill after a failed probe to the probe', () => {
    const kill = event(
      { kind: 'probe-kill', probe: 'liveness' },
      { at: 98, message: 'Container web failed liveness probe, will be restarted' },
    );

    expect(
      verdict(caseOf({ lives: [life({ lifetime: 131, code: 137, events: [kill] })], events: [deactivating] })).cause,
    ).toBe('probe.liveness');
  });
});
