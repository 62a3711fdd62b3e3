'use client';

import { useSyncExternalStore } from 'react';

/** The run that the pointer or the focus is on, wherever on the page: its mark and its row light up together. */

let lit: string | null = null;
const listeners = new Set<() => void>();

/** `null`: none. Cheap to call on every move of a pointer: nobody hears of what does not change. */
export function lightRun(id: string | null): void {
  if (id === lit) return;
  lit = id;
  for (const listener of listeners) listener();
}

export function useLitRun(): string | null {
  return useSyncExternalStore(subscribe, litRun, onServer);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function litRun(): string | null {
  return lit;
}

function onServer(): null {
  return null;
}
