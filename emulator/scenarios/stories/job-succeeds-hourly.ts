import { shopPreview } from '../environment';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';
import { executionSucceeds } from './jobs';

/** Every hour, in the resource-specific tables, where no column names the execution. */
export const jobSucceedsHourly: Scenario = {
  app: 'cart-cleanup',
  kind: 'job',
  environment: shopPreview,
  moral: {
    status: 'quiet',
    cause: null,
    container: null,
    revision: null,
    because: 'Runs every hour at 17 minutes past and succeeds.',
  },
  tell(log, clock) {
    for (let dueMs = Math.ceil(clock.fromMs / hour) * hour + 17 * minute; dueMs < clock.toMs; dueMs += hour) {
      executionSucceeds(log, dueMs, 'registry.example.com/shop/cart-cleanup:3', (place, startedAtMs) => {
        const doneMs = startedAtMs + log.random.whole(4_000, 21_000);
        log.print(place, startedAtMs + 400, 'stdout', 'looking for baskets older than 30 days');
        log.print(place, doneMs - 200, 'stdout', `removed ${log.random.whole(3, 90)} baskets`);
        return doneMs;
      });
    }
  },
};
