'use client';

import { useParams } from 'next/navigation';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { decodedName } from '@/app/address';
import { ConsolePanel } from '@/components/console/console-panel';
import type { ConsoleView, ShownRun } from '@/components/console/console-view';
import type { TimelineView } from '@/lib/timeline/timeline-view';
import { otherRuns } from './other-runs';
import { useAddress } from './use-address';
import { useComparison } from './use-comparison';
import { useConsole } from './use-console';

/** The console of the chosen run, and the line that the reader stands at in the address. */
export function RunConsole({
  run,
  timeline,
  first,
  consoleBase,
  running,
  place,
  controls,
}: {
  /** The same object while it is the same run; `null`: there is none to show. */
  run: ShownRun | null;
  timeline: TimelineView;
  /** The console that came with the page. */
  first: ConsoleView | null;
  /** The runs’ address in the JSON API, up to the run. */
  consoleBase: { path: string; query: string };
  /** Ids of the runs that may be called running. */
  running: readonly string[];
  place: string | null;
  controls: ReactNode;
}) {
  const { params, replace } = useAddress(timeline);
  const { app } = useParams<{ app: string }>();
  const runId = run?.id ?? null;
  const addressOf = useCallback(
    (id: string, what: 'console' | 'comparison') =>
      `${consoleBase.path}/${encodeURIComponent(id)}/${what}${consoleBase.query}`,
    [consoleBase],
  );
  const { view, isLoading, more } = useConsole(
    run,
    first,
    useCallback((id: string) => addressOf(id, 'console'), [addressOf]),
  );
  const comparison = useComparison(
    runId,
    useCallback((id: string) => addressOf(id, 'comparison'), [addressOf]),
    useMemo(() => (runId === null ? [] : otherRuns(timeline, runId)), [timeline, runId]),
  );
  const linkedLine = useLinkedLine(runId, params.line, replace);
  const onLine = useLineInAddress(runId, replace);
  if (view === null) return null;
  return (
    <ConsolePanel
      key={view.run.id}
      view={view}
      isLoading={isLoading}
      isRunning={running.includes(view.run.id)}
      place={place}
      controls={controls}
      appName={decodedName(app)}
      more={more}
      lineKey={linkedLine}
      onLine={onLine}
      comparison={comparison}
    />
  );
}

type Replace = (changes: Record<string, string | null>) => void;

/** The line that the page was opened with; it belongs to the run that the page was opened with. */
function useLinkedLine(runId: string | null, line: string | null, replace: Replace): string | null {
  const opened = useRef({ runId, line });
  const before = useRef(runId);
  useEffect(() => {
    if (before.current === runId) return;
    before.current = runId;
    replace({ line: null });
  }, [runId, replace]);
  return opened.current.runId === runId ? opened.current.line : null;
}

/** The address follows when the reader rests at a line. */
function useLineInAddress(runId: string | null, replace: Replace): (key: string | null) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (key: string | null) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => replace(key === null ? { line: null } : { run: runId, line: key }), 250);
    },
    [runId, replace],
  );
}
