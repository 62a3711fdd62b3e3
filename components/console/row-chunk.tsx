'use client';

import { memo, useMemo } from 'react';
import { toPlainLine } from '@/lib/format/line';
import { foldWords, LineRow, OtherRow, type RowLook, skipWords, timeText } from './console-rows';
import type { ShownLine } from './console-view';
import type { ConsoleItem } from './layout';
import { LineTools } from './line-tools';
import type { Reader } from './reader';
import type { RowsProps } from './rows-list';
import type { Stretch } from './text/part';

const rowHeight = 20;

function outOfSight(rows: number) {
  return { contentVisibility: 'auto', containIntrinsicBlockSize: `auto ${rows * rowHeight}px` } as const;
}

/** Rows as one text, until they come near. */
export const PlainChunk = memo(function PlainChunk({ items, look }: { items: readonly ConsoleItem[]; look: RowLook }) {
  const text = useMemo(
    () =>
      items
        .flatMap((item) => (item.kind === 'line' ? [item.line] : item.kind === 'fold' ? item.lines : []))
        .map((line) => `${timeText(line.atMs, look)}  ${line.stream ?? '–'}  ${toPlainLine(line.text)}`)
        .join('\n'),
    [items, look],
  );
  return (
    <pre
      data-chunk={items[0]?.key}
      style={outOfSight(items.length)}
      className="overflow-hidden whitespace-pre px-4 font-mono text-log text-text-soft"
    >
      {text}
    </pre>
  );
});

export const RowChunk = memo(function RowChunk({
  items,
  isLong,
  active,
  current,
  open,
  onToggle,
  run,
  look,
  reader,
  found,
  onOpenFold,
  onShowAll,
}: RowsProps & {
  items: readonly ConsoleItem[];
  /** There are more than can be laid out at once. */
  isLong: boolean;
  active: { key: string; nth: number } | null;
  current: string | null;
  open: ReadonlySet<string>;
  onToggle: (key: string) => void;
}) {
  return (
    <ol
      data-chunk={items[0]?.key}
      className="min-w-fit"
      style={isLong && current === null ? outOfSight(items.length) : undefined}
    >
      {items.map((item, at) => {
        if (item.kind === 'line') {
          return (
            <Row
              key={item.key}
              line={item.line}
              look={look}
              reader={reader}
              stretches={found?.byLine.get(item.key)}
              activeHit={active?.key === item.key ? active.nth : null}
              isCurrent={item.key === current}
              isOpen={open.has(item.key)}
              onToggle={onToggle}
            />
          );
        }
        const beside = items[at + 1]?.key ?? items[at - 1]?.key ?? '';
        return <OtherRow key={item.key} item={item} run={run} look={look} action={actionOf(item, beside)} />;
      })}
    </ol>
  );

  function actionOf(item: Exclude<ConsoleItem, { kind: 'line' }>, beside: string) {
    if (item.kind === 'fold') {
      return (
        <button type="button" className="link min-h-6" onClick={() => onOpenFold(item.key)}>
          {foldWords(item.lines.length)}
        </button>
      );
    }
    if (item.kind !== 'skip') return undefined;
    return (
      <button type="button" className="link min-h-6" onClick={() => onShowAll(beside)}>
        Show {skipWords(item.lines)}
      </button>
    );
  }
});

const Row = memo(function Row({
  line,
  look,
  reader,
  stretches,
  activeHit,
  isCurrent,
  isOpen,
  onToggle,
}: {
  line: ShownLine;
  look: RowLook;
  reader: Reader;
  stretches: readonly Stretch[] | undefined;
  activeHit: number | null;
  isCurrent: boolean;
  isOpen: boolean;
  onToggle: (key: string) => void;
}) {
  return (
    <LineRow
      line={line}
      parts={reader.partsOf(line)}
      look={look}
      stretches={stretches}
      activeHit={activeHit}
      isCurrent={isCurrent}
      isOpen={isOpen}
    >
      {(isCurrent || isOpen) && <LineTools line={line} isOpen={isOpen} onToggle={onToggle} />}
    </LineRow>
  );
});
