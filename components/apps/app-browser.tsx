'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { StateSign, statusSign } from '@/components/findings/state-sign';
import { toAgo } from '@/components/ui/ago';
import { Sentence } from '@/components/ui/sentence';
import type { AppStatus } from '@/lib/domain/diagnosis';
import { counted, grouped } from '@/lib/format/count';
import { isSameDay, toIso, toMinute, toMoment } from '@/lib/format/time';
import { type AppItem, filterItems, groupByEnvironment } from './app-item';
import { HistoryBars } from './history-bars';

const statuses: readonly AppStatus[] = ['crash-looping', 'failing', 'recovered', 'quiet', 'unknown'];

/** Every app and job, worst first; what is searched for and shown stands in the address. */
export function AppBrowser({
  items,
  asOfMs,
  isExport,
  rangeLabel,
}: {
  items: readonly AppItem[];
  asOfMs: number;
  isExport: boolean;
  rangeLabel: string;
}) {
  const params = useSearchParams();
  const text = params.get('q') ?? '';
  const status = statuses.find((one) => one === params.get('status')) ?? null;
  const isGrouped = params.get('group') === 'environment';
  const shown = filterItems(items, { text, status });
  const environments = new Set(items.map((item) => item.environment));
  const groups = isGrouped ? groupByEnvironment(shown) : [{ environment: null, items: shown }];

  // What was typed before the page came alive counts too.
  const typed = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes alive.
  useEffect(() => {
    if (typed.current && typed.current.value !== text) set('q', typed.current.value);
  }, []);

  // “Show all”, back and forward change the address behind the field's back.
  useEffect(() => {
    if (typed.current && document.activeElement !== typed.current) typed.current.value = text;
  }, [text]);

  function set(name: string, value: string | null) {
    const next = new URLSearchParams(window.location.search);
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
    const query = next.toString();
    window.history.replaceState(null, '', query === '' ? window.location.pathname : `?${query}`);
  }

  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <search className="w-full sm:w-auto">
          <label className="sr-only" htmlFor="find-app">
            Find an app or job
          </label>
          <input
            id="find-app"
            ref={typed}
            type="search"
            placeholder="Find by name, cause, environment"
            defaultValue={text}
            onChange={(event) => set('q', event.target.value)}
            className="h-8 w-full rounded-control border border-line-strong bg-panel px-3 text-body placeholder:text-text-faint sm:w-72"
          />
        </search>
        <ul aria-label="Show only" className="flex flex-wrap gap-1.5">
          {statuses.map((one) => {
            const count = items.filter((item) => item.status === one).length;
            if (count === 0 && status !== one) return null;
            return (
              <li key={one}>
                <button
                  type="button"
                  aria-pressed={status === one}
                  className="control rounded-full"
                  onClick={() => set('status', status === one ? null : one)}
                >
                  <StateSign sign={statusSign[one]} className="font-medium" /> {count}
                </button>
              </li>
            );
          })}
        </ul>
        {environments.size > 1 && (
          <button
            type="button"
            aria-pressed={isGrouped}
            className="control sm:ml-auto"
            onClick={() => set('group', isGrouped ? null : 'environment')}
          >
            Group by environment
          </button>
        )}
      </div>
      <p role="status" className="sr-only">
        {shown.length === items.length
          ? `${counted(items.length, 'app or job', 'apps and jobs')}`
          : `${shown.length} of ${items.length} shown`}
      </p>
      {shown.length === 0 && (
        <p className="card px-4 py-8 text-center text-text-soft">
          No app or job fits.{' '}
          <Link className="link" href="/">
            Show all {items.length}
          </Link>
        </p>
      )}
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <section key={group.environment ?? ''} aria-label={isGrouped ? undefined : 'Apps and jobs, worst first'}>
            {isGrouped && (
              <h2 className="mb-2 px-1 font-semibold text-text-soft">
                {group.environment ?? 'Environment not in the rows'}{' '}
                <span className="font-normal text-text-faint">{group.items.length}</span>
              </h2>
            )}
            <ul className="card divide-y divide-line overflow-hidden">
              {group.items.map((item) => (
                <Item
                  key={item.key}
                  item={item}
                  asOfMs={asOfMs}
                  isExport={isExport}
                  rangeLabel={rangeLabel}
                  isEnvironmentShown={!isGrouped && environments.size > 1}
                  isUnderHeading={isGrouped}
                />
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}

const edge = {
  'crash-looping': 'border-l-exit',
  failing: 'border-l-exit',
  recovered: 'border-l-start',
  quiet: 'border-l-transparent',
  unknown: 'border-l-back-off',
} satisfies Record<AppStatus, string>;

function Item({
  item,
  asOfMs,
  isExport,
  rangeLabel,
  isEnvironmentShown,
  isUnderHeading,
}: {
  item: AppItem;
  asOfMs: number;
  isExport: boolean;
  rangeLabel: string;
  isEnvironmentShown: boolean;
  isUnderHeading: boolean;
}) {
  const Heading = isUnderHeading ? 'h3' : 'h2';
  const remarks = [item.kind === 'job' ? 'job' : null, isEnvironmentShown ? item.environment : null].filter(
    (remark) => remark !== null,
  );
  return (
    <li
      className={`relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 gap-y-1.5 border-l-[3px] px-4 py-3 hover:bg-raised lg:grid-cols-[132px_minmax(0,1fr)_150px_132px_108px] lg:items-center ${edge[item.status]}`}
    >
      <StateSign sign={statusSign[item.status]} className="col-span-2 lg:col-span-1" />
      <div className="col-span-2 min-w-0 lg:col-span-1">
        <Heading className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={item.href}
            prefetch={false}
            className="min-w-0 font-semibold text-lead [overflow-wrap:anywhere] after:absolute after:inset-0 hover:text-accent"
          >
            {item.name}
          </Link>
          {remarks.length > 0 && <span className="text-meta text-text-soft">{remarks.join(' · ')}</span>}
        </Heading>
        <p className="line-clamp-2 text-text-soft">
          {item.sentence !== null ? (
            <>
              {item.cause !== null && <span className="text-text">{item.cause}: </span>}
              <Sentence text={item.sentence} />
            </>
          ) : (
            quietSentence(item)
          )}
        </p>
      </div>
      <p className="text-text-soft">
        <Trouble item={item} />
        {item.intended > 0 && <span className="block text-meta">{grouped(item.intended)} intended</span>}
      </p>
      <div className="self-center max-lg:row-start-3 max-lg:col-start-2">
        <HistoryBars history={item.history} label={rangeLabel} />
      </div>
      <p className="text-meta text-text-soft max-lg:col-span-2 lg:text-right">
        <Newest item={item} asOfMs={asOfMs} isExport={isExport} />
      </p>
    </li>
  );
}

/** Unexpected exits; where a container never came so far, its failed starts. */
function Trouble({ item }: { item: AppItem }) {
  const { unexpected, failedStarts } = item;
  if (unexpected > 0) return <span className="font-semibold text-exit">{counted(unexpected, 'exit')}</span>;
  if (failedStarts > 0) return <span className="font-semibold text-exit">{counted(failedStarts, 'failed start')}</span>;
  return item.cause === null ? <>no exit</> : <>no exit, other signs</>;
}

function Newest({ item, asOfMs, isExport }: { item: AppItem; asOfMs: number; isExport: boolean }) {
  if (item.newestRowMs === null) return <>no row yet</>;
  const when = isSameDay(item.newestRowMs, asOfMs)
    ? toMinute(item.newestRowMs)
    : toMoment(item.newestRowMs).slice(0, -3);
  return (
    <>
      <span className="lg:block">Newest row </span>
      <time dateTime={toIso(item.newestRowMs)} className="font-medium text-text">
        {when}
      </time>{' '}
      <span className="lg:block">{toAgo(asOfMs - item.newestRowMs, isExport)}</span>
    </>
  );
}

function quietSentence(item: AppItem): string {
  if (item.status === 'unknown') return item.newestRowMs === null ? 'No row of it was found.' : 'No row in this range.';
  return item.intended > 0 ? 'Nothing but intended ends.' : 'Rows, but no incident.';
}
