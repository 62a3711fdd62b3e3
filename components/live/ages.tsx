'use client';

import { toAgo } from '@/components/ui/ago';
import { useReducedMotion } from '@/components/ui/reduced-motion';
import { toDuration } from '@/lib/format/duration';
import { toClock } from '@/lib/format/time';
import { type IncidentNow, useIncidentNow, useLive, useNow } from './live';

/** How long ago something was; it grows while the page is open. */
export function Ago({ atMs, isExport }: { atMs: number; isExport: boolean }) {
  return <>{toAgo(useNow(15_000) - atMs, isExport)}</>;
}

/** How long something has lasted; it grows while the page is open. */
export function Lasting({ fromMs }: { fromMs: number }) {
  return <>{toDuration(useNow(15_000) - fromMs)}</>;
}

/**
 * The time until the platform tries again, second by second where the page's clock goes. The row that tells of the attempt
 * comes minutes later, so a time that has passed is no news.
 */
export function NextAttempt({ incident }: { incident: IncidentNow }) {
  const { mode } = useLive();
  const { nextAttemptMs, state } = useIncidentNow(incident);
  // Who wants no motion is told in longer steps.
  const leftMs = (nextAttemptMs ?? 0) - useNow(useReducedMotion() ? 15_000 : 1000);
  if (nextAttemptMs === null || state !== 'ongoing') return <>no attempt awaited</>;
  const clock = toClock(nextAttemptMs);
  if (mode === 'still') return <>next about {clock}</>;
  if (leftMs <= 0) return <>was due about {clock}</>;
  return (
    <span role="timer">
      next in <span className="inline-block min-w-[9ch]">{toDuration(Math.ceil(leftMs / 1000) * 1000)}</span>
      <span className="sr-only"> or so, about {clock} UTC</span>
    </span>
  );
}
