'use client';

import { type MouseEvent, memo, type ReactNode } from 'react';
import { Glyph } from '@/components/timeline/glyph';
import { lightRun } from '@/components/ui/lit-run';
import { ShallowLink } from '@/components/ui/shallow-link';
import { toDuration } from '@/lib/format/duration';
import { shortReplica, shortRevision } from '@/lib/format/name';
import { toClock, toDay, toIso } from '@/lib/format/time';
import { endName, type RunRow } from './run-row';

/** On a phone a row is laid out as a card; some browsers then no longer tell that it is one of a table. */
const asRow = { role: 'row' };
const asRowHeader = { role: 'rowheader' };
const asCell = { role: 'cell' };

const cell = 'sm:whitespace-nowrap sm:px-3 sm:py-1.5';

export const RunTableRow = memo(function RunTableRow({
  row,
  href,
  hasLine,
  isSelected,
  isLit,
  isStop,
  onFocus,
}: {
  row: RunRow;
  href: string;
  /** The table has a column for the first matching line. */
  hasLine: boolean;
  isSelected: boolean;
  /** Pointer or focus is on it, here or in the timeline. */
  isLit: boolean;
  /** Tab stops here. */
  isStop: boolean;
  onFocus: (run: string) => void;
}) {
  const hasEnded = row.end === 'exit' || row.end === 'stop';
  return (
    <tr
      {...asRow}
      aria-current={isSelected || undefined}
      data-lit={isLit || undefined}
      onClick={openRow}
      onPointerEnter={() => lightRun(row.id)}
      onFocus={() => {
        lightRun(row.id);
        onFocus(row.id);
      }}
      onBlur={() => lightRun(null)}
      className="cursor-pointer border-line border-b last:border-b-0 data-[lit=true]:bg-raised aria-[current=true]:bg-accent-soft max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-2.5"
    >
      <th
        {...asRowHeader}
        scope="row"
        className="whitespace-nowrap font-normal max-sm:col-start-1 max-sm:row-start-1 sm:py-1.5 sm:pr-3 sm:pl-4"
      >
        <ShallowLink
          href={href}
          label={`Run ${row.number}: show its console`}
          className="link -my-1 inline-block py-1"
          tabIndex={isStop ? 0 : -1}
        >
          #{row.number}
        </ShallowLink>
      </th>
      <Cell className="max-sm:sr-only">
        <Moment atMs={row.fromMs} unknown="not seen" />
      </Cell>
      <Cell className="max-sm:col-start-3 max-sm:row-start-1">
        <Moment atMs={row.toMs} unknown={row.end === 'running' ? '–' : 'not seen'} />
      </Cell>
      <Cell className="max-sm:col-start-3 max-sm:row-start-2 max-sm:text-right">
        {row.lifetimeMs === null ? (
          <span className="max-sm:hidden">–</span>
        ) : (
          <>
            <span aria-hidden="true" className="text-text-soft sm:hidden">
              lived{' '}
            </span>
            {toDuration(row.lifetimeMs)}
          </>
        )}
      </Cell>
      <Cell className="max-sm:col-start-2 max-sm:row-start-1">
        <span className="inline-flex items-center gap-1.5">
          {hasEnded && <Glyph kind={row.end === 'stop' ? 'stop' : 'exit'} />}
          {endName[row.end]}
        </span>
      </Cell>
      <Cell className="font-mono text-log max-sm:col-start-1 max-sm:row-start-2">
        {row.exitCode ?? (hasEnded ? 'none' : '–')}
      </Cell>
      <Cell className="max-sm:col-start-2 max-sm:row-start-2">{row.reason ?? '–'}</Cell>
      {hasLine && (
        <Cell
          className={`sm:min-w-72 sm:max-w-0 ${row.line === null ? 'max-sm:sr-only' : 'max-sm:col-span-3 max-sm:row-start-3'}`}
          title={row.line}
        >
          {row.line === null ? (
            '–'
          ) : (
            <span className="block truncate font-mono text-log text-text-soft">{row.line}</span>
          )}
        </Cell>
      )}
      <Cell className="min-w-0 truncate font-mono text-log max-sm:col-span-2 max-sm:row-start-4 max-sm:text-text-soft">
        {row.container}
        {row.role !== null && row.role !== 'app' && <span className="ml-1.5 text-text-faint">{row.role}</span>}
      </Cell>
      <Cell
        className="font-mono text-log max-sm:col-start-3 max-sm:row-start-4 max-sm:text-right max-sm:text-text-soft"
        title={row.replica}
      >
        {row.replica === null ? '–' : shortReplica(row.replica)}
      </Cell>
      <Cell className="max-w-48 truncate font-mono text-log max-sm:sr-only" title={row.group}>
        {row.group === null ? '–' : shortRevision(row.group)}
      </Cell>
    </tr>
  );
});

/** A click anywhere in the row, unless it ends a selection of text or lands on the link itself. */
function openRow(event: MouseEvent<HTMLTableRowElement>) {
  const isOnLink = event.target instanceof Element && event.target.closest('a') !== null;
  if (isOnLink || window.getSelection()?.type === 'Range') return;
  event.currentTarget.querySelector('a')?.click();
}

function Cell({
  children,
  className,
  title = null,
}: {
  children: ReactNode;
  className: string;
  title?: string | null;
}) {
  return (
    <td {...asCell} title={title ?? undefined} className={`${cell} ${className}`}>
      {children}
    </td>
  );
}

function Moment({ atMs, unknown }: { atMs: number | null; unknown: string }) {
  if (atMs === null) return <span className="text-text-faint">{unknown}</span>;
  return (
    <time dateTime={toIso(atMs)} className="whitespace-nowrap">
      <span className="text-text-soft">{toDay(atMs)}</span> {toClock(atMs)}
    </time>
  );
}
