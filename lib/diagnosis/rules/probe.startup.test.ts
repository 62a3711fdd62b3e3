import { describe, expect, test } from 'vitest';
import { startupProbe } from './probe.startup';
import { caseOf, event, life, speaks, verdict } from './testing';

const failed = (at: number, status = 404) =>
  event(
    { kind: 'probe-failed', probe: 'startup', outcome: { kind: 'http-status', status } },
    { at, reason: 'ProbeFailed', message: `Probe of StartUp failed with status code: ${status}`, container: null },
  );
const refused = (at: number, count = 1) =>
  event(
    { kind: 'probe-failed', probe: 'startup', outcome: { kind: 'refused' } },
    { at, reason: 'ProbeFailed', message: 'Probe of StartUp failed with status code: 1', count, container: null },
  );
const kill = (at: number) =>
  event(
    { kind: 'probe-kill', probe: 'startup' },
    { at, reason: 'ProbeFailed', message: 'Container web failed startup probe, will be restarted' },
  );

const killed = (at: number, lines: string[] = []) =>
  life({
    at,
    lifetime: 16,
    code: null,
    reason: 'ProbeFailure',
    lines,
    events: [failed(at + 6), failed(at + 11), kill(at + 16)],
  });

describe('probe.startup', () => {
  test('points at kill and probes, and names the path that the console shows', () => {
    const line = '10.0.0.1 - - [20/Jun/2026:04:00:00 +0000] "GET /ready HTTP/1.1" 404 153 "-" "kube-probe/1.29"';
    const incident = caseOf({ lives: [killed(0, [line]), killed(30, [line]), killed(70, [line])] });

    expect(startupProbe.examine(incident)).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(/3 runs.*16 s.*404 for \/ready/),
      evidence: expect.arrayContaining([
        expect.objectContaining({ text: line }),
        expect.objectContaining({ message: 'Container web failed startup probe, will be restarted' }),
        expect.objectContaining({ message: 'Probe of StartUp failed with status code: 404' }),
      ]),
    });
  });

  test.each([
    [
      'nginx’s error log',
      '2026/06/20 04:00:00 [error] 31#31: *2 open() "/usr/share/nginx/html/ready" failed (2: No such file or directory), client: ::1',
    ],
    ['uvicorn', 'INFO:     10.0.0.1:4711 - "GET /ready HTTP/1.1" 404 Not Found'],
    ['Express', 'GET /ready 404 1.270 ms - 144'],
    ['gin', '[GIN] 2026/06/20 - 04:00:00 | 404 |      20.1µs |       10.0.0.1 | GET      "/ready"'],
    ['ASP.NET', 'Request finished HTTP/1.1 GET http://10.0.0.4:8080/ready - 404 0 - 0.5ms'],
  ])('reads the path from %s', (_, line) => {
    expect(startupProbe.examine(caseOf({ lives: [killed(0, [line])] }))).toMatchObject({
      summary: expect.stringContaining('/ready'),
    });
  });

  test('says that what it allows is inferred where the settings are not known', () => {
    expect(startupProbe.examine(caseOf({ lives: [killed(0)] }))).toMatchObject({
      summary: expect.stringContaining('The runs lived 16 s, which is about what the probe allows (inferred'),
    });
  });

  test('takes a SIGKILL after the kill for what it is', () => {
    const stubborn = life({
      lifetime: 50,
      code: 137,
      reason: 'ProcessExited',
      events: [failed(5), failed(10), kill(16)],
    });
    const { cause, found } = verdict(caseOf({ lives: [stubborn] }));

    expect(cause).toBe('probe.startup');
    expect(found?.summary).toContain('SIGTERM was ignored');
  });

  test('is only medium where no row names the kill', () => {
    const gone = life({ lifetime: 20, code: 0, reason: null, events: [refused(18, 20)] });

    expect(startupProbe.examine(caseOf({ lives: [gone] }))).toMatchObject({ confidence: 'medium' });
  });

  test.each([
    ['a run that ended with a code of its own', caseOf({ lives: [life({ code: 1, events: [refused(2)] })] })],
    [
      'a container that was killed by its liveness probe',
      caseOf({
        lives: [
          life({
            lifetime: 900,
            code: null,
            reason: 'ProbeFailure',
            events: [
              event(
                { kind: 'probe-kill', probe: 'liveness' },
                { at: 900, message: 'Container web failed liveness probe, will be restarted' },
              ),
            ],
          }),
        ],
      }),
    ],
    [
      'a stop that was asked for',
      caseOf({ otherLives: [life({ code: null, reason: 'ManuallyStopped', intended: true, events: [refused(2)] })] }),
    ],
    ['no probe at all', caseOf({ lives: [life()] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(startupProbe, incident)).toBe(false);
  });

  test('says so when probes failed and the process ended itself', () => {
    expect(startupProbe.examine(caseOf({ lives: [life({ code: 1, events: [refused(2)] })] }))).toHaveProperty(
      'ruledOut',
    );
  });
});
