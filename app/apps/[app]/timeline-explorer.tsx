'use client';

import { useCallback, useEffect, useMemo } from 'react';
import type { ConsoleView, ShownRun } from '@/components/console/console-view';
import { useAsked } from '@/components/facets/use-asked';
import type { Span } from '@/components/timeline/span';
import { TimelineCard } from '@/components/timeline/timeline-card';
import { placeOfRun } from '@/lib/timeline/lane-times';
import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import { RunConsole } from './run-console';
import { hiddenChanges, zoomChanges } from './search-params';
import { shownRunOf } from './shown-run';
import { useAddress } from './use-address';

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
  const hidden = useMemo(() => new Set<MarkKind>(params.hidden), [params.hidden]);
  const inAddress = useMemo(
    () => ({ run: (params.run === lostRun ? null : params.run) ?? defaultRun }),
    [params, lostRun, defaultRun],
  );
  const [{ run: selectedRun }, choose] = useAsked(inAddress, replace);
  const place = useMemo(() => (selectedRun === null ? null : placeOfRun(view.lanes, selectedRun)), [view, selectedRun]);
  const run = useMemo<ShownRun | null>(
    () => (selectedRun === null ? null : shownRunOf(view, selectedRun, firstConsole)),
    [view, selectedRun, firstConsole],
  );
  const select = useCallback((id: string) => choose({ run: id }), [choose]);
  useConsoleHash();
  useExitKeys(place?.previous ?? null, place?.next ?? null, select);

  const rest = useCallback((span: Span) => replace(zoomChanges(span)), [replace]);
  const toggle = useCallback(
    (kind: MarkKind) => {
      const next = new Set(hidden);
      if (!next.delete(kind)) next.add(kind);
      replace(hiddenChanges([...next]));
    },
    [hidden, replace],
  );
  return (
    <>
      <TimelineCard
        view={view}
        asked={params.zoom}
        hidden={hidden}
        selectedRun={selectedRun}
        widthGuess={widthGuess}
        onRest={rest}
        onToggle={toggle}
        onSelect={select}
      />
      <RunConsole
        run={run}
        timeline={view}
        first={firstConsole}
        consoleBase={consoleBase}
        running={running}
        place={place === null ? null : `${place.number} of ${place.total}`}
        controls={<ExitSteps previous={place?.previous ?? null} next={place?.next ?? null} onSelect={select} />}
      />
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
