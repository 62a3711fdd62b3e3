import { memo } from 'react';
import { toX, type Window } from '@/lib/timeline/slots';
import type { UsageSeries } from '@/lib/timeline/timeline-view';
import type { UsageTimes } from '@/lib/timeline/usage';

/** The platform's metrics are one-minute maxima (docs: Azure Monitor, Container Apps metrics): a step, never a slope. */
const sampleMs = 60_000;

/**
 * Memory as filled steps, CPU as a line, both against their limits, which are the dashed line at the top. Where no limit is
 * known the highest value stands for it and no line is drawn.
 */
export const UsagePlot = memo(function UsagePlot({
  times,
  window,
  top,
  height,
}: {
  times: UsageTimes;
  window: Window;
  top: number;
  height: number;
}) {
  const { usage } = times;
  const memory = usage.memory && stepsOf(times.at, usage.memory, window);
  const cpu = usage.cpu && stepsOf(times.at, usage.cpu, window);
  const hasLimit = (usage.memory?.limit ?? usage.cpu?.limit ?? null) !== null;
  const bottom = top + height;
  return (
    <>
      {memory && <path d={areaPath(memory, bottom, height - 3)} className="fill-usage-soft" />}
      {memory && <path d={linePath(memory, bottom, height - 3)} fill="none" className="stroke-usage" />}
      {cpu && (
        <path
          d={linePath(cpu, bottom, height - 3)}
          fill="none"
          className="stroke-text-faint"
          strokeDasharray="1.5 1.5"
        />
      )}
      <path d={`M0 ${bottom - 0.5}h${window.widthPx}`} fill="none" className="stroke-line-strong" />
      {hasLimit && (
        <path
          d={`M0 ${top + 2.5}h${window.widthPx}`}
          fill="none"
          strokeDasharray="2 3"
          className="stroke-text-soft"
          data-limit=""
        />
      )}
    </>
  );
});

/** A stretch of equal height, `part` of the limit, in pixels from `x` to `to`. */
interface Step {
  x: number;
  to: number;
  part: number;
}

/** Steps in the window; several samples within two pixels are drawn as the highest of them. */
function stepsOf(at: Float64Array, series: UsageSeries, window: Window): Step[] {
  const scale = series.limit ?? series.peak;
  const steps: Step[] = [];
  for (let index = 0; index < at.length; index++) {
    const value = series.values[index];
    const atMs = at[index] ?? 0;
    if (value === null || value === undefined || atMs + sampleMs <= window.fromMs || atMs >= window.toMs) continue;
    const next = at[index + 1];
    const toMs = next === undefined ? atMs + sampleMs : Math.min(next, atMs + sampleMs);
    const part = scale > 0 ? Math.min(1.08, value / scale) : 0;
    const x = Math.max(0, toX(atMs, window));
    const to = Math.min(window.widthPx, toX(toMs, window));
    const last = steps.at(-1);
    if (last && to - last.x < 2) {
      last.to = to;
      last.part = Math.max(last.part, part);
    } else steps.push({ x, to, part });
  }
  return steps;
}

function linePath(steps: readonly Step[], bottom: number, height: number): string {
  return steps
    .map((step, place) => {
      const y = round(bottom - step.part * height);
      const before = steps[place - 1];
      const isJoined = before !== undefined && step.x - before.to < 1;
      return `${isJoined ? `V${y}` : `M${round(step.x)} ${y}`}H${round(step.to)}`;
    })
    .join('');
}

function areaPath(steps: readonly Step[], bottom: number, height: number): string {
  return steps
    .map((step) => {
      const rise = round(step.part * height);
      return `M${round(step.x)} ${bottom}v-${rise}h${round(step.to - step.x)}v${rise}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
