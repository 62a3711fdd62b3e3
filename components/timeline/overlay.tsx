import { type KeyboardEvent, type RefObject, useMemo } from 'react';
import { useLitRun } from '@/components/ui/lit-run';
import { findBar, type LaneTimes } from '@/lib/timeline/lane-times';
import { toX, type Window } from '@/lib/timeline/slots';
import type { Lane } from '@/lib/timeline/timeline-view';
import type { LaneLayout } from './lane-layout';

/** A line through all lanes at one moment. */
export function MomentLine({ atMs, window, className }: { atMs: number | null; window: Window; className: string }) {
  if (atMs === null || atMs < window.fromMs || atMs > window.toMs) return null;
  return (
    <div
      className={`absolute inset-y-0 w-px ${className}`}
      style={{ left: `${toX(atMs, { ...window, widthPx: 100 })}%` }}
    />
  );
}

/** The bar of the run that is lit from anywhere on the page. By itself, so that lighting draws no lane anew. */
export function LitBar({
  lanes,
  times,
  layout,
  window,
}: {
  lanes: readonly Lane[];
  times: readonly LaneTimes[];
  layout: LaneLayout;
  window: Window;
}) {
  const run = useLitRun();
  const bar = useMemo(() => (run === null ? null : findBar(lanes, run)), [lanes, run]);
  const row = bar && layout.byLane.get(bar.laneIndex);
  const of = bar && times[bar.laneIndex];
  if (!bar || !row?.drawing || !of) return null;
  const fromMs = of.barFrom[bar.place] ?? 0;
  const toMs = of.barTo[bar.place] ?? 0;
  if (toMs < window.fromMs || fromMs > window.toMs) return null;
  const left = Math.max(-4, toX(fromMs, window) - 4);
  const right = Math.min(window.widthPx + 4, toX(toMs, window) + 4);
  return (
    <div
      data-lit=""
      className="absolute h-[15px] rounded-[4px] border-2 border-accent"
      style={{
        left,
        width: Math.max(10, right - left),
        top: row.top + row.drawing.top + row.drawing.heights.bar - 7.5,
      }}
    />
  );
}

/** The one mark that a keyboard stands on, as a real button with a full name. */
export function CursorButton({
  button,
  name,
  hintId,
  at,
  isSelected,
  onKeyDown,
  onChoose,
  onFocus,
}: {
  button: RefObject<HTMLButtonElement | null>;
  name: string;
  hintId: string;
  at: { x: number; y: number; width: number };
  isSelected: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onChoose: () => void;
  onFocus: (isFocused: boolean) => void;
}) {
  return (
    <button
      ref={button}
      type="button"
      aria-label={name}
      aria-describedby={hintId}
      data-selected={isSelected || undefined}
      className="pointer-events-none absolute h-6 rounded-[5px] border-2 border-transparent data-selected:border-accent"
      style={{ left: at.x - at.width / 2, top: at.y - 12, width: at.width }}
      onKeyDown={onKeyDown}
      onClick={onChoose}
      onFocus={() => onFocus(true)}
      onBlur={() => onFocus(false)}
    />
  );
}
