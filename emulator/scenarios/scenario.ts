import type { Kind } from './app-log';
import { AppLog } from './app-log';
import type { Environment } from './environment';
import type { Quirks } from './table-rows';
import type { StoryClock } from './time';

/** What Exitline should say about the app in the 24 hours up to now, the counts apart (those come from the story's book). */
export interface Moral {
  status: 'crash-looping' | 'failing' | 'recovered' | 'quiet';
  /** A cause of the product's taxonomy; `null` when nothing failed. */
  cause: string | null;
  /** The container that fails or cannot start; `null` when nothing failed, or the fault is of no container. */
  container: string | null;
  /** The revision that fails; `null` for jobs and for quiet apps. */
  revision: string | null;
  /** For people: what happened. */
  because: string;
}

/** One app or job of the sample and its story. */
export interface Scenario {
  app: string;
  kind: Kind;
  environment: Environment;
  quirks?: Quirks;
  moral: Moral;
  /** Writes rows and books what truly happened. Same clock, same rows. */
  tell(log: AppLog, clock: StoryClock): void;
}

export function logOf(scenario: Scenario, clock: StoryClock): AppLog {
  const log = new AppLog(scenario.environment, scenario.app, scenario.kind);
  scenario.tell(log, clock);
  return log;
}
