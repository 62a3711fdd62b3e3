'use client';

import { useLive, useNow } from '@/components/live/live';
import { toAgo, toAsOf } from '@/components/ui/ago';
import { toIso, toMoment } from '@/lib/format/time';
import { type TrustItem, toFreshness } from './trust-items';

/** How far the page can be trusted: its newest row, and what could not be seen. The sentences stand further down. */
export function TrustStrip({
  items,
  newestRowMs,
  isExport,
}: {
  items: readonly TrustItem[];
  newestRowMs: number | null;
  isExport: boolean;
}) {
  return (
    <ul
      aria-label="What this rests on"
      className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-meta text-text-soft"
    >
      {items.map(({ key, state, text, why, href }) => (
        // What is only not connected gives way to the verdict on a phone; the details stand further down.
        <li
          key={key}
          className={`inline-flex min-h-6 items-center gap-1.5 ${state === 'off' ? 'max-sm:hidden' : ''}`}
          title={why}
        >
          <StateShape state={state} />
          {href === null ? (
            text
          ) : (
            <a href={href} className="inline-flex min-h-6 items-center hover:text-text hover:underline">
              {text}
            </a>
          )}
          <span className="sr-only">: {why}</span>
        </li>
      ))}
      {/* Last, because it grows: nothing beside it moves. */}
      <Newest knownMs={newestRowMs} isExport={isExport} />
    </ul>
  );
}

function Newest({ knownMs, isExport }: { knownMs: number | null; isExport: boolean }) {
  const { news } = useLive();
  const nowMs = useNow(5000);
  const newestRowMs = news?.newestRowMs ?? knownMs;
  const { state, why } = toFreshness({ newestRowMs, nowMs, isExport });
  return (
    <li className="inline-flex min-h-6 items-center gap-1.5" title={why}>
      <StateShape state={state} />
      {newestRowMs === null ? (
        'No row found'
      ) : (
        <span>
          Newest row{' '}
          <time dateTime={toIso(newestRowMs)} title={toIso(newestRowMs)}>
            {isExport ? toAsOf(newestRowMs) : `${toMoment(newestRowMs)} UTC`}
          </time>
          {!isExport && <span>, {toAgo(nowMs - newestRowMs, false)}</span>}
          {state === 'mind' && <span className="text-text"> · later than the usual 2–10 min</span>}
        </span>
      )}
      <span className="sr-only">: {why}</span>
    </li>
  );
}

/** A tick, a triangle, a cross or a ring: the state by its shape. */
function StateShape({ state }: { state: TrustItem['state'] }) {
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true" className="shrink-0">
      {state === 'good' && (
        <path d="M1.5 6.5 4.5 9.5 10.5 2.5" fill="none" strokeWidth="1.7" className="stroke-start-text" />
      )}
      {state === 'mind' && <path d="M6 1 11.5 11H.5z" className="fill-back-off" />}
      {state === 'bad' && <path d="M2 2l8 8M10 2l-8 8" fill="none" strokeWidth="2" className="stroke-exit" />}
      {state === 'off' && <circle cx="6" cy="6" r="4" fill="none" strokeWidth="1.4" className="stroke-stop" />}
    </svg>
  );
}
