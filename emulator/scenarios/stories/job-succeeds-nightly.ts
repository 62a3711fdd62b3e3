import { shopProd } from '../environment';
import type { Scenario } from '../scenario';
import { day, hour, minute, second } from '../time';
import { executionSucceeds } from './jobs';

const image = 'registry.example.com/shop/nightly-report:31';

/** Does its work every night, with warnings on stderr and a success that the platform files under Warning. */
export const jobSucceedsNightly: Scenario = {
  app: 'nightly-report',
  kind: 'job',
  environment: shopProd,
  moral: {
    status: 'quiet',
    cause: null,
    container: null,
    revision: null,
    because: 'Runs every night at 02:15 UTC and succeeds.',
  },
  tell(log, clock) {
    const firstMs = Math.ceil(clock.fromMs / day) * day + 2 * hour + 15 * minute;
    for (let dueMs = firstMs - day; dueMs < clock.toMs; dueMs += day) {
      if (dueMs < clock.fromMs) continue;
      executionSucceeds(log, dueMs, image, (place, startedAtMs) => {
        const doneMs = startedAtMs + log.random.whole(6 * minute, 9 * minute);
        log.print(place, startedAtMs + 900, 'stdout', 'report for yesterday: 14 sections');
        log.print(
          place,
          startedAtMs + 1_300,
          'stderr',
          '/app/report/render.py:12: DeprecationWarning: pkg_resources is deprecated as an API',
        );
        for (let section = 1; section <= 14; section++) {
          log.print(
            place,
            startedAtMs + (section / 15) * (doneMs - startedAtMs),
            'stdout',
            `section ${section}/14 written, 0 errors`,
          );
        }
        log.print(
          place,
          startedAtMs + 80 * second,
          'stderr',
          'ERROR partner feed answered 503, retrying in 5 s (attempt 1 of 3)',
        );
        log.print(place, doneMs - 300, 'stdout', 'done: 1 report, 0 failed');
        return doneMs;
      });
    }
  },
};
