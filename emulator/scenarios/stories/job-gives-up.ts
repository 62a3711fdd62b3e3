import { shopClassic } from '../environment';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';
import { executionFails, executionSucceeds } from './jobs';

const image = 'registry.example.com/shop/price-sync:17';
const everyMs = 15 * minute;

/** The database's password was changed and the job was not told: every attempt fails until the limit is reached. */
export const jobGivesUp: Scenario = {
  app: 'price-sync',
  kind: 'job',
  environment: shopClassic,
  moral: {
    status: 'crash-looping',
    cause: 'app.auth-failure',
    container: 'price-sync',
    revision: null,
    because:
      "The database rejects the job's password since two hours ago; all three attempts of each execution end with 1.",
  },
  tell(log, clock) {
    const newestMs = clock.nowMs - 7 * minute;
    const brokenMs = newestMs - 8 * everyMs;
    for (let dueMs = newestMs - 26 * hour; dueMs < clock.toMs; dueMs += everyMs) {
      if (dueMs < brokenMs) {
        executionSucceeds(log, dueMs, image, (place, startedAtMs) => {
          const doneMs = startedAtMs + log.random.whole(3_000, 12_000);
          log.print(place, startedAtMs + 500, 'stdout', 'price-sync: connected');
          log.print(place, doneMs - 250, 'stdout', `price-sync: ${log.random.whole(0, 140)} prices changed`);
          return doneMs;
        });
        continue;
      }
      executionFails(log, dueMs, image, 3, (place, startedAtMs) => {
        const diesAtMs = startedAtMs + log.random.whole(1_400, 2_300);
        log.printAll(place, diesAtMs - 300, 'stderr', [
          'Traceback (most recent call last):',
          '  File "/app/price_sync.py", line 58, in <module>',
          '    main()',
          '  File "/app/price_sync.py", line 21, in main',
          '    connection = psycopg2.connect(dsn)',
          '                 ^^^^^^^^^^^^^^^^^^^^^',
          '  File "/usr/local/lib/python3.12/site-packages/psycopg2/__init__.py", line 122, in connect',
          '    conn = _connect(dsn, connection_factory=connection_factory, **kwasync)',
          'psycopg2.OperationalError: connection to server at "prices-db.example.com" (198.51.100.31), port 5432 failed: FATAL:  password authentication failed for user "price_sync"',
        ]);
        return { diesAtMs, exitCode: 1 };
      });
    }
  },
};
