import type { TimeRange } from '@/lib/domain/rows';

const dayMs = 86_400_000;

/** The range when nobody chose one: the 24 hours up to the newest time known. */
export function rangeFor(asOfMs: number): TimeRange {
  const toMs = Math.ceil(asOfMs);
  return { fromMs: toMs - dayMs, toMs };
}
