import type { AppLog, Place } from '../app-log';
import { beside } from '../app-log';
import type { Voice } from '../chatter';
import { chat, client, mixed, webServer } from '../chatter';
import { normal } from '../dialect';
import { shopProd } from '../environment';
import { comeUp } from '../lifecycle';
import type { Scenario } from '../scenario';
import { gunicornDate, hour, minute, slashDate } from '../time';

const red = '\u001b[31m';
const plain = '\u001b[0m';

/** A request of the Django app that fails and is answered with 500: the process lives on. */
const failedRequest: Voice = (random, atMs) => [
  {
    stream: 'stderr',
    text: `${red}[${gunicornDate(atMs)}] ERROR django.request: Internal Server Error: /basket${plain}`,
  },
  { stream: 'stderr', text: 'Traceback (most recent call last):' },
  {
    stream: 'stderr',
    text: '  File "/usr/local/lib/python3.12/site-packages/django/core/handlers/exception.py", line 55, in inner',
  },
  { stream: 'stderr', text: '    response = get_response(request)' },
  { stream: 'stderr', text: '  File "/app/storefront/basket/views.py", line 73, in show' },
  { stream: 'stderr', text: `    line = lines[${random.whole(3, 19)}]` },
  { stream: 'stderr', text: 'IndexError: list index out of range' },
];

const workersComeAndGo: Voice = (random, atMs) => {
  const [old, young] = [random.whole(20, 400), random.whole(401, 900)];
  return [
    { stream: 'stderr', text: `[${gunicornDate(atMs)}] [${old}] [INFO] Autorestarting worker after current request.` },
    { stream: 'stderr', text: `[${gunicornDate(atMs)}] [${old}] [INFO] Worker exiting (pid: ${old})` },
    { stream: 'stderr', text: `[${gunicornDate(atMs)}] [${young}] [INFO] Booting worker with pid: ${young}` },
  ];
};

const slowUpstream: Voice = (random, atMs) => ({
  stream: 'stderr',
  text: `${slashDate(atMs)} [error] 29#29: *${random.whole(1_000, 90_000)} upstream timed out (110: Operation timed out) while reading response header from upstream, client: ${client(random)}, server: shop.example.com, request: "GET /search HTTP/1.1", upstream: "http://127.0.0.1:8000/search"`,
});

export const noisyApp = mixed([20, webServer(0.05)], [1.2, failedRequest], [1.5, workersComeAndGo]);
export const noisyProxy = mixed(
  [14, webServer(0.06)],
  [2, slowUpstream],
  [
    1,
    (_, atMs) => ({ stream: 'stderr', text: `${slashDate(atMs)} [notice] 1#1: signal 17 (SIGCHLD) received from 31` }),
  ],
);

function talk(
  log: AppLog,
  place: Place,
  span: { fromMs: number; toMs: number },
  clock: Parameters<typeof chat>[3],
): void {
  chat(log, place, span, clock, noisyApp, 0.9);
  chat(log, beside(place, 'nginx', 'registry.example.com/shop/nginx:1.27'), span, clock, noisyProxy, 0.6);
}

/** The busiest app: 500s, tracebacks of single requests, nginx and gunicorn on stderr, scaling out and in. Nothing is wrong. */
export const busyAndQuiet: Scenario = {
  app: 'storefront',
  kind: 'app',
  environment: shopProd,
  moral: {
    status: 'quiet',
    cause: null,
    container: null,
    revision: null,
    because: 'Errors of single requests and chatter on stderr; no container ended except by scaling in.',
  },
  tell(log, clock) {
    const revision = log.revision(118);
    const image = 'registry.example.com/shop/storefront:2026.6';
    for (const place of log.replicas(revision, image, 2)) {
      talk(log, place, { fromMs: clock.fromMs, toMs: clock.toMs }, clock);
    }
    for (const peakMs of [clock.nowMs - 51 * hour, clock.nowMs - 27 * hour, clock.nowMs - (3 * hour + 20 * minute)]) {
      log.control(
        revision,
        peakMs,
        normal('SuccessfulRescale', 'New size: 4; reason: http concurrency above target', 'Scaling'),
      );
      const easeMs = peakMs + Math.round(log.random.between(35, 70)) * minute;
      for (const place of log.replicas(revision, image, 2)) {
        const readyMs = comeUp(log, place, peakMs + 900, { refusals: 2, image: 'present' });
        const nginx = beside(place, 'nginx', 'registry.example.com/shop/nginx:1.27');
        log.start(nginx, readyMs - 700);
        talk(log, place, { fromMs: readyMs, toMs: easeMs - 3_000 }, clock);
        log.print(place, easeMs + 1_000, 'stderr', `[${gunicornDate(easeMs)}] [1] [INFO] Handling signal: term`);
        log.print(
          nginx,
          easeMs + 1_000,
          'stderr',
          `${slashDate(easeMs)} [notice] 1#1: signal 3 (SIGQUIT) received, shutting down`,
        );
        log.stop(place, easeMs + 2_400);
        log.stop(nginx, easeMs + 2_450);
      }
      log.control(
        revision,
        easeMs,
        normal('SuccessfulRescale', 'Scale down to 2 as all metrics below target', 'Scaling'),
      );
    }
  },
};
