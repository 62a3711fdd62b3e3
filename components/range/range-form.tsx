'use client';

import { useState } from 'react';
import { YourMoment } from '@/components/ui/your-time';
import type { TimeRange } from '@/lib/domain/rows';
import { parseMoment, toIso } from '@/lib/format/time';

/** Any hours, written in UTC; what is written is read back in the reader's own time. Without JavaScript it is a plain form. */
export function RangeForm({
  range,
  path,
  others,
}: {
  range: TimeRange;
  path: string;
  /** Parameters of the page that a new range leaves alone. */
  others: readonly [string, string][];
}) {
  return (
    <form action={path} className="mt-3 grid gap-2 border-line border-t pt-3">
      {others.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Moment name="from" label="From (UTC)" atMs={range.fromMs} />
      <Moment name="to" label="To (UTC)" atMs={range.toMs} />
      <button type="submit" className="control mt-1 justify-center">
        Show these hours
      </button>
      <p className="text-meta text-text-soft">
        Any hours that the workspace still keeps. Of a long range the newest rows are read, and the page says how far
        back they reach.
      </p>
    </form>
  );
}

function Moment({ name, label, atMs }: { name: string; label: string; atMs: number }) {
  const [text, setText] = useState(() => toIso(atMs).slice(0, 19).replace('T', ' '));
  const moment = parseMoment(text);
  const noteId = `range-${name}-note`;
  return (
    <div className="grid grid-cols-[84px_1fr] items-center gap-x-2 text-meta text-text-soft">
      <label htmlFor={`range-${name}`}>{label}</label>
      <input
        // Text, because a browser's own field would speak of its reader's zone and clock; a time pasted from an alert fits.
        type="text"
        id={`range-${name}`}
        name={name}
        required
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-invalid={moment === null || undefined}
        aria-describedby={noteId}
        placeholder="2026-06-20 14:00"
        className="h-8 min-w-0 rounded-control border border-line-strong bg-panel px-2 font-mono text-log text-text aria-invalid:border-exit"
      />
      <span id={noteId} className="col-start-2 empty:hidden">
        {moment === null ? 'Write it as 2026-06-20 14:00' : <YourMoment atMs={moment.atMs} />}
      </span>
    </div>
  );
}
