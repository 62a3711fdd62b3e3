'use client';

import { useSyncExternalStore } from 'react';

/** Below Tailwind's `md`, where the styles stack what they put side by side above it: the same line for both. */
const query = '(max-width: 47.99rem)';

/** Whether labels stand above their lanes; a server guesses a wide screen. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}
