import { toClock, toIso, toMoment } from '@/lib/format/time';

/** A moment in UTC; hovering tells day, fraction and zone. */
export function When({ atMs, withDay = false }: { atMs: number; withDay?: boolean }) {
  return (
    <time dateTime={toIso(atMs)} title={`${toIso(atMs)} (UTC)`} className="whitespace-nowrap">
      {withDay ? toMoment(atMs) : toClock(atMs)}
    </time>
  );
}
