'use client';

import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type Cursor, crossLanes, laneEdge, rankInLane, stepCursor } from '@/lib/timeline/cursor';
import { fewLanes, type LaneRow, toLaneRows } from '@/lib/timeline/lane-rows';
import { placeOfRun, runOfMark, toLaneTimes } from '@/lib/timeline/lane-times';
import { type Slot, toTime, toX, type Window } from '@/lib/timeline/slots';
import { toAxisTicks } from '@/lib/timeline/time-axis';
import { type MarkKind, markKinds, type TimelineView } from '@/lib/timeline/timeline-view';
import { Axis, labelPx as axisLabelPx } from './axis';
import { hitMark } from './hit';
import { LaneLabel } from './lane-label';
import { LanePlot, shortLane, tallLane } from './lane-plot';
import { type MarkText, textOfMark } from './mark-text';
import { panned, type Span, zoomed } from './span';
import { Tooltip } from './tooltip';
import { useWidth } from './use-width';

interface Hover {
  laneIndex: number;
  slot: Slot<MarkKind>;
  text: MarkText;
  left: number;
  top: number;
}

const scrollBoxPx = 640;
const labelPx = 22;

/**
 * One lane per replica on a shared clock. The drawing is hidden from assistive technology: one real button stands on
 * the current mark and says what it is, and the table of runs tells the same.
 */
export function Swimlane({
  view,
  span,
  hidden,
  selectedRun,
  widthGuess,
  onSelect,
  onZoom,
}: {
  view: TimelineView;
  span: Span;
  hidden: ReadonlySet<MarkKind>;
  selectedRun: string | null;
  widthGuess: number;
  onSelect: (run: string) => void;
  onZoom: (span: Span) => void;
}) {
  const plot = useRef<HTMLDivElement>(null);
  const scrollBox = useRef<HTMLDivElement>(null);
  const proxy = useRef<HTMLButtonElement>(null);
  const hintId = useId();
  const width = useWidth(plot, widthGuess);
  // Folding keeps trouble in sight; where there is none it would hide everything.
  const [isUnfolded, setIsUnfolded] = useState(() => view.lanes.every((lane) => lane.state !== 'failing'));
  const [scrollTop, setScrollTop] = useState(0);
  const [hover, setHover] = useState<Hover | null>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [kept, setKept] = useState<Cursor | null>(null);

  const lanes = useMemo(() => view.lanes.map((lane) => toLaneTimes(lane, view.fromMs)), [view]);
  const kinds = useMemo(() => markKinds.filter((kind) => !hidden.has(kind)), [hidden]);
  const window = useMemo<Window>(() => ({ ...span, widthPx: width }), [span, width]);
  const rows = useMemo(
    () => toLaneRows(view.lanes, view.kind === 'job' ? 'Execution' : 'Revision', isUnfolded),
    [view, isUnfolded],
  );
  const selected = useMemo(
    () => (selectedRun === null ? null : placeOfRun(view.lanes, selectedRun)),
    [view, selectedRun],
  );
  const visible = rows.flatMap((row) => (row.kind === 'lane' ? [row.laneIndex] : []));
  const heights = visible.length > fewLanes ? shortLane : tallLane;
  const isNarrow = width < 560;

  const heightOf = (row: LaneRow) => (row.kind === 'lane' ? heights.lane + (isNarrow ? labelPx : 0) : 30);
  const tops = [0];
  for (const row of rows) tops.push((tops.at(-1) ?? 0) + heightOf(row));
  const total = tops.at(-1) ?? 0;
  const isScrolled = total > scrollBoxPx;
  const firstRow = isScrolled ? Math.max(0, tops.findIndex((top) => top > scrollTop) - 5) : 0;
  const endRow = isScrolled ? tops.findIndex((top) => top > scrollTop + scrollBoxPx) : -1;
  const lastRow = endRow === -1 ? rows.length : Math.min(rows.length, endRow + 4);

  const selectedMs = selected ? (lanes[selected.laneIndex]?.marks[selected.kind][selected.index] ?? null) : null;
  const cursor = keptOrDefault();

  function keptOrDefault(): Cursor | null {
    if (kept && kinds.includes(kept.kind) && lanes[kept.lane]?.marks[kept.kind][kept.index] !== undefined) return kept;
    if (selected && kinds.includes(selected.kind)) {
      return { lane: selected.laneIndex, kind: selected.kind, index: selected.index };
    }
    for (const laneIndex of visible) {
      const edge = laneEdge(lanes, laneIndex, 'last', kinds);
      if (edge) return edge;
    }
    return null;
  }

  // A ctrl-wheel would zoom the whole page, and React's own wheel listener cannot forbid it.
  useEffect(() => {
    const element = scrollBox.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const rect = plot.current?.getBoundingClientRect();
      if (!rect) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const at = Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width));
        onZoom(zoomed(span, view, event.deltaY > 0 ? 1.25 : 0.8, at));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        onZoom(panned(span, view, event.deltaX / rect.width));
      }
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [span, view, onZoom]);

  function pointOf(event: PointerEvent) {
    const rect = plot.current?.getBoundingClientRect();
    return rect ? { x: event.clientX - rect.left, rect } : null;
  }

  function hitOf(event: PointerEvent, element: EventTarget | null): Hover | null {
    const point = pointOf(event);
    const target = element instanceof Element ? element.closest<HTMLElement>('[data-lane]') : null;
    if (!point || !target) return null;
    const laneIndex = Number(target.dataset.lane);
    const times = lanes[laneIndex];
    const lane = view.lanes[laneIndex];
    if (!times || !lane) return null;
    const svg = target.querySelector('svg')?.getBoundingClientRect();
    const y = svg ? event.clientY - svg.top : 0;
    const slot = hitMark(times, hidden, window, heights, { x: point.x, y });
    if (!slot) return null;
    const text = textOfMark(lane, times, view.texts, slot.kind, slot.first, slot.count);
    return { laneIndex, slot, text, left: slot.x, top: (svg?.top ?? 0) - point.rect.top + heights.bar + 14 };
  }

  function onPointerMove(event: PointerEvent) {
    if (drag) {
      const point = pointOf(event);
      if (point) setDrag({ ...drag, to: Math.min(width, Math.max(0, point.x)) });
      return;
    }
    setHover(hitOf(event, event.target));
  }

  function onPointerDown(event: PointerEvent) {
    const point = pointOf(event);
    if (event.button !== 0 || event.pointerType === 'touch' || !point || point.x < 0) return;
    if (event.target instanceof Element && event.target.closest('button')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: point.x, to: point.x });
  }

  function onPointerUp(event: PointerEvent) {
    const dragged = drag;
    setDrag(null);
    if (dragged && Math.abs(dragged.to - dragged.from) > 6) {
      const [left, right] = [Math.min(dragged.from, dragged.to), Math.max(dragged.from, dragged.to)];
      setHover(null);
      onZoom({ fromMs: toTime(left, window), toMs: toTime(right, window) });
      return;
    }
    // The pointer is captured while it is down, so the event names the whole box.
    const hit = hitOf(event, document.elementFromPoint(event.clientX, event.clientY));
    if (hit) choose({ lane: hit.laneIndex, kind: hit.slot.kind, index: hit.slot.first });
  }

  function choose(next: Cursor) {
    setKept(next);
    const lane = view.lanes[next.lane];
    const run = lane ? runOfMark(lane, next.kind, next.index) : null;
    if (run !== null) onSelect(run);
  }

  function moveTo(next: Cursor | null) {
    if (!next) return;
    setKept(next);
    const atMs = lanes[next.lane]?.marks[next.kind][next.index] ?? span.fromMs;
    if (atMs < span.fromMs || atMs >= span.toMs) {
      const half = (span.toMs - span.fromMs) / 2;
      onZoom(panned({ fromMs: atMs - half, toMs: atMs + half }, view, 0));
    }
    const place = rows.findIndex((row) => row.kind === 'lane' && row.laneIndex === next.lane);
    const top = tops[place];
    if (isScrolled && top !== undefined && (top < scrollTop || top + heights.lane > scrollTop + scrollBoxPx)) {
      scrollBox.current?.scrollTo({ top: Math.max(0, top - scrollBoxPx / 2) });
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (!cursor || event.altKey || event.ctrlKey || event.metaKey) return;
    const order = visible.map((laneIndex) => laneIndex);
    const moves: Record<string, () => void> = {
      ArrowRight: () => moveTo(stepCursor(lanes, cursor, 1, kinds)),
      ArrowLeft: () => moveTo(stepCursor(lanes, cursor, -1, kinds)),
      ArrowDown: () => moveTo(acrossVisible(1)),
      ArrowUp: () => moveTo(acrossVisible(-1)),
      Home: () => moveTo(laneEdge(lanes, cursor.lane, 'first', kinds)),
      End: () => moveTo(laneEdge(lanes, cursor.lane, 'last', kinds)),
      '+': () => onZoom(zoomed(span, view, 0.5, 0.5)),
      '=': () => onZoom(zoomed(span, view, 0.5, 0.5)),
      '-': () => onZoom(zoomed(span, view, 2, 0.5)),
      '0': () => onZoom({ fromMs: view.fromMs, toMs: view.toMs }),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();

    function acrossVisible(direction: 1 | -1): Cursor | null {
      if (!cursor) return null;
      const shown = order.flatMap((laneIndex) => lanes[laneIndex] ?? []);
      const here = order.indexOf(cursor.lane);
      const found = crossLanes(shown, { ...cursor, lane: here }, direction, kinds);
      return found && { ...found, lane: order[found.lane] ?? cursor.lane };
    }
  }

  const ticks = toAxisTicks(span.fromMs, span.toMs, width / axisLabelPx);
  const proxyAt = cursor ? placeOfCursor(cursor) : null;

  function placeOfCursor(at: Cursor) {
    const atMs = lanes[at.lane]?.marks[at.kind][at.index];
    const place = rows.findIndex((row) => row.kind === 'lane' && row.laneIndex === at.lane);
    const top = tops[place];
    if (atMs === undefined || top === undefined) return null;
    const y =
      at.kind === 'stderr' ? heights.below : at.kind === 'probe' || at.kind === 'start' ? heights.bar : heights.top;
    return { x: toX(atMs, window), y: top + y + (isNarrow ? labelPx : 0) };
  }

  function nameOfCursor(at: Cursor): string {
    const lane = view.lanes[at.lane];
    const times = lanes[at.lane];
    if (!lane || !times) return '';
    const text = textOfMark(lane, times, view.texts, at.kind, at.index);
    const rank = rankInLane(lanes, at, kinds);
    const said = [text.title, ...text.details, text.clock, lane.fullName, `event ${rank.number} of ${rank.total}`];
    return said.join(', ');
  }

  return (
    <div>
      <div className="grid border-line border-y px-4 md:grid-cols-[148px_minmax(0,1fr)]">
        <p aria-hidden="true" className="hidden self-center font-semibold text-meta md:block">
          {view.kind === 'job' ? 'Attempt' : 'Replica'}
        </p>
        <Axis fromMs={span.fromMs} toMs={span.toMs} most={width / axisLabelPx} selectedMs={selectedMs} />
      </div>
      <div
        ref={scrollBox}
        className={`relative ${isScrolled ? 'overflow-y-auto overflow-x-hidden' : 'overflow-x-clip'}`}
        style={isScrolled ? { height: scrollBoxPx } : undefined}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div
          className="relative px-4"
          onPointerMove={onPointerMove}
          onPointerDown={onPointerDown}
          onPointerUp={onPointerUp}
          onPointerLeave={() => setHover(null)}
          style={isScrolled ? { height: total } : undefined}
        >
          {isScrolled && <div style={{ height: tops[firstRow] }} />}
          {rows.slice(firstRow, lastRow).map((row) => {
            if (row.kind === 'group') {
              return (
                <p
                  key={row.key}
                  className="-mx-4 flex h-[30px] items-center truncate border-line border-b bg-raised px-4 font-medium text-meta text-text-soft"
                >
                  {row.title}
                </p>
              );
            }
            if (row.kind === 'fold') {
              return (
                <div key={row.key} className="-mx-4 flex h-[30px] items-center border-line border-b px-4">
                  <button
                    type="button"
                    aria-expanded={row.isOpen}
                    className="link text-meta"
                    onClick={() => setIsUnfolded(!isUnfolded)}
                  >
                    {row.isOpen ? 'Fold' : 'Show'} {row.text}
                  </button>
                </div>
              );
            }
            const lane = view.lanes[row.laneIndex];
            const times = lanes[row.laneIndex];
            if (!lane || !times) return null;
            return (
              <div
                key={row.key}
                data-lane={row.laneIndex}
                className="-mx-4 grid border-line border-b px-4 last:border-b-0 md:grid-cols-[148px_minmax(0,1fr)]"
              >
                <LaneLabel lane={lane} isShort={heights === shortLane} />
                <svg
                  aria-hidden="true"
                  viewBox={`0 0 ${width} ${heights.lane}`}
                  preserveAspectRatio="none"
                  height={heights.lane}
                  className="block w-full overflow-visible"
                >
                  <path
                    d={ticks.map((tick) => `M${Math.round(tick.at * width) + 0.5} 0v${heights.lane}`).join('')}
                    className="stroke-line"
                    fill="none"
                  />
                  <LanePlot
                    lane={lane}
                    times={times}
                    texts={view.texts}
                    hidden={hidden}
                    window={window}
                    heights={heights}
                  />
                </svg>
              </div>
            );
          })}
          <div ref={plot} className="pointer-events-none absolute inset-y-0 right-4 left-4 md:left-[164px]">
            <Line atMs={selectedMs} window={window} className="bg-exit" />
            <Line atMs={view.asOfMs} window={window} className="border-line-strong border-l border-dashed" />
            {drag && Math.abs(drag.to - drag.from) > 6 && (
              <div
                className="absolute inset-y-0 border-accent border-x bg-backdrop"
                style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
              />
            )}
            {cursor && proxyAt && (
              <button
                ref={proxy}
                type="button"
                aria-label={nameOfCursor(cursor)}
                aria-describedby={hintId}
                data-selected={isSelected(cursor) || undefined}
                className="absolute size-6 rounded-[5px] border-2 border-transparent data-selected:border-accent"
                style={{ left: proxyAt.x - 12, top: proxyAt.y - 12 }}
                onKeyDown={onKeyDown}
                onClick={() => choose(cursor)}
              />
            )}
            {hover && !drag && (
              <Tooltip text={hover.text} behind={hover.slot.behind} left={hover.left} top={hover.top} width={width} />
            )}
          </div>
        </div>
      </div>
      <p id={hintId} className="sr-only">
        Left and right go along the lane, up and down to the next lane, Home and End to its ends. Enter opens the
        console of the run. Plus and minus zoom, 0 shows the whole range. J and K go to the next and the previous exit.
      </p>
    </div>
  );

  function isSelected(at: Cursor): boolean {
    return (
      selected !== null && at.lane === selected.laneIndex && at.kind === selected.kind && at.index === selected.index
    );
  }
}

function Line({ atMs, window, className }: { atMs: number | null; window: Window; className: string }) {
  if (atMs === null || atMs < window.fromMs || atMs > window.toMs) return null;
  return (
    <div
      className={`absolute inset-y-0 w-px ${className}`}
      style={{ left: `${toX(atMs, { ...window, widthPx: 100 })}%` }}
    />
  );
}
