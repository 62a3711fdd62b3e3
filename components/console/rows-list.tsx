'use client';

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RowLook } from './console-rows';
import type { ShownRun } from './console-view';
import type { Found } from './find/finder';
import type { ConsoleItem } from './layout';
import type { Reader } from './reader';
import { PlainChunk, RowChunk } from './row-chunk';
import { useRowKeys } from './use-row-keys';

const chunkSize = 40;
/** So few rows are simply drawn. */
const fewChunks = 5;
/** Rows this near to what is in sight are drawn whole. */
const nearPx = 1200;

export interface RowsProps {
  run: ShownRun;
  look: RowLook;
  reader: Reader;
  found: Found | null;
  onOpenFold: (key: string) => void;
  /** Shows what was skipped, and stays at the row of this key. */
  onShowAll: (key: string) => void;
}

/**
 * All rows are in the page, for the browser's own find and for selecting everything; but those that were never near are
 * plain text, forty rows to an element, and only what is in sight is laid out. So ten thousand rows cost little more
 * than those that one sees.
 */
export function RowsList({
  items,
  active,
  current,
  wanted,
  region,
  onStand,
  ...rows
}: RowsProps & {
  items: readonly ConsoleItem[];
  /** The hit that the reader stands at. */
  active: { key: string; nth: number } | null;
  current: string | null;
  /** The row that is scrolled to. */
  wanted: string | null;
  region: RefObject<HTMLElement | null>;
  onStand: (key: string | null) => void;
}) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (key: string) =>
      setOpen((some) => {
        const next = new Set(some);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    [],
  );
  const keys = useMemo(() => items.flatMap((item) => (item.kind === 'line' ? [item.key] : [])), [items]);
  useRowKeys(region, keys, current, { onStand, onToggle: toggle });

  const chunks = useMemo(() => chunksOf(items), [items]);
  const isLong = chunks.length > fewChunks;
  const near = useNear(region, chunks, isLong);
  const forced = useMemo(() => {
    const wantedKeys = new Set([current, active?.key, wanted]);
    return chunks.flatMap((chunk, place) => (chunk.some((item) => wantedKeys.has(item.key)) ? [place] : []));
  }, [chunks, current, active, wanted]);

  return chunks.map((chunk, place) => {
    const key = chunk[0]?.key ?? '';
    const isDrawn = !isLong || near.has(key) || forced.some((at) => Math.abs(at - place) <= 1);
    if (!isDrawn) return <PlainChunk key={key} items={chunk} look={rows.look} />;
    return (
      <RowChunk
        key={key}
        items={chunk}
        isLong={isLong}
        active={active !== null && chunk.some((item) => item.key === active.key) ? active : null}
        current={chunk.some((item) => item.key === current) ? current : null}
        open={open}
        onToggle={toggle}
        {...rows}
      />
    );
  });
}

/** Keys of the chunks that are or were near to what is in sight. What was drawn stays: a selection may run through it. */
function useNear(
  region: RefObject<HTMLElement | null>,
  chunks: readonly (readonly ConsoleItem[])[],
  isLong: boolean,
): ReadonlySet<string> {
  const [near, setNear] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef(near);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other chunks are other elements to watch.
  useEffect(() => {
    const box = region.current;
    if (!isLong || box === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const met = entries.flatMap(({ isIntersecting, target }) =>
          isIntersecting && target instanceof HTMLElement ? [target.dataset.chunk ?? ''] : [],
        );
        if (met.every((key) => seen.current.has(key))) return;
        seen.current = new Set([...seen.current, ...met]);
        setNear(seen.current);
      },
      { root: box, rootMargin: `${nearPx}px 0px` },
    );
    for (const chunk of box.querySelectorAll('[data-chunk]')) observer.observe(chunk);
    return () => observer.disconnect();
  }, [region, chunks, isLong]);

  return near;
}

function chunksOf(items: readonly ConsoleItem[]): ConsoleItem[][] {
  const chunks: ConsoleItem[][] = [];
  for (let at = 0; at < items.length; at += chunkSize) chunks.push(items.slice(at, at + chunkSize));
  return chunks;
}
