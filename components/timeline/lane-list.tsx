import { type CSSProperties, memo } from 'react';
import type { LaneTimes } from '@/lib/timeline/lane-times';
import type { Window } from '@/lib/timeline/slots';
import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import { AppPlot } from './app-plot';
import { LaneLabel } from './lane-label';
import { type LaneHeights, type PlacedRow, tallLane } from './lane-layout';
import { LanePlot } from './lane-plot';

export interface LaneDrawing {
  view: TimelineView;
  lanes: readonly LaneTimes[];
  hidden: ReadonlySet<MarkKind>;
  window: Window;
  offsetMs: number;
}

/** The rows that are in sight, as a list: `total` and `first` tell a screen reader of the others. */
export const LaneList = memo(function LaneList({
  rows,
  first,
  total,
  drawing,
  onToggle,
}: {
  rows: readonly PlacedRow[];
  first: number;
  total: number;
  drawing: LaneDrawing;
  onToggle: (key: string) => void;
}) {
  return (
    <ul aria-label={drawing.view.kind === 'job' ? 'Lanes: attempts by execution' : 'Lanes: replicas by revision'}>
      {rows.map((placed, place) => (
        <li
          key={placed.row.key}
          aria-setsize={total}
          aria-posinset={first + place + 1}
          data-lane={placed.row.kind === 'lane' ? placed.row.laneIndex : undefined}
          className={`-mx-4 border-line border-b px-4 last:border-b-0 ${placed.drawing ? 'h-[calc(var(--drawing)+24px)] md:h-(--drawing)' : 'h-8'}`}
          style={placed.drawing ? ({ '--drawing': `${placed.drawing.heights.lane}px` } as CSSProperties) : undefined}
        >
          <RowContent placed={placed} drawing={drawing} onToggle={onToggle} />
        </li>
      ))}
    </ul>
  );
});

function RowContent({
  placed: { row, drawing: place },
  drawing,
  onToggle,
}: {
  placed: PlacedRow;
  drawing: LaneDrawing;
  onToggle: (key: string) => void;
}) {
  switch (row.kind) {
    case 'group':
      return (
        <GroupHeading
          title={row.group.title}
          fullTitle={row.group.fullTitle}
          note={row.group.note}
          isFailing={row.group.state === 'failing'}
          isOpen={row.isOpen}
          onToggle={() => onToggle(row.key)}
        />
      );
    case 'fold':
      return (
        <button
          type="button"
          aria-expanded={row.isOpen}
          className="-mx-4 flex h-full w-[calc(100%+2rem)] items-center truncate bg-panel px-4 text-left text-meta"
          onClick={() => onToggle(row.key)}
        >
          <span className="link">
            {row.isOpen ? 'Fold' : 'Show'} {row.text}
          </span>
        </button>
      );
    case 'lane':
      return place && <LaneRow laneIndex={row.laneIndex} isFirst={row.isFirst} heights={place.heights} {...drawing} />;
  }
}

function GroupHeading({
  title,
  fullTitle,
  note,
  isFailing,
  isOpen,
  onToggle,
}: {
  title: string;
  fullTitle: string;
  note: string;
  isFailing: boolean;
  isOpen: boolean;
  onToggle: () => void;
}) {
  return (
    <h3 className="-mx-4 h-full bg-raised">
      <button
        type="button"
        aria-expanded={isOpen}
        title={fullTitle}
        className="flex h-full w-full min-w-0 items-center gap-2 px-4 text-left text-meta hover:text-text"
        onClick={onToggle}
      >
        <svg width="8" height="8" viewBox="0 0 8 8" aria-hidden="true" className="shrink-0 fill-text-soft">
          <path d={isOpen ? 'M0 2h8l-4 5z' : 'M2 0v8l5 -4z'} />
        </svg>
        <span className="max-w-[60%] shrink-0 truncate font-medium text-text-soft">{title}</span>
        <span className={`min-w-0 truncate text-axis ${isFailing ? 'font-semibold text-exit' : 'text-text-faint'}`}>
          {note}
        </span>
      </button>
    </h3>
  );
}

function LaneRow({
  laneIndex,
  isFirst,
  heights,
  view,
  lanes,
  hidden,
  window,
  offsetMs,
}: LaneDrawing & { laneIndex: number; isFirst: boolean; heights: LaneHeights }) {
  const lane = view.lanes[laneIndex];
  const times = lanes[laneIndex];
  if (!lane || !times) return null;
  const lines = lane.state === 'app' ? 1 : heights.top === tallLane.top ? 3 : 2;
  return (
    <div className="grid md:grid-cols-[148px_minmax(0,1fr)]">
      <LaneLabel lane={lane} isFirst={isFirst} lines={lines} />
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${window.widthPx} ${heights.lane}`}
        preserveAspectRatio="none"
        height={heights.lane}
        className="block w-full select-none overflow-visible"
      >
        {lane.state === 'app' ? (
          <AppPlot
            times={times}
            changes={view.changes}
            bands={view.bands}
            hidden={hidden}
            window={window}
            y={heights.top}
          />
        ) : (
          <LanePlot
            lane={lane}
            times={times}
            texts={view.texts}
            hidden={hidden}
            window={window}
            heights={heights}
            offsetMs={offsetMs}
          />
        )}
      </svg>
    </div>
  );
}
