'use client';

import Link from 'next/link';
import { memo } from 'react';
import { causeName } from '@/components/findings/cause-name';
import { StateSign, signOf } from '@/components/findings/state-sign';
import { toAgo } from '@/components/ui/ago';
import { Sentence } from '@/components/ui/sentence';
import type { AppStatus } from '@/lib/domain/diagnosis';
import { counted, grouped } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { isSameDay, toIso, toMinute, toMoment } from '@/lib/format/time';
import type { AppItem } from './app-item';
import { HistoryBars } from './history-bars';

const edge = {
  'crash-looping': 'border-l-exit',
  failing: 'border-l-exit',
  recovered: 'border-l-start',
  quiet: 'border-l-transparent',
  unknown: 'border-l-back-off',
} satisfies Record<AppStatus, string>;

/** One app or job: state, verdict, how often and since when, a small history, the age of what is known. */
export const AppRow = memo(function AppRow({
  item,
  asOfMs,
  isExport,
  rangeLabel,
  isEnvironmentShown,
  isWorkspaceShown,
  isUnderHeading,
}: {
  item: AppItem;
  asOfMs: number;
  isExport: boolean;
  rangeLabel: string;
  isEnvironmentShown: boolean;
  isWorkspaceShown: boolean;
  isUnderHeading: boolean;
}) {
  const Heading = isUnderHeading ? 'h3' : 'h2';
  const remarks = [
    item.kind === 'job' ? 'job' : null,
    isEnvironmentShown ? item.environment : null,
    isWorkspaceShown ? item.workspace : null,
  ].filter((remark) => remark !== null);
  return (
    // Hundreds of rows cost nothing until they come near the window.
    <li
      className={`relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 gap-y-1.5 border-l-[3px] px-4 py-3 [contain-intrinsic-size:auto_74px] [content-visibility:auto] hover:bg-raised lg:grid-cols-[132px_minmax(0,1fr)_150px_132px_108px] lg:items-center ${item.status === 'recovered' && item.state === 'came-back' ? edge.failing : edge[item.status]}`}
    >
      <StateSign sign={signOf(item.status, item.state)} className="col-span-2 lg:col-span-1" />
      <div className="col-span-2 min-w-0 lg:col-span-1">
        <Heading className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={item.href}
            prefetch={false}
            className="min-w-0 font-semibold text-lead [overflow-wrap:anywhere] after:absolute after:inset-0 hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
          >
            {item.name}
          </Link>
          {remarks.length > 0 && (
            <span className="text-meta text-text-soft [overflow-wrap:anywhere]">{remarks.join(' · ')}</span>
          )}
        </Heading>
        <p className="line-clamp-2 text-text-soft [overflow-wrap:anywhere]">
          {item.sentence !== null ? (
            <>
              {item.cause !== null && <span className="text-text">{causeName[item.cause]}: </span>}
              <Sentence text={item.sentence} />
            </>
          ) : (
            quietSentence(item)
          )}
        </p>
      </div>
      <p className="text-text-soft">
        <Trouble item={item} />
        {item.sinceMs !== null && <Since item={item} asOfMs={asOfMs} />}
        {item.intended > 0 && <span className="block text-meta">{grouped(item.intended)} intended</span>}
      </p>
      <div className="self-center max-lg:col-start-2 max-lg:row-start-3">
        <HistoryBars history={item.history} label={rangeLabel} />
      </div>
      <p className="text-meta text-text-soft max-lg:col-span-2 lg:text-right">
        <Newest item={item} asOfMs={asOfMs} isExport={isExport} />
      </p>
    </li>
  );
});

/** Unexpected exits; where a container never came so far, its failed starts. */
function Trouble({ item }: { item: AppItem }) {
  const { unexpected, failedStarts } = item;
  if (unexpected > 0) return <span className="font-semibold text-exit">{counted(unexpected, 'exit')}</span>;
  if (failedStarts > 0) return <span className="font-semibold text-exit">{counted(failedStarts, 'failed start')}</span>;
  return item.cause === null ? <>no exit</> : <>no exit, other signs</>;
}

/** Of a trouble that goes on its beginning, of one that is over its last sign. */
function Since({ item, asOfMs }: { item: AppItem; asOfMs: number }) {
  const isOver = item.status === 'recovered';
  const atMs = isOver ? item.newestSignMs : item.sinceMs;
  if (atMs === null) return null;
  return (
    <span className="block text-meta">
      {isOver ? 'last ' : 'since '}
      <time dateTime={toIso(atMs)}>{shortMoment(atMs, asOfMs)}</time>
    </span>
  );
}

function Newest({ item, asOfMs, isExport }: { item: AppItem; asOfMs: number; isExport: boolean }) {
  if (item.newestRowMs === null) return <>no row yet</>;
  return (
    <>
      <span className="lg:block">Newest row </span>
      <time dateTime={toIso(item.newestRowMs)} className="font-medium text-text">
        {shortMoment(item.newestRowMs, asOfMs)}
      </time>{' '}
      <span className="lg:block">
        {isExport ? toEarlier(asOfMs - item.newestRowMs) : toAgo(asOfMs - item.newestRowMs, false)}
      </span>
    </>
  );
}

/** The head of the page says once that an export’s time is that of its newest row. */
function toEarlier(ageMs: number): string {
  return ageMs < 1000 ? 'newest of all' : `${toDuration(ageMs)} earlier`;
}

function shortMoment(atMs: number, asOfMs: number): string {
  return isSameDay(atMs, asOfMs) ? toMinute(atMs) : toMoment(atMs).slice(0, -3);
}

function quietSentence(item: AppItem): string {
  if (item.status === 'unknown') return item.newestRowMs === null ? 'No row of it was found.' : 'No row in this range.';
  return item.intended > 0 ? 'Nothing but intended ends.' : 'Rows, but no incident.';
}
