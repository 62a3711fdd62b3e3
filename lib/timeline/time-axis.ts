import { isSameDay, toClock, toDay, toMinute } from '@/lib/format/time';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  100,
  500,
  second,
  2 * second,
  5 * second,
  10 * second,
  15 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  7 * day,
  14 * day,
  28 * day,
] as const;

export interface AxisTick {
  atMs: number;
  /** From 0 to 1 along the window. */
  at: number;
  label: string;
}

/** The smallest step of a clock that leaves at most `most` of them in the span. */
export function clockStep(spanMs: number, most: number): number {
  return steps.find((step) => spanMs / step <= most) ?? 28 * day * Math.ceil(spanMs / (28 * day) / most);
}

/**
 * Ticks on whole minutes, hours or days of the clock that is shown; `offsetMs`: how far it is ahead of UTC. A midnight is
 * told by its day.
 */
export function toAxisTicks(fromMs: number, toMs: number, most: number, offsetMs = 0): AxisTick[] {
  const spanMs = toMs - fromMs;
  if (!(spanMs > 0)) return [];
  const step = clockStep(spanMs, most);
  const ticks: AxisTick[] = [];
  for (let atMs = Math.ceil((fromMs + offsetMs) / step) * step - offsetMs; atMs < toMs; atMs += step) {
    ticks.push({ atMs, at: (atMs - fromMs) / spanMs, label: labelOf(atMs + offsetMs, step) });
  }
  return ticks;
}

function labelOf(atMs: number, step: number): string {
  if (step >= day || isSameDayStart(atMs)) return toDay(atMs);
  if (step >= minute) return toMinute(atMs);
  return step >= second ? toClock(atMs) : `${toClock(atMs)}.${Math.floor((atMs % second) / 100)}`;
}

function isSameDayStart(atMs: number): boolean {
  return !isSameDay(atMs - 1, atMs);
}
