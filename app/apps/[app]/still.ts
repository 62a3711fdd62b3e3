import { toAsOf } from '@/components/ui/ago';
import type { Connection } from '@/lib/domain/connection';

/** Why a page does not go with the clock: nothing new can come, or it is not what the reader asked for. */
export interface Still {
  word: string;
  why: string;
  /** The page that does go with the clock; `null`: there is none. */
  liveHref: string | null;
}

/**
 * @param fixedMs the moment at which the clock is fixed; `null`: it runs.
 * @param isPast the address names its hours, or they end before now.
 * @returns `null`: the page goes with the clock.
 */
export function whyStill(
  { kind }: Connection,
  fixedMs: number | null,
  isPast: boolean,
  liveHref: string,
): Still | null {
  if (kind === 'export') {
    return {
      word: 'Stands still',
      why: 'These rows come from exported files: no newer ones will arrive.',
      liveHref: null,
    };
  }
  if (fixedMs !== null) {
    return {
      word: 'Clock fixed',
      why: `EXITLINE_NOW holds the clock at ${toAsOf(fixedMs)}: the page does not ask for newer rows.`,
      liveHref: null,
    };
  }
  if (isPast) {
    return {
      word: 'Fixed hours',
      why: 'The address names the hours that are shown, so newer rows are not asked for.',
      liveHref,
    };
  }
  return null;
}
