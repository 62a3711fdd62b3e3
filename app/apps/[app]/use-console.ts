'use client';

import { useCallback, useEffect, useState } from 'react';
import type { MoreLines } from '@/components/console/console-panel';
import type { ConsoleView, ShownRun } from '@/components/console/console-view';
import { emptyConsole, parseConsoleAnswer, parseErrorAnswer } from './console-answer';

export interface ConsoleState {
  view: ConsoleView | null;
  isLoading: boolean;
  more: MoreLines;
}

/** What was asked for; `isWhole`: as many of the run's own lines as there may be. */
interface Asked {
  before: number;
  after: number;
  isWhole: boolean;
}

interface Held {
  view: ConsoleView;
  asked: Asked;
}

const usual: Asked = { before: 0, after: 0, isWhole: false };
/** As the JSON API allows. */
const mostLines = 10_000;
const mostBeyond = 500;
const step = 50;

/**
 * The console of the selected run (the same object while it is the same run): the one that came with the page, or asked
 * for when another run, or more of this one, is wanted.
 */
export function useConsole(
  run: ShownRun | null,
  first: ConsoleView | null,
  urlOf: (run: string) => string,
): ConsoleState {
  const [held, setHeld] = useState<ReadonlyMap<string, Held>>(new Map());
  const [wanted, setWanted] = useState<{ run: string; asked: Asked } | null>(null);
  const [trouble, setTrouble] = useState<{ run: string; failure: ConsoleView['failure'] } | null>(null);
  const runId = run?.id ?? null;
  const known = knownOf(runId, held, first);
  const asked = wanted?.run === runId ? wanted.asked : (known?.asked ?? usual);
  const isWanting = runId !== null && (known === null || !isSame(known.asked, asked));
  const url = isWanting ? `${urlOf(runId)}${queryOf(asked)}` : null;

  // What failed is asked for anew when the run is chosen again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of the run that counts.
  useEffect(() => () => setHeld((all) => new Map([...all].filter(([, { view }]) => view.failure === null))), [runId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address says all that is asked for.
  useEffect(() => {
    if (url === null || run === null) return;
    const controller = new AbortController();
    const keep = (view: ConsoleView) => {
      if (view.failure !== null && known !== null) {
        // The lines that are here stay; only what lies beyond them could not be read.
        setTrouble({ run: run.id, failure: view.failure });
        setWanted(null);
      } else setHeld((all) => new Map(all).set(run.id, { view, asked }));
    };
    askConsole(url, run, controller.signal).then(keep, (error: unknown) => {
      if (controller.signal.aborted) return;
      const message = error instanceof Error ? error.message : 'The connection broke.';
      keep(emptyConsole(run, { message, remedy: known === null ? 'Choose the run again to retry.' : 'Try again.' }));
    });
    return () => controller.abort();
  }, [url, run]);

  const ask = useCallback(
    (what: 'before' | 'after' | 'whole') => {
      if (runId === null) return;
      setTrouble(null);
      const next = what === 'whole' ? { isWhole: true } : { [what]: Math.min(asked[what] + step, mostBeyond) };
      setWanted({ run: runId, asked: { ...asked, ...next } });
    },
    [runId, asked],
  );

  const isMore = known !== null && isWanting;
  return {
    // Until its own lines are there a run shows none: another run's lines under its name would be a lie.
    view: known?.view ?? (run && emptyConsole(run, null)),
    isLoading: known === null && run !== null,
    more: {
      isReading: isMore,
      failure: trouble?.run === runId ? trouble.failure : null,
      before: (known?.asked ?? usual).before,
      after: (known?.asked ?? usual).after,
      isWhole: (known?.asked ?? usual).isWhole,
      ask,
    },
  };
}

function knownOf(runId: string | null, held: ReadonlyMap<string, Held>, first: ConsoleView | null): Held | null {
  if (runId === null) return null;
  return held.get(runId) ?? (runId === first?.run.id ? { view: first, asked: usual } : null);
}

function isSame(a: Asked, b: Asked): boolean {
  return a.before === b.before && a.after === b.after && a.isWhole === b.isWhole;
}

function queryOf({ before, after, isWhole }: Asked): string {
  const params = [
    ...(before > 0 ? [`before=${before}`] : []),
    ...(after > 0 ? [`after=${after}`] : []),
    ...(isWhole ? [`lines=${mostLines}`] : []),
  ];
  return params.map((param) => `&${param}`).join('');
}

async function askConsole(url: string, run: ShownRun, signal: AbortSignal): Promise<ConsoleView> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return parseConsoleAnswer(answer, run);
  return emptyConsole(run, parseErrorAnswer(answer, response.status));
}
