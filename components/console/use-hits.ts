'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FindQuery, Found } from './find/finder';

export interface Hits {
  /** From 0; `null`: nothing is found, or nobody has gone to a hit. */
  at: number | null;
  active: { key: string; nth: number } | null;
  step: (by: 1 | -1) => void;
}

/**
 * Steps through what was found, round and round. What a reader begins to look for shows its first hit at once, without
 * standing there; what stayed from another run waits until the reader goes on.
 */
export function useHits(
  {
    query,
    found,
    order,
    current,
  }: { query: FindQuery; found: Found | null; order: readonly string[]; current: string | null },
  { onVisit, onGlance }: { onVisit: (key: string) => void; onGlance: (key: string) => void },
): Hits {
  const [place, setPlace] = useState<{ found: Found; at: number } | null>(null);
  const old = useRef(query);
  /** The reader asked to go on while the search was on its way. */
  const isAwaited = useRef(false);
  const count = found?.hits.length ?? 0;
  const at = place !== null && place.found === found && place.at < count ? place.at : null;
  const ranks = useMemo(() => new Map(order.map((key, rank) => [key, rank])), [order]);

  const step = useCallback(
    (by: 1 | -1) => {
      isAwaited.current = found === null;
      if (found === null || count === 0) return;
      const next = at === null ? nearest(found, current, ranks, by) : (at + by + count) % count;
      setPlace({ found, at: next });
      const hit = found.hits[next];
      if (hit) onVisit(hit.key);
    },
    [found, count, at, current, ranks, onVisit],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was newly found is shown unasked.
  useEffect(() => {
    if (found === null || count === 0 || query === old.current) return;
    old.current = query;
    const first = nearest(found, current, ranks, 1);
    setPlace({ found, at: first });
    const hit = found.hits[first];
    if (hit && isAwaited.current) onVisit(hit.key);
    else if (hit) onGlance(hit.key);
    isAwaited.current = false;
  }, [found]);

  return { at, active: at === null ? null : (found?.hits[at] ?? null), step };
}

function nearest(found: Found, current: string | null, ranks: ReadonlyMap<string, number>, by: 1 | -1): number {
  const rank = current === null ? undefined : ranks.get(current);
  if (rank === undefined) return by === 1 ? 0 : found.hits.length - 1;
  const rankOf = (place: number) => ranks.get(found.hits[place]?.key ?? '') ?? 0;
  const below = found.hits.findIndex((_, place) => rankOf(place) >= rank);
  if (by === 1) return below === -1 ? 0 : below;
  const above = found.hits.findLastIndex((_, place) => rankOf(place) <= rank);
  return above === -1 ? found.hits.length - 1 : above;
}
