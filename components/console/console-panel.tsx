'use client';

import { type ReactNode, useMemo } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import type { Comparison } from './comparison-view';
import { indent, OpeningRows, usualLook } from './console-rows';
import type { ConsoleView } from './console-view';
import { RunHead } from './run-head';
import { useWorkbench } from './use-workbench';

/** Lines beyond what was read at first, and how to ask for them. */
export interface MoreLines {
  isReading: boolean;
  failure: { message: string; remedy: string } | null;
  /** How many lines before and after the run were asked for. */
  before: number;
  after: number;
  /** Nothing more of the run itself can be asked for. */
  isWhole: boolean;
  ask: (what: 'before' | 'after' | 'whole') => void;
}

export interface ConsolePanelProps {
  view: ConsoleView;
  isLoading: boolean;
  /** Whether the rows let one say so of a run without an exit. */
  isRunning: boolean;
  /** Steps to the exits before and after. */
  controls: ReactNode;
  place: string | null;
  appName: string;
  more: MoreLines;
  /** The line that the address names. */
  lineKey: string | null;
  /** The reader stands at another line. */
  onLine: (key: string | null) => void;
  comparison: Comparison;
}

/**
 * What one run printed, the end of it first in sight. The first lines are drawn with the page; everything that finds,
 * folds and saves comes after and takes their place.
 */
export function ConsolePanel(props: ConsolePanelProps) {
  const { view, controls, place, isLoading, isRunning } = props;
  const { run } = view;
  const workbench = useWorkbench();
  const { Workbench } = workbench;
  return (
    <section
      id="console"
      aria-labelledby="console-title"
      aria-busy={isLoading || undefined}
      className="card min-h-72 min-w-0 scroll-mt-16"
    >
      <RunHead run={run} place={place} isRunning={isRunning} controls={controls} />
      {view.failure && (
        <p role="alert" className="border-line border-b bg-exit-soft px-4 py-2">
          <strong className="font-semibold">The console lines could not be read.</strong> {view.failure.message}{' '}
          {view.failure.remedy}
        </p>
      )}
      {view.missing.length > 0 && (
        <ul aria-label="Why lines may be missing" className="border-line border-b bg-back-off-soft px-4 py-2">
          {view.missing.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {isLoading || Workbench === null ? (
        <Waiting {...props} hasFailed={workbench.hasFailed} />
      ) : (
        <Workbench {...props} />
      )}
    </section>
  );
}

/** The same height and the same lines as the workbench that comes. */
function Waiting({ view, isLoading, hasFailed }: ConsolePanelProps & { hasFailed: boolean }) {
  const { run, opening } = view;
  const look = useMemo(() => ({ ...usualLook, zeroMs: run.exitMs ?? run.startMs }), [run]);
  return (
    <>
      <div className="flex min-h-[41px] items-center border-line border-b px-4">
        {hasFailed ? (
          <p role="status" className="text-meta text-text-soft">
            Finding and saving could not be loaded: load the page again.
          </p>
        ) : (
          <Skeleton className="h-7 w-full max-w-72" />
        )}
      </div>
      <section className="py-2" aria-label="Console lines, oldest first">
        {isLoading && <ConsoleSkeleton />}
        {!isLoading && (
          <>
            {view.failure === null && <div className="h-9" />}
            <NoLines view={view} />
            {opening !== null && <OpeningRows items={opening} run={run} look={look} />}
            {view.failure === null && <div className="h-9" />}
          </>
        )}
      </section>
    </>
  );
}

/** No line is a face of its own: what may be the reason stands above it. */
export function NoLines({ view }: { view: ConsoleView }) {
  if (view.lines.length > 0 || view.failure !== null) return null;
  return <p className={`${indent} py-2 text-text-soft`}>No console line of this run is in the rows that were read.</p>;
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
