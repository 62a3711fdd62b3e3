import type { AppLog, Place } from '../app-log';
import { chat, webServer } from '../chatter';
import { shopClassic } from '../environment';
import { announceRevision, crashLoop } from '../lifecycle';
import type { Scenario } from '../scenario';
import { gunicornDate, hour, minute } from '../time';

function gunicornStarts(log: AppLog, place: Place, atMs: number): void {
  const when = gunicornDate(atMs);
  log.printAll(
    place,
    atMs + 380,
    'stderr',
    [
      `[${when}] [1] [INFO] Starting gunicorn 22.0.0`,
      `[${when}] [1] [INFO] Listening at: http://0.0.0.0:8000 (1)`,
      `[${when}] [1] [INFO] Using worker: sync`,
      `[${when}] [7] [INFO] Booting worker with pid: 7`,
    ],
    3,
  );
}

function workerFailsToBoot(log: AppLog, place: Place, atMs: number): void {
  const when = gunicornDate(atMs);
  log.printAll(place, atMs, 'stderr', [
    `[${when}] [7] [ERROR] Exception in worker process`,
    'Traceback (most recent call last):',
    '  File "/usr/local/lib/python3.12/site-packages/gunicorn/arbiter.py", line 609, in spawn_worker',
    '    worker.init_process()',
    '  File "/usr/local/lib/python3.12/site-packages/gunicorn/workers/base.py", line 134, in init_process',
    '    self.load_wsgi()',
    '  File "/usr/local/lib/python3.12/site-packages/gunicorn/util.py", line 371, in import_app',
    '    mod = importlib.import_module(module)',
    '  File "/app/recommendations/app.py", line 14, in <module>',
    '    model_store = os.environ["RECOMMENDATIONS_MODEL_URL"]',
    '                  ~~~~~~~~~~^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    '  File "<frozen os>", line 714, in __getitem__',
    "KeyError: 'RECOMMENDATIONS_MODEL_URL'",
    `[${when}] [7] [INFO] Worker exiting (pid: 7)`,
    `[${when}] [1] [ERROR] Worker (pid:7) exited with code 3`,
    `[${when}] [1] [ERROR] Shutting down: Master`,
    `[${when}] [1] [ERROR] Reason: Worker failed to boot.`,
  ]);
}

/** A revision that reads a new environment variable which nobody set: gunicorn gives up with exit code 3. */
export const missingEnvironmentVariable: Scenario = {
  app: 'recommendations',
  kind: 'app',
  environment: shopClassic,
  quirks: { lineTag: true },
  moral: {
    status: 'crash-looping',
    cause: 'app.missing-config',
    container: 'recommendations',
    revision: 'recommendations--0000009',
    because:
      'Revision 0000009 needs RECOMMENDATIONS_MODEL_URL, which is not set; no gunicorn worker boots (exit code 3).',
  },
  tell(log, clock) {
    const oldRevision = log.revision(8);
    const newRevision = log.revision(9);
    const deployedMs = clock.nowMs - (2 * hour + 20 * minute);

    const old = log.replica(oldRevision, 'registry.example.com/shop/recommendations:0.8.3');
    chat(log, old, { fromMs: clock.fromMs, toMs: clock.toMs }, clock, webServer(0.002));

    announceRevision(log, newRevision, deployedMs);
    const place = log.replica(newRevision, 'registry.example.com/shop/recommendations:0.9.0');
    log.assigned(place, deployedMs + 3_000);
    crashLoop(log, place, { fromMs: deployedMs + 5_500, untilMs: clock.toMs }, (startedAtMs) => {
      const diesAtMs = startedAtMs + log.random.whole(1_900, 3_200);
      gunicornStarts(log, place, startedAtMs);
      log.probeFailed(place, startedAtMs + 1_000, 'StartUp', { kind: 'nothing' });
      workerFailsToBoot(log, place, diesAtMs - 130);
      log.exit(place, diesAtMs, 3);
      return diesAtMs;
    });
  },
};
