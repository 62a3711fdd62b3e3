import { shopProd } from '../environment';
import type { Scenario } from '../scenario';
import { hour, minute } from '../time';
import { attemptStarts, deadline, executionOf, executionSucceeds } from './jobs';

const image = 'registry.example.com/shop/stock-import:9';
const timeoutMs = 30 * minute;
const everyMs = 6 * hour;

/** An import that takes longer each time until it is still running at its deadline: ended by force, 137, not for memory. */
export const jobExceedsDeadline: Scenario = {
  app: 'stock-import',
  kind: 'job',
  environment: shopProd,
  moral: {
    status: 'failing',
    cause: 'job.deadline',
    container: 'stock-import',
    revision: null,
    because: 'The newest execution was still running at its deadline of 30 minutes and was ended by force (137).',
  },
  tell(log, clock) {
    const lateMs = clock.nowMs - 40 * minute;
    const total = 96;
    for (let past = 11; past >= 1; past--) {
      executionSucceeds(log, lateMs - past * everyMs, image, (place, startedAtMs) => {
        const doneMs = startedAtMs + (26 - past) * minute + log.random.whole(0, 50_000);
        for (let file = 12; file <= total; file += 12) {
          log.print(
            place,
            startedAtMs + (file / (total + 4)) * (doneMs - startedAtMs),
            'stdout',
            `imported file ${file}/${total}`,
          );
        }
        log.print(place, doneMs - 300, 'stdout', 'stock import finished');
        return doneMs;
      });
    }
    for (let dueMs = lateMs; dueMs < clock.toMs; dueMs += everyMs) {
      const execution = executionOf(log, dueMs);
      const { place, startedAtMs } = attemptStarts(log, execution, image, dueMs + 600);
      for (let file = 6; file <= 66; file += 6) {
        log.print(place, startedAtMs + (file / 68) * timeoutMs, 'stdout', `imported file ${file}/${total}`);
      }
      const deadlineMs = dueMs + 600 + timeoutMs;
      log.executionSays(execution, deadlineMs, deadline);
      log.exit(place, deadlineMs + 31_200, 137);
    }
  },
};
