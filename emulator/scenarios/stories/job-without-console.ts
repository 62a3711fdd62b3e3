import { shopPreview } from '../environment';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';
import { executionFails, executionSucceeds } from './jobs';

const image = 'registry.example.com/shop/warehouse-export:2';
const everyMs = 4 * hour;

/** One execution used up its retries, and not a line of its output arrived: the cause cannot be known. */
export const jobWithoutConsole: Scenario = {
  app: 'warehouse-export',
  kind: 'job',
  environment: shopPreview,
  quirks: { withoutConsole: true },
  moral: {
    status: 'recovered',
    cause: 'job.backoff-limit',
    container: 'warehouse-export',
    revision: null,
    because:
      'One execution failed twice with 1 and reached its limit; no console row arrived, so why is not known. The next ones succeeded.',
  },
  tell(log, clock) {
    const newestMs = clock.nowMs - 70 * minute;
    const failedMs = newestMs - 2 * everyMs;
    for (let dueMs = newestMs - 17 * everyMs; dueMs < clock.toMs; dueMs += everyMs) {
      if (dueMs === failedMs) {
        executionFails(log, dueMs, image, 2, (_, startedAtMs) => ({
          diesAtMs: startedAtMs + log.random.whole(40_000, 90_000),
          exitCode: 1,
        }));
      } else {
        executionSucceeds(log, dueMs, image, (_, startedAtMs) => startedAtMs + log.random.whole(50_000, 120_000));
      }
    }
  },
};
