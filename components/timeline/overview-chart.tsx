'use client';

import { memo, useMemo } from 'react';
import { Bar, BarChart, Tooltip, type TooltipContentProps, XAxis, YAxis } from 'recharts';
import { toRangeLabel } from '@/lib/format/time';
import type { Overview, OverviewSeries } from '@/lib/timeline/timeline-view';

const fills = {
  exit: 'var(--color-exit)',
  'exit-second': 'var(--color-exit-second)',
  'exit-other': 'var(--color-exit-other)',
  'start-failed': 'url(#failed-start-hatch)',
  fault: 'url(#fault-hatch)',
  'back-off': 'url(#wait-hatch)',
  stop: 'var(--color-stop)',
} satisfies Record<OverviewSeries['tone'], string>;

/**
 * Stacked bars, one per bin. Axis, brush and summary stand around it as HTML. Drawn anew only when its width changes: a
 * zoom moves the brush, and recharts would take longer than a frame.
 */
export const OverviewChart = memo(function OverviewChart({
  overview,
  width,
  height,
}: {
  overview: Overview;
  width: number;
  height: number;
}) {
  const bins = overview.series[0]?.bins.length ?? 0;
  const data = useMemo(
    () =>
      Array.from({ length: bins }, (_, bin) => ({
        atMs: overview.fromMs + bin * overview.binMs,
        ...Object.fromEntries(overview.series.map((series) => [series.key, series.bins[bin] ?? 0])),
      })),
    [overview, bins],
  );
  return (
    <BarChart
      accessibilityLayer={false}
      data={data}
      width={width}
      height={height}
      margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
      barCategoryGap={width / bins > 5 ? 1 : 0}
    >
      <XAxis dataKey="atMs" hide />
      <YAxis hide domain={[0, 'dataMax']} />
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--color-backdrop)' }}
        wrapperStyle={{ zIndex: 20 }}
        allowEscapeViewBox={{ x: false, y: true }}
        content={(props) => <BinTooltip {...props} overview={overview} />}
      />
      {overview.series.map((series) => (
        <Bar
          key={series.key}
          dataKey={series.key}
          name={series.label}
          stackId="bin"
          fill={fills[series.tone]}
          stroke={series.tone === 'back-off' ? 'var(--color-back-off)' : 'none'}
          isAnimationActive={false}
          minPointSize={0}
        />
      ))}
    </BarChart>
  );
});

function BinTooltip({ active, label, payload, overview }: Partial<TooltipContentProps> & { overview: Overview }) {
  const atMs = Number(label);
  const said = (payload ?? []).filter((entry) => Number(entry.value) > 0);
  if (!active || said.length === 0 || !Number.isFinite(atMs)) return null;
  return (
    <div className="card border-line-strong bg-raised px-3 py-2 text-meta shadow-lg">
      <p className="text-text-soft">{toRangeLabel(atMs, atMs + overview.binMs)}</p>
      {said.map((entry) => (
        <p key={String(entry.dataKey)}>
          <span className="font-semibold">{String(entry.value)}</span> × {String(entry.name)}
        </p>
      ))}
    </div>
  );
}
