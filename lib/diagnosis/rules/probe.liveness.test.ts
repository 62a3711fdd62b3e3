import { describe, expect, test } from 'vitest';
import { livenessProbe } from './probe.liveness';
import { caseOf, event, life, speaks, verdict } from './testing';

const failed = (at: number, status = 503) =>
  event(
    { kind: 'probe-failed', probe: 'liveness', outcome: { kind: 'http-status', status } },
    { at, reason: 'ProbeFailed', message: `Probe of Liveness failed with status code: ${status}` },
  );
const timedOut = (at: number) =>
  event(
    { kind: 'probe-failed', probe: 'liveness', outcome: { kind: 'timeout', afterSeconds: 1 } },
    { at, reason: 'ProbeFailed', message: 'Probe of Liveness failed with timeout in 1 seconds.' },
  );
const kill = (at: number) =>
  event(
    { kind: 'probe-kill', probe: 'liveness' },
    { at, reason: 'ProbeFailed', message: 'Container web failed liveness probe, will be restarted' },
  );

describe('probe.liveness', () => {
  test('is proven by the kill', () => {
    const incident = caseOf({
      lives: [
        life({ lifetime: 300, code: null, reason: 'ProbeFailure', events: [failed(280), failed(290), kill(300)] }),
      ],
    });

    expect(livenessProbe.examine(incident)).toMatchObject({
      confidence: 'high',
      attribution: 'application',
      summary: expect.stringContaining('HTTP 503'),
    });
  });

  test('calls no age of the container a budget: it is inferred from the row of failures', () => {
    const lives = [
      life({ lifetime: 300, code: null, reason: 'ProbeFailure', events: [failed(280), failed(290), kill(300)] }),
    ];

    expect(livenessProbe.examine(caseOf({ lives }))).toMatchObject({
      summary:
        'The liveness probe ended a run of container web. From its first failure to the kill passed 20 s: what it allows is inferred from that, its settings are not known. It got HTTP 503.',
    });
  });

  test('says after how long no answer came', () => {
    const incident = caseOf({
      lives: [life({ lifetime: 300, code: null, reason: 'ProbeFailure', events: [timedOut(290), kill(300)] })],
    });

    expect(livenessProbe.examine(incident)).toMatchObject({ summary: expect.stringContaining('within 1 s') });
  });

  test('explains 137 half a minute after the kill, and rules memory out', () => {
    const incident = caseOf({ lives: [life({ lifetime: 334, code: 137, events: [failed(290), kill(300)] })] });

    expect(verdict(incident).cause).toBe('probe.liveness');
  });

  test('is medium while nothing was killed yet', () => {
    expect(livenessProbe.examine(caseOf({ faults: [failed(10), failed(20)] }))).toMatchObject({ confidence: 'medium' });
  });

  test.each([
    ['an exit of the process’s own', caseOf({ lives: [life({ code: 1 })] })],
    ['137 long after a failed probe', caseOf({ lives: [life({ lifetime: 900, code: 137, events: [failed(20)] })] })],
    [
      'failed readiness',
      caseOf({
        faults: [
          event(
            { kind: 'probe-failed', probe: 'readiness', outcome: { kind: 'refused' } },
            { at: 5, message: 'Probe of Readiness failed with status code: 1' },
          ),
        ],
      }),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(livenessProbe, incident)).toBe(false);
  });

  test('is ruled out for an exit of the process’s own', () => {
    expect(livenessProbe.examine(caseOf({ lives: [life({ code: 1 })] }))).toHaveProperty('ruledOut');
  });
});
