'use client';

import { counted, grouped } from '@/lib/format/count';
import type { MoreLines } from './console-panel';
import { indent } from './console-rows';
import type { ConsoleView } from './console-view';

/** As the JSON API allows. */
const mostBeyond = 500;
const step = 50;

/** At the ends of what was read: what lies beyond, asked for on demand. */
export function FurtherLines({
  side,
  view,
  more,
  isShown,
}: {
  side: 'before' | 'after';
  view: ConsoleView;
  more: MoreLines;
  /** The end itself is in sight. */
  isShown: boolean;
}) {
  if (!isShown || view.failure !== null) return null;
  const asked = more[side];
  const got = view.lines.filter((line) => line.beyond === side).length;
  const isAtEnd = asked > 0 && !more.isReading && more.failure === null && got < asked;
  const isCut = side === 'before' && view.isTruncated;
  return (
    <div className={`${indent} flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 py-1 text-meta text-text-soft`}>
      {isCut && (
        <>
          <span>Earlier lines of this run were not read.</span>
          {more.isWhole ? (
            <span>It printed more than {grouped(view.lines.length)} lines; these are its newest.</span>
          ) : (
            <button type="button" className="control" disabled={more.isReading} onClick={() => more.ask('whole')}>
              Read the whole run
            </button>
          )}
        </>
      )}
      {!isCut && asked < mostBeyond && !isAtEnd && (
        <button type="button" className="control" disabled={more.isReading} onClick={() => more.ask(side)}>
          {step} {asked > 0 ? 'more ' : ''}lines {side}
        </button>
      )}
      {isAtEnd && (
        <span>
          {got === 0
            ? `No line within six hours ${side} it.`
            : `No more than ${counted(got, 'line')} within six hours ${side} it.`}
        </span>
      )}
      <span role="status">
        {more.isReading && 'Reading…'}
        {more.failure && `They could not be read. ${more.failure.message} ${more.failure.remedy}`}
      </span>
    </div>
  );
}
