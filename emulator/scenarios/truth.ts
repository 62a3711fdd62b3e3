import type { Kind } from './app-log';
import { tellSample } from './sample';
import type { Moral } from './scenario';
import { day } from './time';

/** What is true about one app of the sample in the 24 hours up to `nowMs`: what a diagnosis ought to find. */
export interface AppTruth extends Moral {
  app: string;
  kind: Kind;
  environment: string;
  /** Distinct ends of containers that nobody asked for, whatever number of rows tells of them. */
  unexpectedExits: number;
  /** Stops that were asked for, finished jobs and init containers included. */
  intendedStops: number;
  /** Attempts to start that failed before any process ran. */
  failedStarts: number;
  /** Exit codes of the unexpected exits; the key `none` where the platform gives none. */
  exitCodes: Record<string, number>;
}

/** Counted from the stories' own books, never from rows. */
export function sampleTruth(nowMs: number): AppTruth[] {
  return tellSample(nowMs).map(({ scenario, log }) => {
    const seen = (event: { atMs: number; visibleAtMs: number }) =>
      event.atMs >= nowMs - day && event.atMs < nowMs && event.visibleAtMs <= nowMs;
    const stops = log.stops.filter(seen);
    const unexpected = stops.filter((stop) => !stop.intended);
    const exitCodes: Record<string, number> = {};
    for (const { exitCode } of unexpected) {
      const key = exitCode === null ? 'none' : String(exitCode);
      exitCodes[key] = (exitCodes[key] ?? 0) + 1;
    }
    return {
      app: scenario.app,
      kind: scenario.kind,
      environment: scenario.environment.name,
      ...scenario.moral,
      unexpectedExits: unexpected.length,
      intendedStops: stops.length - unexpected.length,
      failedStarts: log.startFailures.filter(seen).length,
      exitCodes,
    };
  });
}
