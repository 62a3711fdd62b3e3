'use client';

import { useEffect, useRef, useState } from 'react';
import type { LiveNews } from '@/components/live/live';

/** As often as the server's own clock moves on (lib/azure/source.ts): asked more often it would answer the same. */
const stepMs = 15_000;
/** After that many answers in a row without any news or any touch it asks less often: a forgotten window costs little. */
const patience = 40;
const slowStepMs = 60_000;
const longestStepMs = 120_000;

export interface PulseState {
  news: LiveNews | null;
  /** Why the last question got no answer. */
  trouble: string | null;
}

/**
 * Asks how the app stands, again and again, while the page is in front.
 * @param url `null`: not now.
 */
export function usePulse(url: string | null): PulseState {
  const [state, setState] = useState<PulseState>({ news: null, trouble: null });
  const failures = useRef(0);

  useEffect(() => {
    if (url === null) return;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let lastMs = performance.now();
    let asked = 0;

    const plan = () => {
      const usual = asked > patience ? slowStepMs : stepMs;
      timer = setTimeout(ask, Math.min(longestStepMs, usual * 2 ** failures.current));
    };
    const ask = async () => {
      timer = null;
      if (document.hidden) return;
      lastMs = performance.now();
      asked += 1;
      try {
        const news = await askPulse(url, controller.signal);
        failures.current = 0;
        setState({ news, trouble: null });
      } catch (error) {
        if (controller.signal.aborted) return;
        failures.current += 1;
        const trouble = error instanceof TypeError ? 'Exitline could not be reached.' : messageOf(error);
        setState(({ news }) => ({ news, trouble }));
      }
      if (!controller.signal.aborted) plan();
    };
    const onFront = () => {
      if (document.hidden || timer !== null) return;
      if (performance.now() - lastMs >= stepMs) void ask();
      else plan();
    };
    const onTouch = () => {
      asked = 0;
    };
    plan();
    document.addEventListener('visibilitychange', onFront);
    document.addEventListener('pointerdown', onTouch);
    document.addEventListener('keydown', onTouch);
    return () => {
      controller.abort();
      clearTimeout(timer ?? undefined);
      document.removeEventListener('visibilitychange', onFront);
      document.removeEventListener('pointerdown', onTouch);
      document.removeEventListener('keydown', onTouch);
    };
  }, [url]);

  return state;
}

// The first answer is fifteen seconds away: the code that reads it need not come with the page.
const reading = Promise.all([import('./pulse-answer'), import('./console-answer')]);

async function askPulse(url: string, signal: AbortSignal): Promise<LiveNews> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  const answer: unknown = await response.json().catch(() => null);
  const [{ parsePulse }, { parseErrorAnswer }] = await reading;
  if (!response.ok) throw new Error(parseErrorAnswer(answer, response.status).message);
  return parsePulse(answer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The connection broke.';
}
