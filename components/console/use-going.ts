'use client';

import { type RefObject, useCallback, useLayoutEffect, useState } from 'react';

/** Scrolls to a row by its key, also to one that is drawn only with the next change. */
export function useGoing(region: RefObject<HTMLElement | null>): {
  /** `isGentle`: no further than to bring it into sight. */
  goTo: (key: string, isGentle?: boolean) => void;
  /** Where it went last. */
  wanted: string | null;
} {
  const [wanted, setWanted] = useState<{ key: string; isGentle: boolean } | null>(null);

  useLayoutEffect(() => {
    if (wanted === null) return;
    const block = wanted.isGentle ? 'nearest' : 'center';
    rowOf(region.current, wanted.key)?.scrollIntoView({ block, inline: 'nearest' });
  }, [wanted, region]);

  const goTo = useCallback((key: string, isGentle = false) => setWanted({ key, isGentle }), []);
  return { goTo, wanted: wanted?.key ?? null };
}

export function rowOf(region: HTMLElement | null, key: string): HTMLElement | null {
  return region?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
}
