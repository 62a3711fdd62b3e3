import { describe, expect, test } from 'vitest';
import { portMismatch } from './port.mismatch';
import { caseOf, event, life, speaks, verdict } from './testing';

const mismatch = event(
  { kind: 'port-mismatch', targetPort: 8081, listeningPorts: [80] },
  {
    at: 3,
    reason: 'Pending:PortMismatch',
    severity: 'Normal',
    message: 'The TargetPort 8081 does not match the listening port 80.',
    container: null,
  },
);
const refused = (at: number, count: number, message = 'Probe of StartUp failed with status code: 1') =>
  event(
    { kind: 'probe-failed', probe: 'startup', outcome: { kind: 'refused' } },
    { at, reason: 'ProbeFailed', count, message, container: null },
  );

describe('port.mismatch', () => {
  test('takes the platform’s word for it', () => {
    expect(portMismatch.examine(caseOf({ faults: [mismatch] }))).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(/8081.*80/),
    });
  });

  test('points the ingress to the port that is listened on', () => {
    expect(portMismatch.examine(caseOf({ faults: [mismatch] }))).toMatchObject({
      nextSteps: expect.arrayContaining([
        expect.objectContaining({ command: expect.stringContaining('--target-port 80') }),
      ]),
    });
  });

  test.each([
    ['Flask', ' * Running on http://127.0.0.1:5000'],
    ['.NET', 'Now listening on: http://localhost:5000'],
    ['Node', 'Server listening on 127.0.0.1:3000'],
  ])('sees that %s listens on loopback only', (_, line) => {
    const incident = caseOf({ lines: [line], faults: [refused(10, 30)] });

    expect(portMismatch.examine(incident)).toMatchObject({
      confidence: 'high',
      summary: expect.stringContaining('loopback'),
    });
  });

  test('sees that the probe asks another port than the process listens on', () => {
    const dialled = refused(10, 3, 'Startup probe failed: dial tcp 100.100.0.18:3000: connect: connection refused');

    expect(portMismatch.examine(caseOf({ lines: ['Listening on port 8080'], faults: [dialled] }))).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(/3000.*8080/),
    });
  });

  test('explains a kill by the start-up probe when the row names its port and the console another', () => {
    const dialled = refused(240, 240, 'Startup probe failed: dial tcp 10.0.0.33:3000: connect: connection refused');
    const kill = event(
      { kind: 'probe-kill', probe: 'startup' },
      { at: 241, message: 'Container web failed startup probe, will be restarted' },
    );
    const killed = life({
      lifetime: 272,
      code: 137,
      reason: 'Error',
      events: [dialled, kill],
      lines: ['URL: http://0.0.0.0:8501'],
    });
    const unnamed = life({
      lifetime: 272,
      code: 137,
      reason: 'Error',
      events: [refused(240, 240), kill],
      lines: ['URL: http://0.0.0.0:8501'],
    });

    expect(verdict(caseOf({ lives: [killed] }))).toMatchObject({
      cause: 'port.mismatch',
      found: { confidence: 'high', summary: expect.stringMatching(/3000.*8501/) },
    });
    expect(verdict(caseOf({ lives: [unnamed] })).cause).toBe('probe.startup');
  });

  test('is medium for refusals without end and no port named', () => {
    expect(portMismatch.examine(caseOf({ faults: [refused(0, 13_778), refused(1, 13_779)] }))).toMatchObject({
      confidence: 'medium',
    });
  });

  test.each([
    ['the refusals of an ordinary start', caseOf({ faults: [refused(0, 1), refused(1, 2)] })],
    [
      'a process that listens where the probe asks',
      caseOf({
        lines: ['Listening on port 3000'],
        faults: [refused(1, 2, 'Startup probe failed: dial tcp 10.0.0.1:3000: connect: connection refused')],
      }),
    ],
    [
      'a container that dies: it listens nowhere',
      caseOf({ faults: [mismatch], lives: [life({ code: 1, lines: ["KeyError: 'DSN_URL'"] })] }),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(portMismatch, incident)).toBe(false);
  });

  test('leaves a kill to the start-up probe when the console names no port', () => {
    const kill = event(
      { kind: 'probe-kill', probe: 'startup' },
      { at: 240, message: 'Container web failed startup probe, will be restarted' },
    );
    const killed = life({ lifetime: 240, code: null, reason: 'ProbeFailure', events: [refused(239, 240), kill] });

    expect(verdict(caseOf({ lives: [killed] })).cause).toBe('probe.startup');
  });
});
