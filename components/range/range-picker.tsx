import Link from 'next/link';
import { Menu } from '@/components/ui/menu';
import type { TimeRange } from '@/lib/domain/rows';
import { toDuration } from '@/lib/format/duration';
import { toIso, toRangeLabel } from '@/lib/format/time';
import { presetsUpTo, stepsBeside } from './presets';

/** Which hours the page speaks of, and how to choose others. Every choice is an address with absolute times. */
export function RangePicker({
  range,
  asOfMs,
  isUsual,
  path,
  others,
  hrefOf,
}: {
  range: TimeRange;
  asOfMs: number;
  /** No range was asked for: the page goes with the clock. */
  isUsual: boolean;
  path: string;
  /** Parameters of the page that a new range leaves alone. */
  others: readonly [string, string][];
  /** The page with another range; `null` for the usual one. */
  hrefOf: (range: TimeRange | null) => string;
}) {
  const { earlier, later } = stepsBeside(range, asOfMs);
  const label = toRangeLabel(range.fromMs, range.toMs);
  return (
    <div className="flex items-center gap-1.5">
      <StepLink href={hrefOf(earlier)} label={`Earlier by ${toDuration(range.toMs - range.fromMs)}`} d="M6 1 1 6l5 5" />
      <Menu
        title={`Range: ${label}. Choose another`}
        label={
          <>
            <span>{label}</span>
            <span className="text-text-faint max-sm:hidden">{toDuration(range.toMs - range.fromMs)}</span>
          </>
        }
      >
        <ul className="grid grid-cols-3 gap-1.5">
          {presetsUpTo(asOfMs).map((preset) => (
            <li key={preset.label}>
              <Link
                href={hrefOf(preset.range)}
                prefetch={false}
                className="control w-full justify-center"
                aria-current={(preset.range === null ? isUsual : isSame(preset.range, range) && !isUsual) || undefined}
              >
                {preset.label}
              </Link>
            </li>
          ))}
        </ul>
        <form action={path} className="mt-3 grid gap-2 border-line border-t pt-3">
          {others.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Moment name="from" label="From (UTC)" atMs={range.fromMs} />
          <Moment name="to" label="To (UTC)" atMs={range.toMs} />
          <button type="submit" className="control mt-1 justify-center">
            Show these hours
          </button>
        </form>
      </Menu>
      <StepLink
        href={later && hrefOf(later)}
        label={`Later by ${toDuration(range.toMs - range.fromMs)}`}
        d="M1 1l5 5-5 5"
      />
    </div>
  );
}

function Moment({ name, label, atMs }: { name: string; label: string; atMs: number }) {
  return (
    <label className="grid grid-cols-[84px_1fr] items-center gap-2 text-meta text-text-soft">
      {label}
      <input
        // Text, because a browser's own field would speak of its reader's zone and clock; a time pasted from an alert fits.
        type="text"
        name={name}
        required
        spellCheck={false}
        autoComplete="off"
        defaultValue={toIso(atMs).slice(0, 19).replace('T', ' ')}
        placeholder="2026-06-20 14:00"
        className="h-8 min-w-0 rounded-control border border-line-strong bg-panel px-2 font-mono text-log text-text"
      />
    </label>
  );
}

function StepLink({ href, label, d }: { href: string | null; label: string; d: string }) {
  const arrow = (
    <svg viewBox="0 0 7 12" width="7" height="12" aria-hidden="true">
      <path d={d} fill="none" strokeWidth="1.5" className="stroke-current" />
    </svg>
  );
  if (href === null) {
    return (
      <span className="control border-line text-line-strong max-sm:hidden" aria-hidden="true">
        {arrow}
      </span>
    );
  }
  return (
    <Link href={href} prefetch={false} className="control max-sm:hidden" aria-label={label} title={label}>
      {arrow}
    </Link>
  );
}

function isSame(a: TimeRange, b: TimeRange): boolean {
  return a.fromMs === b.fromMs && a.toMs === b.toMs;
}
