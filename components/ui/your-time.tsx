'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** The reader's own clock beside the UTC one; drawn only in a browser, which alone knows the zone. */
export function YourTime({ atMs }: { atMs: number }) {
  const text = useSyncExternalStore(
    never,
    () => {
      const at = new Date(atMs);
      const isUtc = at.getTimezoneOffset() === 0;
      return isUtc ? '' : ` (${at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })} your time)`;
    },
    () => '',
  );
  return <>{text}</>;
}
