import { toClock } from '@/lib/format/time';
import { toAxisTicks } from '@/lib/timeline/time-axis';
import { offsetName } from './clock-choice';

/** Room for one label. */
export const axisLabelPx = 90;

/** Half of a label must stand before the ends. */
const halfLabelPx = 18;
/** Room for the zone at the left end, and for half a label beside it. */
export const zonePx = 90;

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
  const zone = offsetName(offsetMs);
  const widthPx = most * axisLabelPx;
  const half = zone === null ? 32 : 64;
  // A label and half the badge, as a part of the width.
  const badge = Math.max(0.07, (30 + half) / widthPx);
  const air = Math.max(0.02, halfLabelPx / widthPx);
  const first = zone === null ? air : zonePx / widthPx;
  return (
    <div aria-hidden="true" className="relative h-7 overflow-hidden text-axis text-text-soft">
      {ticks
        .filter((tick) => tick.at > first && tick.at < 1 - air && !(isInside && Math.abs(tick.at - at) <= badge))
        .map((tick) => (
          <span
            key={tick.atMs}
            className="-translate-x-1/2 absolute top-1.5 whitespace-nowrap"
            style={{ left: `${tick.at * 100}%` }}
          >
            {tick.label}
          </span>
        ))}
      {zone !== null && <span className="absolute top-1.5 left-0 whitespace-nowrap text-text">{zone}</span>}
      {isInside && selectedMs !== null && (
        <span
          className="-translate-x-1/2 absolute top-1 whitespace-nowrap rounded-[4px] bg-exit px-1.5 py-0.5 font-semibold text-on-exit"
          style={{ left: `clamp(${half}px, ${at * 100}%, calc(100% - ${half}px))` }}
        >
          {toClock(selectedMs + offsetMs)}
          {zone !== null && ` ${zone}`}
        </span>
      )}
    </div>
  );
}
