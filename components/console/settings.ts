'use client';

import { useSyncExternalStore } from 'react';
import type { ClockMode } from './console-rows';
import { type FindQuery, usualQuery } from './find/finder';

/** How a reader wants consoles to look. It stays while the page does: the next exit is read like this one. */
export interface ConsoleSettings {
  clock: ClockMode;
  isWrapped: boolean;
  /** Lines as the rows have them, instead of read. */
  isRaw: boolean;
  query: FindQuery;
  /** Only the lines in which something was found. */
  isOnlyFound: boolean;
}

const usual: ConsoleSettings = {
  clock: 'offset',
  isWrapped: true,
  isRaw: false,
  query: usualQuery,
  isOnlyFound: false,
};

let settings = usual;
const listeners = new Set<() => void>();

export function changeSettings(change: Partial<ConsoleSettings>): void {
  settings = { ...settings, ...change };
  for (const listener of listeners) listener();
}

export function useConsoleSettings(): ConsoleSettings {
  return useSyncExternalStore(
    subscribe,
    () => settings,
    () => usual,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
