'use client';

import { useMemo } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { YourTime } from '@/components/ui/your-time';
import { toDay, toPreciseClock } from '@/lib/format/time';
import type { ShownLine } from './console-view';
import { toLeavingText } from './leaving';
import type { FieldDetails } from './text/fields';
import { detailsOf } from './text/read-line';
import { toVisible } from './text/visible';

/** What can be done with the line that the reader stands at, and all that it holds. */
export function LineTools({
  line,
  isOpen,
  onToggle,
}: {
  line: ShownLine;
  isOpen: boolean;
  onToggle: (key: string) => void;
}) {
  const details = useMemo(() => detailsOf(line.text), [line]);
  return (
    <div className="sticky left-0 max-w-full pb-1.5 font-sans sm:pl-[160px]">
      <div className="flex flex-wrap items-center gap-1.5 pt-1">
        <CopyButton text={() => toLeavingText([line])} label="Copy line" />
        <CopyButton text={() => linkTo(line.key)} label="Copy link" />
        <button type="button" className="control" aria-expanded={isOpen} onClick={() => onToggle(line.key)}>
          {details ? 'All fields' : 'As the row has it'}
        </button>
        <span className="text-meta text-text-soft">
          {toDay(line.atMs)} {toPreciseClock(line.atMs)} UTC
          <YourTime atMs={line.atMs} />
        </span>
      </div>
      {isOpen && <Details text={line.text} details={details} />}
    </div>
  );
}

function Details({ text: whole, details }: { text: string; details: FieldDetails | null }) {
  const blocks = details ? [{ name: null, text: details.pretty }, ...details.long] : [{ name: null, text: whole }];
  return blocks.map(({ name, text }) => (
    <div key={name ?? ''} className="mt-1.5">
      {name !== null && <p className="text-meta text-text-soft">{toVisible(name)}</p>}
      <pre className="overflow-x-auto whitespace-pre-wrap rounded-control border border-line bg-page px-3 py-2 font-mono text-log [overflow-wrap:anywhere]">
        {toVisible(text)}
      </pre>
    </div>
  ));
}

/** The page's address as it is, with this line. */
function linkTo(key: string): string {
  const url = new URL(window.location.href);
  url.searchParams.set('line', key);
  url.hash = 'console';
  return url.href;
}
