import Link from 'next/link';
import { Menu } from '@/components/ui/menu';
import type { TimeRange } from '@/lib/domain/rows';
import { toDuration } from '@/lib/format/duration';
import { toRangeLabel } from '@/lib/format/time';
import { LaterRangeForm } from './later-form';
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
  const label = toRangeLabel(range.fromMs, range.toMs, asOfMs);
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
        <ul className="grid grid-cols-4 gap-1.5">
          {presetsUpTo(asOfMs).map((preset) => (
            <li key={preset.label}>
              <Link
                href={hrefOf(preset.range)}
                prefetch={false}
                className="control w-full justify-center px-1"
                aria-current={(preset.range === null ? isUsual : isSame(preset.range, range) && !isUsual) || undefined}
              >
                {preset.label}
              </Link>
            </li>
          ))}
        </ul>
        <LaterRangeForm key={`${range.fromMs} ${range.toMs}`} range={range} path={path} others={others} />
      </Menu>
      <StepLink
        href={later && hrefOf(later)}
        label={`Later by ${toDuration(range.toMs - range.fromMs)}`}
        d="M1 1l5 5-5 5"
      />
    </div>
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
