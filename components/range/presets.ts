import type { TimeRange } from '@/lib/domain/rows';

const hourMs = 3_600_000;

const lengths = [
  { label: 'Last hour', hours: 1 },
  { label: '6 hours', hours: 6 },
  { label: '24 hours', hours: null },
  { label: '3 days', hours: 72 },
  { label: '7 days', hours: 168 },
  // The tables keep 30 days unless somebody chose otherwise (Azure Monitor docs, "Manage data retention").
  { label: '30 days', hours: 720 },
  { label: '90 days', hours: 2160 },
  { label: '1 year', hours: 8760 },
] as const;

/** Ranges that end now. `null` is the usual one, which alone goes with the clock. */
export function presetsUpTo(asOfMs: number): { label: string; range: TimeRange | null }[] {
  // On whole minutes, so that two readers who choose the same preset share an address.
  const toMs = Math.ceil((asOfMs + 1) / 60_000) * 60_000;
  return lengths.map(({ label, hours }) => ({
    label,
    range: hours === null ? null : { fromMs: toMs - hours * hourMs, toMs },
  }));
}

/** The same length before and after; `later` is `null` when nothing can have happened there yet. */
export function stepsBeside(
  { fromMs, toMs }: TimeRange,
  asOfMs: number,
): { earlier: TimeRange; later: TimeRange | null } {
  const length = toMs - fromMs;
  return {
    earlier: { fromMs: fromMs - length, toMs: fromMs },
    later: toMs >= asOfMs ? null : { fromMs: toMs, toMs: toMs + length },
  };
}
