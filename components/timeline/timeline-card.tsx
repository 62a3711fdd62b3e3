'use client';

import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import { chooseClock, useClock, zoneName } from './clock-choice';
import { Legend } from './legend';
import { OverviewStrip } from './overview-strip';
import { Patterns } from './patterns';
import { type Span, zoomed } from './span';
import { Swimlane } from './swimlane';
import { useZoom } from './use-zoom';

/** Overview and lanes of one app. The part that the lanes show is this card's own state until it rests. */
export function TimelineCard({
  view,
  asked,
  hidden,
  selectedRun,
  widthGuess,
  onRest,
  onToggle,
  onSelect,
}: {
  view: TimelineView;
  /** The part of the range that the address asks for; `null`: what is worth looking at first. */
  asked: Span | null;
  hidden: ReadonlySet<MarkKind>;
  selectedRun: string | null;
  widthGuess: number;
  onRest: (span: Span) => void;
  onToggle: (kind: MarkKind) => void;
  onSelect: (run: string) => void;
}) {
  const [span, zoom] = useZoom(view, asked, onRest);
  const isWhole = span.fromMs <= view.fromMs && span.toMs >= view.toMs;
  return (
    <section id="timeline" aria-labelledby="timeline-title" className="card min-w-0">
      <Patterns />
      <div className="card-head">
        <h2 id="timeline-title" className="font-semibold">
          Timeline
        </h2>
        <div className="flex flex-wrap gap-1.5">
          <button
            type="button"
            className="control"
            aria-label="Zoom in"
            title="Zoom in (Ctrl or ⌘ and wheel, pinch, or draw over a part)"
            onClick={() => zoom(zoomed(span, view, 0.5, 0.5))}
          >
            +
          </button>
          <button
            type="button"
            className="control"
            aria-label="Zoom out"
            title="Zoom out (double click)"
            disabled={isWhole}
            onClick={() => zoom(zoomed(span, view, 2, 0.5))}
          >
            −
          </button>
          <button type="button" className="control" disabled={isWhole} onClick={() => zoom(view)}>
            Whole range
          </button>
          <ClockSwitch />
        </div>
        <Legend counts={view.counts} bands={view.bands} hidden={hidden} onToggle={onToggle} />
      </div>
      <div className="sr-only">
        <p>
          {view.summary} <a href="#runs">The same as a table of runs.</a>
        </p>
        {view.bands.length > 0 && (
          <ul aria-label="Stretches to be read otherwise">
            {view.bands.map((band) => (
              <li key={`${band.kind} ${band.fromMs}`}>{band.text}</li>
            ))}
          </ul>
        )}
      </div>
      <OverviewStrip view={view} span={span} widthGuess={widthGuess} onZoom={zoom} />
      {view.lanes.length === 0 ? (
        <p className="border-line border-t px-4 py-8 text-center text-text-soft">
          No replica shows itself in this range.
        </p>
      ) : (
        <Swimlane
          view={view}
          span={span}
          hidden={hidden}
          selectedRun={selectedRun}
          widthGuess={widthGuess}
          onSelect={onSelect}
          onZoom={zoom}
        />
      )}
    </section>
  );
}

/** Whose clock the axes show; tooltips tell both. */
function ClockSwitch() {
  const clock = useClock();
  const isLocal = clock === 'local';
  return (
    <button
      type="button"
      className="control"
      aria-label={`Axes in ${zoneName(clock)}`}
      title={isLocal ? 'Show the axes in UTC' : 'Show the axes in your own time'}
      onClick={() => chooseClock(isLocal ? 'utc' : 'local')}
    >
      {zoneName(clock)}
    </button>
  );
}
