'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** Told by the browser alone, which knows the reader's zone; on the server, and in UTC, it is nothing. */
function useOwnTime(atMs: number, format: Intl.DateTimeFormatOptions): string | null {
  return useSyncExternalStore(
    never,
    () => {
      const at = new Date(atMs);
      return at.getTimezoneOffset() === 0 ? null : new Intl.DateTimeFormat([], format).format(at);
    },
    () => null,
  );
}

/** The reader's own clock beside the UTC one: ` (23:04 your time)`. */
export function YourTime({ atMs }: { atMs: number }) {
  const text = useOwnTime(atMs, { hour: '2-digit', minute: '2-digit' });
  return text === null ? null : ` (${text} your time)`;
}

/** A day and a time on the reader's own clock: `20 Jun, 23:04 your time`. */
export function YourMoment({ atMs }: { atMs: number }) {
  const text = useOwnTime(atMs, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return text === null ? null : `${text} your time`;
}
