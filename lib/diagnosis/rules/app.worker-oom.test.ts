import { describe, expect, test } from 'vitest';
import { workerOom } from './app.worker-oom';
import { caseOf, life, speaks, verdict } from './testing';

const alive = (...lines: string[]) => caseOf({ otherLives: [life({ running: true, lines })] });

describe('app.worker-oom', () => {
  test.each([
    ['gunicorn', '[2026-06-20 04:00:01 +0000] [1] [ERROR] Worker (pid:32) was sent SIGKILL! Perhaps out of memory?'],
    ['Celery', 'billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: 3.'],
    ['uWSGI', 'DAMN ! worker 2 (pid: 12) died, killed by signal 9 :( trying respawn ...'],
    ['PHP-FPM', 'WARNING: [pool www] child 37 exited on signal 9 (SIGKILL) after 12.1 seconds from start'],
    ['nginx', '2026/06/20 04:00:01 [alert] 1#1: worker process 29 exited on signal 9'],
    ['PostgreSQL', 'LOG:  server process (PID 88) was terminated by signal 9: Killed'],
    ['PM2', 'PM2        | App [shop:0] exited with code [0] via signal [SIGKILL]'],
    [
      'a Python pool',
      'concurrent.futures.process.BrokenProcessPool: A process in the process pool was terminated abruptly while the future was running or pending.',
    ],
    ['supervisord', '2026-06-20 04:00:01,123 INFO exited: worker_00 (terminated by SIGKILL; not expected)'],
  ])('reads %s, while the container lives on', (_, line) => {
    expect(verdict(alive(line))).toMatchObject({ cause: 'app.worker-oom', found: { confidence: 'medium' } });
  });

  test.each([
    ['a worker that stops when asked', alive('[INFO] Worker exiting (pid: 32)')],
    ['a worker that took too long', alive('[CRITICAL] WORKER TIMEOUT (pid:32)')],
    ['silence', alive('listening')],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(workerOom, incident)).toBe(false);
  });

  test('is ruled out when the container itself was killed', () => {
    const killed = caseOf({
      lives: [life({ code: 137, lines: ['[ERROR] Worker (pid:32) was sent SIGKILL! Perhaps out of memory?'] })],
    });

    expect(workerOom.examine(killed)).toHaveProperty('ruledOut');
    expect(verdict(killed).cause).toBe('platform.oom');
  });
});
