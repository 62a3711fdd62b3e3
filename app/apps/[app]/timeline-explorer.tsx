'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ConsolePanel } from '@/components/console/console-panel';
import type { ConsoleView, ShownRun } from '@/components/console/console-view';
import { Legend } from '@/components/timeline/legend';
import { OverviewStrip } from '@/components/timeline/overview-strip';
import { Patterns } from '@/components/timeline/patterns';
import { type Span, zoomed } from '@/components/timeline/span';
import { Swimlane } from '@/components/timeline/swimlane';
import { placeOfRun } from '@/lib/timeline/lane-times';
import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import { hiddenChanges, zoomChanges } from './search-params';
import { shownRunOf } from './shown-run';
import { useAddress } from './use-address';
import { useConsole } from './use-console';

/** Timeline and console of one incident page: what is chosen in one is read in the other, and stands in the address. */
export function TimelineExplorer({
  view,
  defaultRun,
  firstConsole,
  consoleBase,
  running,
  lostRun,
  widthGuess,
}: {
  view: TimelineView;
  defaultRun: string | null;
  firstConsole: ConsoleView | null;
  /** The runs' address in the JSON API, up to the run. */
  consoleBase: { path: string; query: string };
  /** Ids of the runs that may be called running. */
  running: readonly string[];
  /** The run that the address names and no row tells of. */
  lostRun: string | null;
  widthGuess: number;
}) {
  const { params, replace } = useAddress(view);
  const [span, zoom] = useZoom(view, params.zoom, replace);
  const hidden = useMemo(() => new Set<MarkKind>(params.hidden), [params.hidden]);
  const selectedRun = (params.run === lostRun ? null : params.run) ?? defaultRun;
  const place = useMemo(() => (selectedRun === null ? null : placeOfRun(view.lanes, selectedRun)), [view, selectedRun]);
  const run = useMemo<ShownRun | null>(
    () => (selectedRun === null ? null : shownRunOf(view, selectedRun, firstConsole)),
    [view, selectedRun, firstConsole],
  );
  const shown = useConsole(
    run,
    firstConsole,
    useCallback(
      (id: string) => `${consoleBase.path}/${encodeURIComponent(id)}/console${consoleBase.query}`,
      [consoleBase],
    ),
  );
  const select = useCallback((id: string) => replace({ run: id }), [replace]);
  useConsoleHash();
  useExitKeys(place?.previous ?? null, place?.next ?? null, select);

  function toggle(kind: MarkKind) {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    replace(hiddenChanges([...next]));
  }

  const isWhole = span.fromMs <= view.fromMs && span.toMs >= view.toMs;
  return (
    <>
      <Patterns />
      <section id="timeline" aria-labelledby="timeline-title" className="card min-w-0">
        <div className="card-head">
          <h2 id="timeline-title" className="font-semibold">
            Timeline
          </h2>
          <div className="flex gap-1.5">
            <button
              type="button"
              className="control"
              aria-label="Zoom in"
              onClick={() => zoom(zoomed(span, view, 0.5, 0.5))}
            >
              +
            </button>
            <button
              type="button"
              className="control"
              aria-label="Zoom out"
              disabled={isWhole}
              onClick={() => zoom(zoomed(span, view, 2, 0.5))}
            >
              −
            </button>
            <button type="button" className="control" disabled={isWhole} onClick={() => zoom(view)}>
              Whole range
            </button>
          </div>
          <Legend counts={view.counts} hidden={hidden} onToggle={toggle} />
        </div>
        <p className="sr-only">
          {view.summary} <a href="#runs">The same as a table of runs.</a>
        </p>
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
            onSelect={select}
            onZoom={zoom}
          />
        )}
      </section>
      {shown.view && (
        <ConsolePanel
          key={shown.view.run.id}
          view={shown.view}
          isLoading={shown.isLoading}
          isRunning={running.includes(shown.view.run.id)}
          place={place === null ? null : `${place.number} of ${place.total}`}
          controls={<ExitSteps previous={place?.previous ?? null} next={place?.next ?? null} onSelect={select} />}
        />
      )}
    </>
  );
}

function ExitSteps({
  previous,
  next,
  onSelect,
}: {
  previous: string | null;
  next: string | null;
  onSelect: (run: string) => void;
}) {
  return (
    <>
      <button
        type="button"
        className="control"
        disabled={previous === null}
        onClick={() => previous && onSelect(previous)}
      >
        <Key letter="K" /> Previous
      </button>
      <button type="button" className="control" disabled={next === null} onClick={() => next && onSelect(next)}>
        <Key letter="J" /> Next
      </button>
    </>
  );
}

function Key({ letter }: { letter: string }) {
  return (
    <span
      aria-hidden="true"
      className="rounded-[4px] border border-line-strong px-1 font-mono text-axis text-text-soft max-sm:hidden pointer-coarse:hidden"
    >
      {letter}
    </span>
  );
}

/** The part of the range that the lanes show. It moves at once; the address follows when it rests. */
function useZoom(
  view: TimelineView,
  asked: Span | null,
  replace: (changes: Record<string, string | null>) => void,
): [Span, (span: Span) => void] {
  const [moved, setMoved] = useState<Span | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const zoom = useCallback(
    ({ fromMs, toMs }: Span) => {
      const next = { fromMs, toMs };
      setMoved(next);
      clearTimeout(timer.current ?? undefined);
      timer.current = setTimeout(() => {
        replace(zoomChanges(next));
        setMoved(null);
      }, 250);
    },
    [replace],
  );
  const wanted = moved ?? asked ?? view.focus;
  const fromMs = Math.max(view.fromMs, wanted.fromMs);
  const toMs = Math.min(view.toMs, wanted.toMs);
  const span = useMemo(
    () => (fromMs < toMs ? { fromMs, toMs } : { fromMs: view.fromMs, toMs: view.toMs }),
    [fromMs, toMs, view],
  );
  return [span, zoom];
}

/** A link to the console from another page of the site: its heading exists only now. */
function useConsoleHash() {
  useEffect(() => {
    if (window.location.hash !== '#console') return;
    const frame = requestAnimationFrame(() => {
      // Who has scrolled already stays where they are.
      if (window.scrollY < window.innerHeight / 2) document.getElementById('console')?.scrollIntoView();
    });
    return () => cancelAnimationFrame(frame);
  }, []);
}

/** J and K anywhere on the page, except where somebody types. */
function useExitKeys(previous: string | null, next: string | null, onSelect: (run: string) => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      if (isTyping || event.altKey || event.ctrlKey || event.metaKey) return;
      const run = event.key === 'j' ? next : event.key === 'k' ? previous : null;
      if (run === null) return;
      event.preventDefault();
      onSelect(run);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [previous, next, onSelect]);
}
