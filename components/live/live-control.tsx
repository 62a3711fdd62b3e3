'use client';

import type { LiveMode } from './live';

/** Whether the page asks again by itself, and how to stop that and begin again. */
export function LiveControl({
  mode,
  trouble,
  still,
  liveHref,
  onToggle,
}: {
  mode: LiveMode;
  /** Why the last question got no answer. */
  trouble: string | null;
  /** What stands still, in a word and in a sentence. */
  still: { word: string; why: string } | null;
  /** The page that goes with the clock; `null`: there is none. */
  liveHref: string | null;
  onToggle: () => void;
}) {
  if (still !== null) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <span className="control border-line text-text-soft hover:bg-panel" title={still.why}>
          <Sign mode="still" />
          {still.word}
          <span className="sr-only">: {still.why}</span>
        </span>
        {liveHref !== null && (
          // A plain link: the page begins anew, with the clock.
          <a href={liveHref} className="control">
            Go live
          </a>
        )}
      </span>
    );
  }
  const isWatching = mode === 'watching';
  const says =
    trouble !== null
      ? `No answer: ${trouble} Tries again by itself.`
      : isWatching
        ? 'Looks for new rows every 15 seconds while this page is in front. Click or press L to pause.'
        : 'Paused: nothing is asked. Click or press L to go on.';
  return (
    <button type="button" className="control" aria-pressed={isWatching} onClick={onToggle} title={says}>
      <Sign mode={trouble === null ? mode : 'still'} />
      <span className="grid justify-items-start">
        {/* Both words keep their place, so that nothing moves when they change. */}
        <span className={`col-start-1 row-start-1 ${isWatching ? '' : 'invisible'}`}>
          {trouble === null ? 'Live' : 'No answer'}
        </span>
        <span className={`col-start-1 row-start-1 ${isWatching ? 'invisible' : ''}`}>Paused</span>
      </span>
    </button>
  );
}

function Sign({ mode }: { mode: LiveMode }) {
  return (
    <svg viewBox="0 0 10 10" width="9" height="9" aria-hidden="true" className="shrink-0">
      {mode === 'watching' && <circle cx="5" cy="5" r="5" className="fill-start" />}
      {mode === 'paused' && <path d="M1 0h3v10H1zM6 0h3v10H6z" className="fill-back-off" />}
      {mode === 'still' && <path d="M.75.75h8.5v8.5H.75z" fill="none" strokeWidth="1.5" className="stroke-stop" />}
    </svg>
  );
}
