'use client';

import { useSyncExternalStore } from 'react';
import { toClock } from '@/lib/format/time';

/** Whose clock the axes show. Everything else is written in UTC, so that two readers of one page read the same. */
export type Clock = 'utc' | 'local';

const storageKey = 'exitline-clock';
const listeners = new Set<() => void>();
let chosen: Clock | null = null;

export function chooseClock(clock: Clock): void {
  chosen = clock;
  try {
    window.localStorage.setItem(storageKey, clock);
  } catch {
    // Storage may be forbidden: then the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export function useClock(): Clock {
  return useSyncExternalStore(subscribe, currentClock, () => 'utc');
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function currentClock(): Clock {
  if (chosen === null) {
    try {
      chosen = window.localStorage.getItem(storageKey) === 'local' ? 'local' : 'utc';
    } catch {
      chosen = 'utc';
    }
  }
  return chosen;
}

/** How far a clock is ahead of UTC at a moment. Daylight saving may change it within a range: ticks follow one offset. */
export function offsetOf(clock: Clock, atMs: number): number {
  return clock === 'utc' ? 0 : -new Date(atMs).getTimezoneOffset() * 60_000;
}

/** `16:21:07 your time`; `null` where that is UTC. Only in a browser, which alone knows the zone. */
export function toLocalClock(atMs: number): string | null {
  const offsetMs = offsetOf('local', atMs);
  return offsetMs === 0 ? null : `${toClock(atMs + offsetMs)} your time`;
}

/** `UTC+5:30`: what stands beside a clock that is not UTC's; `null`: it is. */
export function offsetName(offsetMs: number): string | null {
  if (offsetMs === 0) return null;
  const minutes = Math.abs(offsetMs) / 60_000;
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${offsetMs < 0 ? '−' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

/** `UTC`, or the reader's zone by its name. */
export function zoneName(clock: Clock): string {
  return clock === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
