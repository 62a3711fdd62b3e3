'use client';

import dynamic from 'next/dynamic';
import { memo, type ReactNode, useMemo, useRef } from 'react';
import { toDuration } from '@/lib/format/duration';
import { toX, type Window } from '@/lib/timeline/slots';
import { toAxisTicks } from '@/lib/timeline/time-axis';
import type { Change, TimelineView } from '@/lib/timeline/timeline-view';
import { axisLabelPx, zonePx } from './axis';
import { BandBoxes, drawnBands } from './bands';
import { Brush } from './brush';
import { offsetName, offsetOf, useClock } from './clock-choice';
import type { Span } from './span';
import { useWidth } from './use-width';

// 106 kB of chart library wait until the page stands; the height is kept free for it.
const OverviewChart = dynamic(() => import('./overview-chart').then((module) => module.OverviewChart), { ssr: false });

const heightPx = 56;

/** Exits by code, waits and faults over the whole range; the brush says which part the lanes below show. */
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
  const fromMs = bins > 0 ? overview.fromMs : view.fromMs;
  const toMs = bins > 0 ? overview.fromMs + bins * overview.binMs : view.toMs;
  const domain = useMemo<Window>(() => ({ fromMs, toMs, widthPx: width }), [fromMs, toMs, width]);
  const offsetMs = offsetOf(useClock(), fromMs);
  const most = useMemo(() => tallest(overview.series.map((series) => series.bins)), [overview]);
  const ticks = toAxisTicks(fromMs, toMs, width / axisLabelPx, offsetMs);
  const zone = offsetName(offsetMs);
  const first = zone === null ? 0.03 : zonePx / width;

  return (
    <div className="grid px-4 pt-3 pb-1 md:grid-cols-[148px_minmax(0,1fr)]">
      <div className="flex justify-between gap-3 pb-1 text-axis text-text-soft md:pr-2 md:pb-0">
        <p className="min-w-0">
          <span className="block font-semibold text-meta text-text">Overview</span>
          exits by code, back-offs, faults, per {toDuration(overview.binMs)}
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
            <Behind view={view} domain={domain} />
            {bins > 0 ? (
              <div className="absolute inset-0">
                <OverviewChart overview={overview} width={width} height={heightPx} />
              </div>
            ) : (
              <p className="relative pt-5 text-center text-meta text-text-faint">
                No exit, failed start, back-off or fault in these rows
              </p>
            )}
            <ChangeNames changes={view.changes} domain={domain} />
          </div>
          <Brush domain={domain} range={view} span={span} onChange={onZoom} />
        </div>
        <div aria-hidden="true" className="relative h-5 overflow-hidden text-axis text-text-soft">
          {zone !== null && <span className="absolute top-1 left-0 whitespace-nowrap text-text">{zone}</span>}
          {ticks
            .filter((tick) => tick.at > first && tick.at < 0.97)
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

/** Bands and changes. */
function Behind({ view, domain }: { view: TimelineView; domain: Window }) {
  const lines = [...new Set(view.changes.map(({ atMs }) => Math.round(toX(atMs, domain)) + 0.5))];
  return (
    <Layer widthPx={domain.widthPx}>
      <BandBoxes bands={drawnBands(view.bands, domain)} height={heightPx} />
      <path
        d={lines.map((x) => `M${x} 0v${heightPx}`).join('')}
        fill="none"
        strokeDasharray="3 3"
        strokeOpacity={lines.length > mostStrong ? 0.4 : 0.9}
        className="stroke-text-faint"
      />
    </Layer>
  );
}

/** Before the bars, on a ground of its own: a name must be read. */
const ChangeNames = memo(function ChangeNames({ changes, domain }: { changes: readonly Change[]; domain: Window }) {
  return (
    <Layer widthPx={domain.widthPx}>
      <g className="fill-text-soft stroke-panel text-axis" strokeWidth="4" strokeLinejoin="round" paintOrder="stroke">
        {namedChanges(changes, domain).map(({ change, x, isLeft }) => (
          <text
            key={`${change.label} ${change.atMs}`}
            x={isLeft ? x - 4 : x + 4}
            y="11"
            textAnchor={isLeft ? 'end' : 'start'}
          >
            {change.label}
          </text>
        ))}
      </g>
    </Layer>
  );
});

function Layer({ widthPx, children }: { widthPx: number; children: ReactNode }) {
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      preserveAspectRatio="none"
      width="100%"
      height={heightPx}
      className="absolute inset-0"
    >
      {children}
    </svg>
  );
}

const mostNamed = 4;
/** More lines than this are a texture, and a strong one would hide the bars. */
const mostStrong = 8;
/** Of the axis' small letters, rather too much than too little. */
const letterPx = 6.2;

/**
 * The newest first: what changed last explains most. Scaling is named only where little else happened, and that a
 * revision was provisioned not at all: it follows its creation by seconds. A name stands
 * beside its line, on the side that is free.
 */
function namedChanges(changes: readonly Change[], domain: Window) {
  const named: { change: Change; x: number; isLeft: boolean }[] = [];
  const taken: { left: number; right: number }[] = [];
  const worthy = changes.filter(
    ({ kind, label }) => !(kind === 'scale' && changes.length > mostNamed) && !label.endsWith('provisioned'),
  );
  for (const change of [...worthy].reverse()) {
    if (named.length === mostNamed) break;
    const x = toX(change.atMs, domain);
    const length = change.label.length * letterPx + 8;
    const isLeft = x + length > domain.widthPx;
    const [left, right] = isLeft ? [x - length, x] : [x, x + length];
    if (left < 0 || taken.some((other) => left < other.right && right > other.left)) continue;
    taken.push({ left, right });
    named.push({ change, x, isLeft });
  }
  return named;
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
