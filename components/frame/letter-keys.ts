'use client';

import { useSyncExternalStore } from 'react';

/**
 * Whether single letters act as keys. WCAG 2.1.4 wants a way to turn them off: whoever speaks to their computer would
 * set them off by dictating.
 */

const place = 'exitline.letter-keys';
const listeners = new Set<() => void>();

export function areLetterKeysOn(): boolean {
  try {
    return window.localStorage.getItem(place) !== 'off';
  } catch {
    // A browser that keeps nothing keeps them on.
    return true;
  }
}

export function turnLetterKeys(on: boolean): void {
  try {
    window.localStorage.setItem(place, on ? 'on' : 'off');
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

export function useLetterKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    areLetterKeysOn,
    () => true,
  );
}
