import { memo, useMemo } from 'react';
import { toX, type Window } from '@/lib/timeline/slots';
import { toAxisTicks } from '@/lib/timeline/time-axis';
import type { Band, Change } from '@/lib/timeline/timeline-view';
import { axisLabelPx } from './axis';
import { BandBoxes, drawnBands } from './bands';

/** What all lanes share, drawn once behind them: the clock's lines, the bands, and a dashed line where the app changed. */
export const Backdrop = memo(function Backdrop({
  bands,
  changes,
  window,
  height,
  offsetMs,
}: {
  bands: readonly Band[];
  changes: readonly Change[];
  window: Window;
  height: number;
  offsetMs: number;
}) {
  const { fromMs, toMs, widthPx } = window;
  const ticks = toAxisTicks(fromMs, toMs, widthPx / axisLabelPx, offsetMs);
  const lines = useMemo(() => linesOf(changes, window), [changes, window]);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${widthPx} ${height}`}
      preserveAspectRatio="none"
      className="block h-full w-full"
    >
      <path
        d={ticks.map((tick) => `M${Math.round(tick.at * widthPx) + 0.5} 0v${height}`).join('')}
        className="stroke-line"
        fill="none"
      />
      <BandBoxes bands={drawnBands(bands, window)} height={height} />
      {changeKinds.map((kind) => (
        <path
          key={kind}
          d={lines[kind].map((x) => `M${x} 0v${height}`).join('')}
          className="stroke-text-faint"
          strokeDasharray="3 3"
          strokeOpacity={kind === 'revision' ? 0.9 : 0.4}
          fill="none"
        />
      ))}
    </svg>
  );
});

const changeKinds = ['scale', 'revision'] as const;

/** One line per pixel at most. Scaling happens all day: its lines are fainter than those of a new revision. */
function linesOf(changes: readonly Change[], window: Window): Record<Change['kind'], readonly number[]> {
  const inside = changes.filter(({ atMs }) => atMs >= window.fromMs && atMs < window.toMs);
  const of = (kind: Change['kind']) => [
    ...new Set(inside.flatMap((one) => (one.kind === kind ? Math.round(toX(one.atMs, window)) + 0.5 : []))),
  ];
  return { revision: of('revision'), scale: of('scale') };
}
