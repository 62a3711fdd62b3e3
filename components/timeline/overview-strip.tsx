'use client';

import dynamic from 'next/dynamic';
import { useRef } from 'react';
import { toDuration } from '@/lib/format/duration';
import { toAxisTicks } from '@/lib/timeline/time-axis';
import type { TimelineView } from '@/lib/timeline/timeline-view';
import { Brush } from './brush';
import type { Span } from './span';
import { useWidth } from './use-width';

// 106 kB of chart library wait until the page stands; the height is kept free for it.
const OverviewChart = dynamic(() => import('./overview-chart').then((module) => module.OverviewChart), { ssr: false });

const heightPx = 56;

/** Exits by code and waits over the whole range; the brush says which part the lanes below show. */
export function OverviewStrip({
  view,
  span,
  widthGuess,
  onZoom,
}: {
  view: TimelineView;
  span: Span;
  widthGuess: number;
  onZoom: (span: Span) => void;
}) {
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidth(plot, widthGuess);
  const { overview } = view;
  const bins = overview.series[0]?.bins.length ?? 0;
  const toMs = bins > 0 ? overview.fromMs + bins * overview.binMs : view.toMs;
  const domain = { fromMs: bins > 0 ? overview.fromMs : view.fromMs, toMs };
  const most = tallest(overview.series.map((series) => series.bins));

  const flags = overview.flags.slice(0, 12);
  const named = namedFlags(overview.flags, domain, width);

  return (
    <div className="grid px-4 pt-3 pb-1 md:grid-cols-[148px_minmax(0,1fr)]">
      <div className="flex justify-between gap-3 pb-1 text-axis text-text-soft md:pr-2 md:pb-0">
        <p className="min-w-0">
          <span className="block font-semibold text-meta text-text">Overview</span>
          exits by code and back-offs, per {toDuration(overview.binMs)}
        </p>
        {most > 0 && (
          <p
            aria-hidden="true"
            className="hidden flex-col justify-between text-right text-text-faint md:flex"
            style={{ height: heightPx }}
          >
            <span>{most}</span>
            <span>0</span>
          </p>
        )}
      </div>
      <div className="min-w-0">
        <div ref={plot} className="relative border-line-strong border-b" style={{ height: heightPx }}>
          <div aria-hidden="true" className="absolute inset-0">
            {bins > 0 ? (
              <OverviewChart overview={overview} width={width} height={heightPx} />
            ) : (
              <p className="pt-5 text-center text-meta text-text-faint">
                No exit, failed start or back-off in this range
              </p>
            )}
            {flags.map((flag) => (
              <Flag key={`${flag.text} ${flag.atMs}`} flag={flag} domain={domain} isNamed={named.has(flag)} />
            ))}
          </div>
          <Brush domain={domain} range={view} span={span} onChange={onZoom} />
        </div>
        <div aria-hidden="true" className="relative h-5 overflow-hidden text-axis text-text-soft">
          {toAxisTicks(domain.fromMs, domain.toMs, width / 90)
            .filter((tick) => tick.at > 0.03 && tick.at < 0.97)
            .map((tick) => (
              <span
                key={tick.atMs}
                className="-translate-x-1/2 absolute top-1 whitespace-nowrap"
                style={{ left: `${tick.at * 100}%` }}
              >
                {tick.label}
              </span>
            ))}
        </div>
      </div>
    </div>
  );
}

type FlagView = TimelineView['overview']['flags'][number];

const mostNamed = 3;
const widestNamePx = 160;
/** Of the axis' small letters, rather too much than too little. */
const letterPx = 6.2;

/** The flags whose names do not lie over each other; the others keep theirs as a title. */
function namedFlags(flags: readonly FlagView[], { fromMs, toMs }: Span, widthPx: number): ReadonlySet<FlagView> {
  const named = new Set<FlagView>();
  if (flags.length > mostNamed) return named;
  const taken: { left: number; right: number }[] = [];
  for (const flag of flags) {
    const at = (flag.atMs - fromMs) / (toMs - fromMs);
    const length = Math.min(widestNamePx, flag.text.length * letterPx + 8);
    const left = at * widthPx - (at > namedLeftFrom ? length : 0);
    const right = left + length;
    if (taken.some((other) => left < other.right && right > other.left)) continue;
    taken.push({ left, right });
    named.add(flag);
  }
  return named;
}

/** Right of this the name stands left of its flag. */
const namedLeftFrom = 0.6;

function Flag({ flag, domain, isNamed }: { flag: FlagView; domain: Span; isNamed: boolean }) {
  const at = (flag.atMs - domain.fromMs) / (domain.toMs - domain.fromMs);
  return (
    <div
      title={flag.text}
      className="absolute inset-y-0 border-text-faint border-l border-dashed"
      style={{ left: `${at * 100}%` }}
    >
      {isNamed && (
        <span
          className={`absolute top-0 max-w-40 truncate whitespace-nowrap px-1 text-axis text-text-soft ${at > namedLeftFrom ? 'right-0' : 'left-0'}`}
        >
          {flag.text}
        </span>
      )}
    </div>
  );
}

function tallest(series: readonly (readonly number[])[]): number {
  const [first = []] = series;
  return first.reduce(
    (most, _, bin) =>
      Math.max(
        most,
        series.reduce((sum, bins) => sum + (bins[bin] ?? 0), 0),
      ),
    0,
  );
}
