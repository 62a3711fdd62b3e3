import type { ReactNode } from 'react';
import { toDuration } from '@/lib/format/duration';
import { shortReplica } from '@/lib/format/name';
import { toClock, toIso } from '@/lib/format/time';
import type { ShownRun } from './console-view';

/** Which run, how it ended, how long it ran and when it came back. */
export function RunHead({
  run,
  place,
  isRunning,
  controls,
}: {
  run: ShownRun;
  /** `5 of 6`, among the exits that are walked through. */
  place: string | null;
  /** Whether the rows let one say so of a run without an exit. */
  isRunning: boolean;
  controls: ReactNode;
}) {
  return (
    <div className="card-head">
      <ExitSign run={run} />
      <h2 id="console-title" className="min-w-0 font-semibold [overflow-wrap:anywhere]">
        {titleOf(run, place)}
      </h2>
      <ul
        className="flex min-w-0 flex-wrap gap-1.5"
        title={run.exitMs === null ? undefined : `${toIso(run.exitMs)} (UTC)`}
      >
        {factsOf(run, isRunning).map(([name, value]) => (
          <li
            key={`${name} ${value}`}
            className="rounded-full border border-line bg-raised px-2 py-0.5 text-meta text-text-soft [overflow-wrap:anywhere]"
          >
            {name} <span className="font-medium text-text">{value}</span>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2 sm:ml-auto">{controls}</div>
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

/** Name and value; a value that says enough has no name. */
function factsOf(run: ShownRun, isRunning: boolean): [string, string][] {
  const facts: [string, string][] = [];
  if (run.exitMs === null) facts.push(['', isRunning ? 'still running' : 'end not seen']);
  else facts.push(run.exitCode === null ? ['', 'no exit code'] : ['code', String(run.exitCode)]);
  if (run.terminationReason !== null) facts.push(['', run.terminationReason]);
  if (run.lifetimeMs !== null) facts.push(['ran', toDuration(run.lifetimeMs)]);
  facts.push(['container', run.container]);
  if (run.exitMs !== null && run.backAtMs !== null) facts.push(['back after', toDuration(run.backAtMs - run.exitMs)]);
  return facts;
}

function ExitSign({ run }: { run: ShownRun }) {
  if (run.exitMs === null) return null;
  return (
    <span aria-hidden="true" className={`size-3 rounded-[3px] ${run.intended === true ? 'bg-stop' : 'bg-exit'}`} />
  );
}
