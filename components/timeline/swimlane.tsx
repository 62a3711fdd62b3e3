'use client';

import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { lightRun } from '@/components/ui/lit-run';
import type { Cursor } from '@/lib/timeline/cursor';
import { toLaneRows } from '@/lib/timeline/lane-rows';
import { findBar, placeOfRun, runOfMark, toLaneTimes } from '@/lib/timeline/lane-times';
import type { Window } from '@/lib/timeline/slots';
import { type MarkKind, markKinds, type TimelineView } from '@/lib/timeline/timeline-view';
import { Axis, axisLabelPx } from './axis';
import { Backdrop } from './backdrop';
import { offsetOf, useClock } from './clock-choice';
import { nameOfCursor, placeOfCursor } from './cursor-place';
import { findHit, fingerReachPx, type Hit } from './hit';
import { layoutLanes, visibleRows } from './lane-layout';
import { LaneList } from './lane-list';
import { CursorButton, LitBar, MomentLine } from './overlay';
import type { Span } from './span';
import { Tooltip } from './tooltip';
import { useCursor } from './use-cursor';
import { useGestures } from './use-gestures';
import { useIsNarrow } from './use-is-narrow';
import { useWidth } from './use-width';

interface Hover extends Hit {
  top: number;
}

const scrollBoxPx = 640;

/**
 * One lane per replica on a shared clock. The drawing is hidden from assistive technology: each lane says in words what
 * stands on it, one real button stands on the current mark and says what it is, and the table of runs tells the same.
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
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  const [scrollTop, setScrollTop] = useState(0);
  const [hover, setHover] = useState<Hover | null>(null);

  const lanes = useMemo(() => view.lanes.map((lane) => toLaneTimes(lane, view.fromMs)), [view]);
  const kinds = useMemo(() => markKinds.filter((kind) => !hidden.has(kind)), [hidden]);
  const { fromMs, toMs } = span;
  const window = useMemo<Window>(() => ({ fromMs, toMs, widthPx: width }), [fromMs, toMs, width]);
  const offsetMs = offsetOf(useClock(), fromMs);
  const isNarrow = useIsNarrow();
  const sought = useMemo(
    () => (selectedRun === null ? null : (findBar(view.lanes, selectedRun)?.laneIndex ?? null)),
    [view, selectedRun],
  );
  const layout = useMemo(
    () => layoutLanes(toLaneRows(view, flipped, sought), view.lanes, isNarrow),
    [view, flipped, sought, isNarrow],
  );
  const isScrolled = layout.totalPx > scrollBoxPx;
  const rows = useMemo(
    () => (isScrolled ? visibleRows(layout, scrollTop, scrollBoxPx) : layout.rows),
    [layout, isScrolled, scrollTop],
  );
  const visible = useMemo(() => [...layout.byLane.keys()], [layout]);
  const landing = useMemo(
    () => [...visible].sort((a, b) => Number(view.lanes[a]?.state === 'app') - Number(view.lanes[b]?.state === 'app')),
    [visible, view],
  );
  const drawing = useMemo(() => ({ view, lanes, hidden, window, offsetMs }), [view, lanes, hidden, window, offsetMs]);
  const selected = useMemo(() => {
    const place = selectedRun === null ? null : placeOfRun(view.lanes, selectedRun);
    return place && { lane: place.laneIndex, kind: place.kind, index: place.index };
  }, [view, selectedRun]);
  const selectedMs = selected ? (lanes[selected.lane]?.marks[selected.kind][selected.index] ?? null) : null;

  const bringIntoView = useCallback(
    (laneIndex: number) => {
      const row = layout.byLane.get(laneIndex);
      const box = scrollBox.current;
      if (!row || !box || !isScrolled) return;
      if (row.top >= box.scrollTop && row.top + row.height <= box.scrollTop + box.clientHeight) return;
      box.scrollTo({ top: Math.max(0, row.top - box.clientHeight / 2) });
    },
    [layout, isScrolled],
  );
  // Only a new choice scrolls: folding and unfolding must not move what the reader looks at.
  const shownFor = useRef<number | null>(null);
  useEffect(() => {
    if (sought !== null && sought !== shownFor.current) bringIntoView(sought);
    shownFor.current = sought;
  }, [sought, bringIntoView]);

  const { cursor, onKeyDown, stand } = useCursor({
    lanes,
    visible,
    landing,
    kinds,
    span,
    range: view,
    selected,
    onZoom,
    onMove: (next) => {
      bringIntoView(next.lane);
      const lane = view.lanes[next.lane];
      lightRun(lane ? runOfMark(lane, next.kind, next.index) : null);
    },
  });
  const gestures = useGestures({
    plot,
    box: scrollBox,
    window,
    range: view,
    onZoom,
    onHover: (at) => {
      const hit = at && hitAt(at);
      setHover(hit);
      lightRun(hit?.run ?? null);
    },
    onPick: (at) => {
      const hit = hitAt(at, at.isTouch ? fingerReachPx : undefined);
      if (at.isTouch) setHover(hit);
      if (hit?.mark) choose({ lane: hit.laneIndex, ...hit.mark });
      else if (hit?.run) onSelect(hit.run);
    },
  });

  function hitAt(
    { clientX, clientY }: { clientX: number; clientY: number },
    reachPx?: number,
  ): (Hover & { laneIndex: number }) | null {
    const rect = plot.current?.getBoundingClientRect();
    if (!rect) return null;
    const y = clientY - rect.top;
    const row = layout.rows.find((one) => y >= one.top && y < one.top + one.height);
    if (row?.row.kind !== 'lane' || !row.drawing || clientX < rect.left || clientX > rect.right) return null;
    const { laneIndex } = row.row;
    const lane = view.lanes[laneIndex];
    const times = lanes[laneIndex];
    if (!lane || !times) return null;
    const { heights, top } = row.drawing;
    const ground = { lane, times, texts: view.texts, hidden, window, heights, bands: view.bands };
    const hit = findHit(ground, { x: clientX - rect.left, y: y - row.top - top }, reachPx);
    return hit && { ...hit, laneIndex, top: row.top + top + heights.bar + 14 };
  }

  function choose(next: Cursor) {
    stand(next);
    const lane = view.lanes[next.lane];
    const run = lane ? runOfMark(lane, next.kind, next.index) : null;
    if (run !== null) onSelect(run);
  }

  const toggle = useCallback((key: string) => {
    setFlipped((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);

  const cursorAt = cursor && placeOfCursor(cursor, view, lanes, layout, window);
  const firstTop = rows[0]?.top ?? 0;
  return (
    <div>
      <div className="grid border-line border-y px-4 md:grid-cols-[148px_minmax(0,1fr)]">
        <p aria-hidden="true" className="hidden self-center font-semibold text-meta md:block">
          {view.kind === 'job' ? 'Attempt' : 'Replica'}
        </p>
        <Axis fromMs={fromMs} toMs={toMs} most={width / axisLabelPx} offsetMs={offsetMs} selectedMs={selectedMs} />
      </div>
      <div
        ref={scrollBox}
        className={`relative ${isScrolled ? 'overflow-y-auto overflow-x-hidden' : 'overflow-x-clip'}`}
        style={isScrolled ? { height: scrollBoxPx } : undefined}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      >
        <div
          className="relative isolate touch-pan-y px-4"
          style={isScrolled ? { height: layout.totalPx } : undefined}
          onPointerDown={gestures.onPointerDown}
          onPointerMove={gestures.onPointerMove}
          onPointerUp={gestures.onPointerUp}
          onPointerCancel={gestures.onPointerCancel}
          onPointerLeave={gestures.onPointerLeave}
        >
          <div className="-z-10 absolute inset-y-0 right-4 left-4 md:left-[164px]">
            <Backdrop
              bands={view.bands}
              changes={hidden.has('change') ? [] : view.changes}
              window={window}
              height={layout.totalPx}
              offsetMs={offsetMs}
            />
            <MomentLine atMs={selectedMs} window={window} className="bg-exit" />
            <MomentLine atMs={view.asOfMs} window={window} className="border-line-strong border-l border-dashed" />
          </div>
          {firstTop > 0 && <div style={{ height: firstTop }} />}
          <LaneList
            rows={rows}
            first={rows[0] ? layout.rows.indexOf(rows[0]) : 0}
            total={layout.rows.length}
            drawing={drawing}
            onToggle={toggle}
          />
          <div ref={plot} className="pointer-events-none absolute inset-y-0 right-4 left-4 md:left-[164px]">
            <LitBar lanes={view.lanes} times={lanes} layout={layout} window={window} />
            {gestures.selection && (
              <div
                className="absolute inset-y-0 border-accent border-x bg-backdrop"
                style={{
                  left: gestures.selection.from,
                  width: gestures.selection.to - gestures.selection.from,
                }}
              />
            )}
            {cursor && cursorAt && (
              <CursorButton
                button={proxy}
                name={nameOfCursor(cursor, view, lanes, kinds)}
                hintId={hintId}
                at={cursorAt}
                isSelected={isSame(cursor, selected)}
                onKeyDown={onKeyDown}
                onChoose={() => choose(cursor)}
                onFocus={(isFocused) => {
                  const lane = view.lanes[cursor.lane];
                  lightRun(isFocused && lane ? runOfMark(lane, cursor.kind, cursor.index) : null);
                }}
              />
            )}
            {hover && !gestures.selection && (
              <Tooltip text={hover.text} behind={hover.behind} left={hover.x} top={hover.top} width={width} />
            )}
          </div>
        </div>
      </div>
      <p id={hintId} className="sr-only">
        Left and right go along the lane, up and down to the next lane, Home and End to its ends. Enter opens the
        console of the run. Plus and minus zoom, 0 shows the whole range, square brackets move it. J and K go to the
        next and the previous exit.
      </p>
    </div>
  );
}

function isSame(one: Cursor, other: Cursor | null): boolean {
  return other !== null && one.lane === other.lane && one.kind === other.kind && one.index === other.index;
}
