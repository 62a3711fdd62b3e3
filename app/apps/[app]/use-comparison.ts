'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Comparison, ComparisonView } from '@/components/console/comparison-view';
import { parseComparisonAnswer } from './comparison-answer';
import { parseErrorAnswer } from './console-answer';

interface Answer {
  url: string;
  view: ComparisonView | null;
  failure: Comparison['failure'];
}

/** One run beside another, asked for when the reader wants it; another run closes it. */
export function useComparison(
  runId: string | null,
  urlOf: (run: string) => string,
  others: Comparison['others'],
): Comparison {
  const [wanted, setWanted] = useState<{ run: string; with: string | null } | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const isOpen = wanted !== null && wanted.run === runId;
  const url = isOpen
    ? `${urlOf(wanted.run)}${wanted.with === null ? '' : `&with=${encodeURIComponent(wanted.with)}`}`
    : null;

  useEffect(() => {
    if (url === null) return;
    const controller = new AbortController();
    askComparison(url, controller.signal).then(
      (next) => setAnswer({ url, ...next }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        const message = error instanceof Error ? error.message : 'The connection broke.';
        setAnswer({ url, view: null, failure: { message, remedy: 'Close it and try again.' } });
      },
    );
    return () => controller.abort();
  }, [url]);

  const here = answer !== null && answer.url === url ? answer : null;
  return {
    isOpen,
    isReading: isOpen && here === null,
    view: here?.view ?? null,
    failure: here?.failure ?? null,
    others,
    chosen: isOpen ? wanted.with : null,
    open: useCallback(
      (withRun: string | null) => {
        if (runId !== null) setWanted({ run: runId, with: withRun });
      },
      [runId],
    ),
    close: useCallback(() => setWanted(null), []),
  };
}

async function askComparison(url: string, signal: AbortSignal): Promise<Omit<Answer, 'url'>> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  const answer: unknown = await response.json().catch(() => null);
  if (response.status === 404) {
    const { message } = parseErrorAnswer(answer, response.status);
    return { view: null, failure: { message, remedy: 'Choose another run to compare with, if there is one.' } };
  }
  if (!response.ok) return { view: null, failure: parseErrorAnswer(answer, response.status) };
  return { view: parseComparisonAnswer(answer), failure: null };
}
