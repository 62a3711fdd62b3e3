'use client';

import { type RefObject, useEffect } from 'react';
import { rowOf } from './use-going';

/**
 * Walking through the lines: the arrows go from line to line, Enter opens one, Escape leaves it; a click stands at the
 * line that it hits, unless it ends a selection of text.
 */
export function useRowKeys(
  region: RefObject<HTMLElement | null>,
  keys: readonly string[],
  current: string | null,
  { onStand, onToggle }: { onStand: (key: string | null) => void; onToggle: (key: string) => void },
): void {
  useEffect(() => {
    const box = region.current;
    if (box === null) return;

    const step = (by: 1 | -1) => {
      const at = current === null ? -1 : keys.indexOf(current);
      const next = at === -1 ? (by === 1 ? keys[0] : keys.at(-1)) : keys[at + by];
      if (next === undefined) return;
      onStand(next);
      const row = rowOf(box, next);
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: 'nearest' });
    };

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const isOnControl =
        event.target instanceof Element && event.target.closest('button, a, input, select, summary') !== null;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1);
      else if (event.key === 'Enter' && current !== null && !isOnControl) onToggle(current);
      else if (event.key === 'Escape' && current !== null) {
        onStand(null);
        box.focus({ preventScroll: true });
      } else return;
      event.preventDefault();
    };

    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.target.closest('button, a, summary, pre') !== null) return;
      if (window.getSelection()?.isCollapsed === false) return;
      const key = event.target.closest<HTMLElement>('li[data-key]')?.dataset.key;
      if (key !== undefined && keys.includes(key)) onStand(key);
    };

    box.addEventListener('keydown', onKeyDown);
    box.addEventListener('click', onClick);
    return () => {
      box.removeEventListener('keydown', onKeyDown);
      box.removeEventListener('click', onClick);
    };
  }, [region, keys, current, onStand, onToggle]);
}
