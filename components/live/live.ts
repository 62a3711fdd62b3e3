'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';
import type { AppStatus } from '@/lib/domain/diagnosis';
import type { IncidentState } from '@/lib/domain/incident';

/** How an incident stands, as far as an open page follows it. */
export interface IncidentNow {
  id: string;
  state: IncidentState;
  overSinceMs: number | null;
  overBecause: string | null;
  /** The newest sign. */
  toMs: number;
  nextAttemptMs: number | null;
}

/** What was heard since the page was made. */
export interface LiveNews {
  asOfMs: number;
  status: AppStatus;
  newestRowMs: number;
  events: number;
  incidents: readonly IncidentNow[];
}

/**
 * `watching`: asks again by itself. `paused`: the reader stopped that. `still`: nothing to wait for, because the rows, the
 * clock or the range stand still.
 */
export type LiveMode = 'watching' | 'paused' | 'still';

export interface Live {
  mode: LiveMode;
  /** The moment of what the page shows. */
  asOfMs: number;
  news: LiveNews | null;
  /** The page's own clock, in UTC milliseconds: it goes on from `asOfMs` unless all stands still. */
  nowMs: () => number;
}

export const LiveContext = createContext<Live>({ mode: 'still', asOfMs: 0, news: null, nowMs: () => 0 });

export function useLive(): Live {
  return useContext(LiveContext);
}

/** The page's clock in steps. On the server, and where all stands still, it is the moment of the page. */
export function useNow(stepMs: number): number {
  const { mode, asOfMs, nowMs } = useLive();
  const steps = useSyncExternalStore(
    (tick) => {
      if (mode === 'still') return () => undefined;
      const timer = setInterval(tick, Math.min(stepMs, 1000));
      return () => clearInterval(timer);
    },
    () => (mode === 'still' ? 0 : Math.floor((nowMs() - asOfMs) / stepMs)),
    () => 0,
  );
  return asOfMs + Math.max(0, steps) * stepMs;
}

/** The newest that is known of an incident: what was heard, else what came with the page. */
export function useIncidentNow(known: IncidentNow): IncidentNow {
  const { news } = useLive();
  return news?.incidents.find(({ id }) => id === known.id) ?? known;
}
