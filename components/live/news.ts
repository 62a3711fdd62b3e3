import type { AppStatus } from '@/lib/domain/diagnosis';
import { counted } from '@/lib/format/count';
import type { IncidentNow, LiveNews } from './live';

/** What a page shows, to be held against what was heard since. */
export interface Shown {
  asOfMs: number;
  status: AppStatus;
  events: number;
  incidents: readonly IncidentNow[];
}

const statusWord = {
  'crash-looping': 'crash-looping',
  failing: 'failing',
  recovered: 'recovered',
  quiet: 'quiet',
  unknown: 'unknown',
} satisfies Record<AppStatus, string>;

/** `3 new events`, `Now recovered, 3 new events`; `null`: nothing that the page does not show. */
export function toNewsWords(shown: Shown, news: LiveNews | null): string | null {
  if (news === null || news.asOfMs <= shown.asOfMs) return null;
  const parts = [changeIn(shown, news), newEvents(shown, news)].filter((part) => part !== null);
  return parts.length === 0 ? null : capital(parts.join(', '));
}

function newEvents(shown: Shown, news: LiveNews): string | null {
  const count = news.events - shown.events;
  return count > 0 ? counted(count, 'new event') : null;
}

function changeIn(shown: Shown, news: LiveNews): string | null {
  if (news.status !== shown.status) return `now ${statusWord[news.status]}`;
  const over = news.incidents.some(
    ({ id, state }) =>
      state !== 'ongoing' && shown.incidents.some((known) => known.id === id && known.state === 'ongoing'),
  );
  if (over) return 'an incident is over';
  const fresh = news.incidents.some(({ id }) => !shown.incidents.some((known) => known.id === id));
  return fresh ? 'another incident' : null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
