import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { exitsWithCode, nameOf } from '@/lib/diagnosis/rules/exits';
import { counted } from '@/lib/format/count';

export const workerOom: Rule = {
  cause: 'app.worker-oom',
  attribution: 'configuration',
  docs: {
    says: 'A worker process was killed while the container’s first process lived on: no exit row, no restart, only failed requests or lost tasks.',
    evidence:
      'The parent’s own line: gunicorn, Celery, uWSGI, PHP-FPM, nginx, PM2, PostgreSQL and others tell that a child got SIGKILL.',
    limits:
      'A parent may kill a worker itself (a time-out): that line has other words. When the container itself ends with 137 it is platform.oom.',
  },
  signatures: [
    fatal(
      'gunicorn-sigkill',
      'sigkill',
      /Worker \(pid:\s?(?<pid>\d+)\) was sent SIGKILL!/,
      'A gunicorn worker was killed',
    ),
    fatal(
      'celery-worker-lost',
      'workerlosterror sigkill prematurely',
      /\bWorkerLostError\b|Worker exited prematurely: signal 9/,
      'A Celery worker process was killed',
    ),
    fatal(
      'uwsgi-killed',
      'damn died',
      /\bworker \d+ \(pid: \d+\) died, killed by signal 9/,
      'A uWSGI worker was killed',
    ),
    fatal('php-fpm-killed', 'child sigkill', /\[pool \w+\] child \d+ exited on signal 9/, 'A PHP-FPM child was killed'),
    fatal('nginx-worker-killed', 'signal', /\bworker process \d+ exited on signal 9/, 'An nginx worker was killed'),
    fatal(
      'apache-child-killed',
      'ah00051 ah00052 child',
      /\bchild pid \d+ exit signal Killed \(9\)/,
      'An Apache child was killed',
    ),
    fatal(
      'postgres-backend-killed',
      'terminated',
      /\bserver process \(PID \d+\) was terminated by signal 9/,
      'A PostgreSQL backend was killed',
    ),
    fatal(
      'pm2-killed',
      'sigkill',
      /\bexited with code \[\d*\] via signal \[SIGKILL\]/,
      'A process under PM2 was killed',
    ),
    fatal(
      'node-cluster-killed',
      'sigkill',
      /\b[Ww]orker \W?\d{1,7}\W? (?:died|exited|was killed|terminated)[^\n]{0,60}\bSIGKILL\b/,
      'A worker of the Node cluster was killed',
    ),
    fatal(
      'process-pool-broken',
      'brokenprocesspool process',
      /\bBrokenProcessPool\b|A process in the process pool was terminated abruptly/,
      'A process of a Python pool was killed',
    ),
    fatal(
      'supervisord-killed',
      'terminated sigkill',
      /\bexited: [\w.:-]{1,80} \(terminated by SIGKILL; not expected\)/,
      'A process under supervisord was killed',
    ),
    fatal(
      'puma-unicorn-killed',
      'sigkill reaped',
      /\breaped #<Process::Status: pid \d+ SIGKILL/,
      'A Ruby worker was killed',
    ),
    fatal(
      'torch-dataloader-killed',
      'dataloader',
      /\bDataLoader worker \(pid(?:\(s\))? [\d, ]{1,80}\) (?:is killed by signal: Killed|exited unexpectedly)/,
      'A data-loader worker was killed',
    ),
    telling(
      'child-sigkill',
      'sigkill signal',
      /\b(?:child|worker|sub-?process|process)\b[^\n]{0,80}\b(?:SIGKILL|signal:? 9|signal: killed)\b/i,
      'A child process was killed',
    ),
    telling('perhaps-oom', 'memory', /\b[Pp]erhaps out of memory\b/, 'A worker was killed, perhaps for want of memory'),
  ],
  examine(incident): Examination {
    const spoken = incident.matches.filter((match) => match.cause === 'app.worker-oom');
    const last = spoken.at(-1);
    if (last === undefined) return null;
    const ended = exitsWithCode(incident, 137);
    if (ended.length > 0)
      return {
        ruledOut: 'A worker was killed, but then the container itself ended with 137: the whole of it met the limit.',
      };
    const survived = spoken.filter((match) => match.run?.exit == null);
    if (survived.length === 0) return null;
    const fatalOnes = survived.filter((match) => match.signature.weight === 'fatal');
    return {
      confidence: fatalOnes.length > 0 ? 'medium' : 'low',
      summary: `A worker inside ${nameOf(incident)} was killed${spoken.length > 1 ? ` (${counted(spoken.length, 'line')})` : ''}, most likely at the memory limit; the container itself lives on, so no exit row tells of it.`,
      evidence: survived
        .slice(-3)
        .reverse()
        .map((match) => match.row),
      nextSteps: nextSteps(incident),
      causality: 20,
    };
  },
};

function nextSteps(incident: Case) {
  return [
    steps.setMemory(incident, 'Give the container more memory'),
    advise(
      'Or run fewer workers: each takes its own memory (gunicorn --workers, Celery --concurrency), and let them be renewed (--max-requests, --max-tasks-per-child)',
    ),
    steps.readConsole(incident, 'See what the worker was doing just before'),
  ];
}
