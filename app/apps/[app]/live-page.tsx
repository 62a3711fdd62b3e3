'use client';

import { useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useTransition,
} from 'react';
import { withParams } from '@/app/address';
import { type Live, LiveContext, type LiveMode } from '@/components/live/live';
import { LiveControl } from '@/components/live/live-control';
import { type Shown, toNewsWords } from '@/components/live/news';
import { NewsPill } from '@/components/live/news-pill';
import { isTyping } from '@/components/ui/typing';
import type { Still } from './still';
import { usePulse } from './use-pulse';

interface Control {
  mode: LiveMode;
  trouble: string | null;
  still: Still | null;
  toggle: () => void;
}

const ControlContext = createContext<Control>({ mode: 'still', trouble: null, still: null, toggle: () => undefined });

const never: Shown = { asOfMs: Number.POSITIVE_INFINITY, status: 'unknown', events: 0, incidents: [] };

/** The page with what happens while it is open. What the reader looks at changes only when they ask for it. */
export function LivePage({
  asOfMs,
  shown,
  pulseUrl,
  still,
  children,
}: {
  asOfMs: number;
  /** `null`: the page shows nothing yet that could grow old. */
  shown: Shown | null;
  pulseUrl: string;
  still: Still | null;
  children: ReactNode;
}) {
  const [isPaused, setPaused] = useState(false);
  const mode: LiveMode = still !== null ? 'still' : isPaused ? 'paused' : 'watching';
  const { news: heard, trouble } = usePulse(mode === 'watching' && shown !== null ? pulseUrl : null);
  // What was heard before the page was asked for anew is no news to it.
  const news = heard !== null && heard.asOfMs > asOfMs ? heard : null;
  const [begunMs, setBegunMs] = useState(0);
  useEffect(() => {
    // In no hurry: parts of the page whose code has not come yet would be taken down for it, and drawn anew.
    if (asOfMs > 0) startTransition(() => setBegunMs(performance.now()));
  }, [asOfMs]);
  const live = useMemo<Live>(
    () => ({ mode, asOfMs, news, nowMs: () => asOfMs + (begunMs === 0 ? 0 : performance.now() - begunMs) }),
    [mode, asOfMs, news, begunMs],
  );
  const toggle = useCallback(() => setPaused((was) => !was), []);
  const control = useMemo(() => ({ mode, trouble, still, toggle }), [mode, trouble, still, toggle]);
  const words = toNewsWords(shown ?? never, news);
  const [show, isPending] = useShow();
  useLiveKeys(toggle, words === null ? null : show);
  return (
    <LiveContext value={live}>
      <ControlContext value={control}>
        {children}
        <NewsPill words={words} isPending={isPending} onShow={show} />
      </ControlContext>
    </LiveContext>
  );
}

const liveId = 'live';

/** The button in the page's head. */
export function LiveButton() {
  const { mode, trouble, still, toggle } = useContext(ControlContext);
  return (
    <span id={liveId}>
      <LiveControl mode={mode} trouble={trouble} still={still} liveHref={still?.liveHref ?? null} onToggle={toggle} />
    </span>
  );
}

/** Asks the server for the page up to now: scroll, zoom and the chosen run stay. */
function useShow(): [() => void, boolean] {
  const router = useRouter();
  const [isPending, startShowing] = useTransition();
  const show = useCallback(() => {
    const { pathname, search, hash } = window.location;
    // Choosing a run has written the hours into the address; they would hold the page where it is.
    const query = withParams(new URLSearchParams(search), { from: null, to: null });
    startShowing(() => {
      if (query === search) router.refresh();
      else router.replace(`${pathname}${query}${hash}`, { scroll: false });
    });
    // The button that was pressed goes away, and focus must not fall to the top of the page with it.
    document.getElementById(liveId)?.querySelector('button')?.focus({ preventScroll: true });
  }, [router]);
  return [show, isPending];
}

/** L pauses and goes on, R shows what is new, except where somebody types. */
function useLiveKeys(toggle: () => void, show: (() => void) | null) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isTyping(event) || event.altKey || event.ctrlKey || event.metaKey) return;
      const act = event.key === 'l' ? toggle : event.key === 'r' ? show : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [toggle, show]);
}
