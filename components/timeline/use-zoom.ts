'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TimelineView } from '@/lib/timeline/timeline-view';
import type { Span } from './span';

/** Between two steps of one zoom; longer, and the zoom is over. */
const restMs = 250;

/** The part of the range that the lanes show. It moves at once; `onRest` hears of it when it rests. */
export function useZoom(
  view: Pick<TimelineView, 'fromMs' | 'toMs' | 'focus'>,
  asked: Span | null,
  onRest: (span: Span) => void,
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
        timer.current = null;
        onRest(next);
      }, restMs);
    },
    [onRest],
  );
  // What was moved to holds until the address says something new: it may take a while to follow, and the next step must
  // go on from here and not from where the address still is.
  const askedFor = asked === null ? '' : `${asked.fromMs} ${asked.toMs}`;
  const followed = useRef(askedFor);
  useEffect(() => {
    if (askedFor === followed.current) return;
    followed.current = askedFor;
    if (timer.current === null) setMoved(null);
  }, [askedFor]);
  const wanted = moved ?? asked ?? view.focus;
  const fromMs = Math.max(view.fromMs, wanted.fromMs);
  const toMs = Math.min(view.toMs, wanted.toMs);
  const span = useMemo(
    () => (fromMs < toMs ? { fromMs, toMs } : { fromMs: view.fromMs, toMs: view.toMs }),
    [fromMs, toMs, view],
  );
  return [span, zoom];
}
