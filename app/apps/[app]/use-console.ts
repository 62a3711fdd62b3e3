'use client';

import { useEffect, useState } from 'react';
import type { ConsoleView, ShownRun } from '@/components/console/console-view';
import { parseConsoleAnswer, parseErrorAnswer } from './console-answer';

export interface ConsoleState {
  view: ConsoleView | null;
  isLoading: boolean;
}

/** The console of the selected run (the same object while it is the same run): the one that came with the page, or asked for when another run is chosen. */
export function useConsole(
  run: ShownRun | null,
  first: ConsoleView | null,
  urlOf: (run: string) => string,
): ConsoleState {
  const [views, setViews] = useState<ReadonlyMap<string, ConsoleView>>(new Map());
  const runId = run?.id ?? null;
  const known = runId === null ? null : runId === first?.run.id ? first : (views.get(runId) ?? null);
  const url = runId === null || known ? null : urlOf(runId);

  // What failed is asked for anew when the run is chosen again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the run that counts.
  useEffect(() => () => setViews((all) => new Map([...all].filter(([, view]) => view.failure === null))), [runId]);

  useEffect(() => {
    if (url === null || run === null) return;
    const controller = new AbortController();
    const keep = (view: ConsoleView) => setViews((all) => new Map(all).set(run.id, view));
    askConsole(url, run, controller.signal).then(keep, (error: unknown) => {
      if (controller.signal.aborted) return;
      const message = error instanceof Error ? error.message : 'The connection broke.';
      keep(empty(run, { message, remedy: 'Choose the run again to retry.' }));
    });
    return () => controller.abort();
  }, [url, run]);

  // Until its own lines are there a run shows none: another run's lines under its name would be a lie.
  return { view: known ?? (run && empty(run, null)), isLoading: known === null && run !== null };
}

async function askConsole(url: string, run: ShownRun, signal: AbortSignal): Promise<ConsoleView> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return parseConsoleAnswer(answer, run);
  return empty(run, parseErrorAnswer(answer, response.status));
}

function empty(run: ShownRun, failure: ConsoleView['failure']): ConsoleView {
  return { run, lines: [], isTruncated: false, missing: [], failure };
}
