import { toClock } from '@/lib/format/time';
import { toAxisTicks } from '@/lib/timeline/time-axis';

/** Room for one label. */
export const axisLabelPx = 90;

/** Clock labels over the lanes, with the selected moment as a badge. `offsetMs`: of the clock that is shown. */
export function Axis({
  fromMs,
  toMs,
  most,
  offsetMs,
  selectedMs,
}: {
  fromMs: number;
  toMs: number;
  most: number;
  offsetMs: number;
  selectedMs: number | null;
}) {
  const at = selectedMs === null ? null : (selectedMs - fromMs) / (toMs - fromMs);
  const isInside = at !== null && at >= 0 && at <= 1;
  const ticks = toAxisTicks(fromMs, toMs, most, offsetMs);
  // A label and half the badge, as a part of the width.
  const badge = Math.max(0.07, 62 / (most * axisLabelPx));
  return (
    <div aria-hidden="true" className="relative h-7 overflow-hidden text-axis text-text-soft">
      {ticks
        .filter((tick) => tick.at > 0.02 && tick.at < 0.98 && !(isInside && Math.abs(tick.at - at) <= badge))
        .map((tick) => (
          <span
            key={tick.atMs}
            className="-translate-x-1/2 absolute top-1.5 whitespace-nowrap"
            style={{ left: `${tick.at * 100}%` }}
          >
            {tick.label}
          </span>
        ))}
      {isInside && selectedMs !== null && (
        <span
          className="-translate-x-1/2 absolute top-1 rounded-[4px] bg-exit px-1.5 py-0.5 font-semibold text-on-exit"
          style={{ left: `clamp(32px, ${at * 100}%, calc(100% - 32px))` }}
        >
          {toClock(selectedMs + offsetMs)}
        </span>
      )}
    </div>
  );
}
