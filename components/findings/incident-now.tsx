'use client';

import type { ReactNode } from 'react';
import { Lasting } from '@/components/live/ages';
import { type IncidentNow, useIncidentNow, useLive } from '@/components/live/live';
import { Sentence } from '@/components/ui/sentence';
import { YourTime } from '@/components/ui/your-time';
import { isSameDay, toIso, toMinute, toMoment } from '@/lib/format/time';
import { StateSign, stateSign } from './state-sign';

/** The verdict's card. Its edge turns green by itself when the incident is over, and nothing in it moves. */
export function VerdictFrame({ incident, children }: { incident: IncidentNow; children: ReactNode }) {
  const { state } = useIncidentNow(incident);
  return (
    <section
      aria-labelledby="verdict-title"
      data-state={state}
      className="card overflow-hidden border-l-4 border-l-exit data-[state=over]:border-l-start"
    >
      {children}
    </section>
  );
}

export function StateNow({ incident }: { incident: IncidentNow }) {
  return <StateSign sign={stateSign[useIncidentNow(incident).state]} className="text-body" />;
}

/** Since when it stands so. The reader's own time, which only the browser knows, comes last: nothing moves for it. */
export function Since({ incident, fromMs }: { incident: IncidentNow; fromMs: number }) {
  const { asOfMs } = useLive();
  const now = useIncidentNow(incident);
  const atMs = now.state === 'over' ? (now.overSinceMs ?? now.toMs) : fromMs;
  return (
    <span>
      since <time dateTime={toIso(atMs)}>{isSameDay(atMs, asOfMs) ? toMinute(atMs) : toMoment(atMs).slice(0, -3)}</time>{' '}
      UTC, for <Lasting fromMs={atMs} />
      <YourTime atMs={atMs} />
    </span>
  );
}

/** Is it fixed? Yes or not yet, and on what grounds. */
export function IsItFixed({ incident, patience }: { incident: IncidentNow; patience: string }) {
  const { mode } = useLive();
  const now = useIncidentNow(incident);
  const isOver = now.state === 'over';
  const next = mode === 'watching' ? ' This page looks again by itself.' : '';
  return (
    <p
      role="status"
      data-over={isOver}
      className="-ml-3 mt-1 flex max-w-fit items-baseline gap-3 rounded-control px-3 py-1.5 text-text-soft data-[over=true]:bg-start-soft"
    >
      <span className={`shrink-0 font-semibold ${isOver ? 'text-start-text' : 'text-text'}`}>
        {isOver ? 'It is over' : 'Is it fixed?'}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {isOver ? (
          <Sentence text={now.overBecause ?? 'No further sign was seen.'} />
        ) : now.state === 'ongoing' ? (
          <>Not yet. {patience}</>
        ) : (
          <>
            It stopped once, came back, and is silent again. <Sentence text={now.overBecause ?? ''} />
          </>
        )}
        {next}
      </span>
    </p>
  );
}
