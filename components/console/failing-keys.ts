'use client';

import { useCallback, useEffect } from 'react';

/** The next failing line after where the reader stands, or before it; round and round. */
export function nextFailing(
  failing: readonly string[],
  order: readonly string[],
  current: string | null,
  by: 1 | -1,
): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  if (at === -1) return (by === 1 ? failing[0] : failing.at(-1)) ?? null;
  const ranks = failing.map((key) => order.indexOf(key));
  const place = by === 1 ? ranks.findIndex((rank) => rank > at) : ranks.findLastIndex((rank) => rank < at);
  return failing[place === -1 ? (by === 1 ? 0 : failing.length - 1) : place] ?? null;
}

/** `n` and `p` anywhere on the page, except where somebody types. */
export function useFailingKeys(
  failing: readonly string[],
  order: readonly string[],
  current: string | null,
  onVisit: (key: string) => void,
): (by: 1 | -1) => void {
  const step = useCallback(
    (by: 1 | -1) => {
      const key = nextFailing(failing, order, current, by);
      if (key !== null) onVisit(key);
    },
    [failing, order, current, onVisit],
  );

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null;
      if (isTyping || event.altKey || event.ctrlKey || event.metaKey) return;
      if (failing.length === 0 || (event.key !== 'n' && event.key !== 'p')) return;
      event.preventDefault();
      step(event.key === 'n' ? 1 : -1);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [failing, step]);

  return step;
}
