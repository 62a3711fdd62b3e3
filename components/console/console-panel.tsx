'use client';

import { type ReactNode, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Skeleton } from '@/components/ui/skeleton';
import { counted } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { shortReplica } from '@/lib/format/name';
import { toClock, toIso, toMoment } from '@/lib/format/time';
import { earlierLines, toText } from './blocks';
import { ConsoleLines } from './console-lines';
import type { ConsoleView, ShownRun } from './console-view';

/** What one run printed, the end of it first in sight. */
export function ConsolePanel({
  view,
  controls,
  place,
  isLoading,
  isRunning,
}: {
  view: ConsoleView;
  isLoading: boolean;
  /** Whether the rows let one say so of a run without an exit. */
  isRunning: boolean;
  controls: ReactNode;
  place: string | null;
}) {
  const [isAll, setIsAll] = useState(false);
  const [isWrapped, setIsWrapped] = useState(true);
  const [find, setFind] = useState('');
  const { run } = view;
  const before = view.lines.filter((line) => line.role !== 'after-exit');
  const after = view.lines.filter((line) => line.role === 'after-exit');
  const matches = (text: string) => find === '' || text.toLowerCase().includes(find.toLowerCase());
  const found = before.filter((line) => matches(line.text));
  const waiting = isAll || find !== '' ? 0 : earlierLines(before);
  const zeroMs = run.exitMs ?? run.startMs;

  return (
    <section
      id="console"
      aria-labelledby="console-title"
      aria-busy={isLoading || undefined}
      className="card min-h-72 min-w-0 scroll-mt-16"
    >
      <div className="card-head">
        <ExitSign run={run} />
        <h2 id="console-title" className="font-semibold">
          {titleOf(run, place)}
        </h2>
        <Facts run={run} isRunning={isRunning} />
        <div className="flex flex-wrap gap-2 sm:ml-auto">{controls}</div>
      </div>
      {view.failure && (
        <p role="alert" className="border-line border-b bg-exit-soft px-4 py-2">
          <strong className="font-semibold">The console lines could not be read.</strong> {view.failure.message}{' '}
          {view.failure.remedy}
        </p>
      )}
      {view.missing.length > 0 && (
        <ul className="border-line border-b bg-back-off-soft px-4 py-2">
          {view.missing.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {view.lines.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-1.5">
          <label className="flex items-center gap-2 text-meta text-text-soft">
            Find
            <input
              type="search"
              value={find}
              onChange={(event) => setFind(event.target.value)}
              className="h-7 w-44 rounded-control border border-line-strong bg-panel px-2 font-mono text-log text-text"
            />
          </label>
          <span role="status" className="text-meta text-text-faint">
            {find === '' ? counted(view.lines.length, 'line') : `${found.length} of ${counted(before.length, 'line')}`}
          </span>
          <div className="ml-auto flex gap-2">
            <button type="button" className="control" aria-pressed={isWrapped} onClick={() => setIsWrapped(!isWrapped)}>
              Wrap
            </button>
            <CopyButton text={toText(view.lines)} label="Copy lines" />
          </div>
        </div>
      )}
      <section
        className="overflow-x-auto py-2"
        // What scrolls sideways must be reachable by keyboard.
        tabIndex={isWrapped ? undefined : 0}
        aria-label="Console lines, oldest first"
      >
        {isLoading && <ConsoleSkeleton />}
        {view.lines.length === 0 && !view.failure && !isLoading && (
          <p className="px-4 py-4 text-text-soft">No console line of this run is in the rows that were read.</p>
        )}
        {view.isTruncated && waiting === 0 && (
          <p className="px-4 pb-1 text-meta text-text-soft">Earlier lines of this run were not loaded.</p>
        )}
        {waiting > 0 && (
          <p className="px-4 pb-1 sm:pl-[164px]">
            <button type="button" className="link text-meta" onClick={() => setIsAll(true)}>
              Show {counted(waiting, 'earlier line')}
            </button>
          </p>
        )}
        <ConsoleLines
          lines={waiting > 0 ? before.slice(waiting) : found}
          zeroMs={zeroMs}
          find={find}
          isWrapped={isWrapped}
        />
        {run.exitMs !== null && !isLoading && (
          <ExitLine run={run} silent={before.length === 0 && view.failure === null} />
        )}
        {after.length > 0 && (
          <>
            <h3 className="mt-2 border-line border-t px-4 pt-2 text-meta text-text-soft sm:pl-[164px]">
              Printed or delivered after the exit
            </h3>
            <ConsoleLines
              lines={after.filter((line) => matches(line.text))}
              zeroMs={zeroMs}
              find={find}
              isWrapped={isWrapped}
            />
          </>
        )}
      </section>
    </section>
  );
}

const lengths = ['w-1/2', 'w-2/3', 'w-5/12', 'w-3/5', 'w-1/3', 'w-7/12'] as const;

function ConsoleSkeleton() {
  return (
    <div className="space-y-2 px-4 py-1">
      <p role="status" className="sr-only">
        Reading the console lines
      </p>
      {lengths.map((length) => (
        <Skeleton key={length} className={`h-3 ${length}`} />
      ))}
    </div>
  );
}

function titleOf(run: ShownRun, place: string | null): string {
  const where = run.replica === null ? run.container : shortReplica(run.replica);
  if (run.exitMs === null)
    return `Run of ${run.container}${run.replica === null ? '' : ` on ${where}`}${run.startMs === null ? '' : ` since ${toClock(run.startMs)}`}`;
  const word = run.intended === true ? 'Stop' : 'Exit';
  return `${word}${place === null ? '' : ` ${place}`} on ${where} at ${toClock(run.exitMs)}`;
}

function Facts({ run, isRunning }: { run: ShownRun; isRunning: boolean }) {
  const facts = [
    run.exitMs === null
      ? ['', isRunning ? 'still running' : 'end not seen']
      : run.exitCode === null
        ? ['', 'no exit code']
        : ['code', String(run.exitCode)],
    run.terminationReason === null ? null : ['', run.terminationReason],
    run.lifetimeMs === null ? null : ['ran', toDuration(run.lifetimeMs)],
    ['container', run.container],
  ].filter((fact) => fact !== null);
  return (
    <ul className="flex flex-wrap gap-1.5" title={run.exitMs === null ? '' : toIso(run.exitMs)}>
      {facts.map(([name, value]) => (
        <li
          key={`${name} ${value}`}
          className="rounded-full border border-line bg-raised px-2 py-0.5 text-meta text-text-soft"
        >
          {name} <span className="font-medium text-text">{value}</span>
        </li>
      ))}
    </ul>
  );
}

function ExitSign({ run }: { run: ShownRun }) {
  if (run.exitMs === null) return null;
  return (
    <span aria-hidden="true" className={`size-3 rounded-[3px] ${run.intended === true ? 'bg-stop' : 'bg-exit'}`} />
  );
}

/** The exit itself, in its place among the lines. */
function ExitLine({ run, silent }: { run: ShownRun; silent: boolean }) {
  if (run.exitMs === null) return null;
  const code = run.exitCode === null ? 'without an exit code' : `with exit code ${run.exitCode}`;
  const reason = run.terminationReason === null ? '' : ` (${run.terminationReason})`;
  const isAsked = run.intended === true;
  return (
    <p
      className={`mt-1 grid grid-cols-[auto_1fr] gap-x-3 border-l-2 px-[14px] font-mono text-log sm:grid-cols-[72px_56px_minmax(0,1fr)] ${
        isAsked ? 'border-stop bg-raised' : 'border-exit bg-exit-soft'
      }`}
    >
      <span className="text-right">0.0 s</span>
      <span>system</span>
      <span className={`col-span-2 font-medium sm:col-span-1 ${isAsked ? '' : 'text-exit'}`}>
        {toMoment(run.exitMs)} UTC: container {run.container} {isAsked ? 'ended as intended,' : 'ended'} {code}
        {reason}.{silent ? ' Nothing it printed is in the rows.' : ''}
      </span>
    </p>
  );
}
