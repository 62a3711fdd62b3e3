'use client';

import { useState } from 'react';
import { toOffset } from '@/lib/format/duration';
import { toPlainLine } from '@/lib/format/line';
import { toPreciseClock } from '@/lib/format/time';
import { type Block, foldTraces } from './blocks';
import type { ShownLine } from './console-view';

/** Lines with their time relative to `zeroMs`: the exit where there is one, else the start. */
export function ConsoleLines({
  lines,
  zeroMs,
  find,
  isWrapped,
}: {
  lines: readonly ShownLine[];
  zeroMs: number | null;
  find: string;
  isWrapped: boolean;
}) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const blocks = find === '' ? foldTraces(lines) : lines.map((line): Block => ({ kind: 'line', line }));
  return (
    <ol className="min-w-fit">
      {blocks.map((block) => {
        if (block.kind === 'line') {
          return <Line key={block.line.key} line={block.line} zeroMs={zeroMs} find={find} isWrapped={isWrapped} />;
        }
        if (opened.has(block.key)) {
          return block.lines.map((line) => (
            <Line key={line.key} line={line} zeroMs={zeroMs} find={find} isWrapped={isWrapped} />
          ));
        }
        return (
          <li key={block.key} className="px-4 sm:pl-[164px]">
            <button
              type="button"
              className="link font-mono text-log"
              onClick={() => setOpened(new Set([...opened, block.key]))}
            >
              … {block.lines.length} more lines of the trace
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function Line({
  line,
  zeroMs,
  find,
  isWrapped,
}: {
  line: ShownLine;
  zeroMs: number | null;
  find: string;
  isWrapped: boolean;
}) {
  const text = toPlainLine(line.text);
  return (
    <li
      data-role={line.role ?? undefined}
      className="group relative border-transparent border-l-2 px-[14px] font-mono text-log data-[role=first-failure]:border-stderr data-[role=first-failure]:bg-stderr-soft"
    >
      <div className="grid grid-cols-[auto_1fr] gap-x-3 sm:grid-cols-[72px_56px_minmax(0,1fr)]">
        <time
          dateTime={new Date(line.atMs).toISOString()}
          title={`${toPreciseClock(line.atMs)} UTC`}
          className="whitespace-nowrap text-right text-text-faint max-sm:text-left"
        >
          {zeroMs === null ? toPreciseClock(line.atMs).slice(0, 8) : toOffset(line.atMs - zeroMs)}
        </time>
        <span className="text-text-faint">
          {line.stream ?? '–'}
          {line.role === 'first-failure' && <FirstFailure className="ml-3 sm:hidden" />}
        </span>
        <span
          className={`col-span-2 sm:col-span-1 ${isWrapped ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre'} ${
            line.role === 'trace' ? 'text-text-soft' : ''
          } group-data-[role=first-failure]:font-medium`}
        >
          {line.role === 'first-failure' && <FirstFailure className="float-right ml-3 max-sm:hidden" />}
          <Found text={text} find={find} />
        </span>
      </div>
    </li>
  );
}

function FirstFailure({ className }: { className: string }) {
  return (
    <span className={`rounded-[4px] border border-stderr px-1.5 font-sans text-axis text-stderr ${className}`}>
      first failing line
    </span>
  );
}

function Found({ text, find }: { text: string; find: string }) {
  if (text === '') return <>&nbsp;</>;
  const at = find === '' ? -1 : text.toLowerCase().indexOf(find.toLowerCase());
  if (at === -1) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark className="bg-back-off text-page">{text.slice(at, at + find.length)}</mark>
      {text.slice(at + find.length)}
    </>
  );
}
