import type { ReactNode } from 'react';
import { counted } from '@/lib/format/count';
import { toDuration, toOffset } from '@/lib/format/duration';
import { toDay, toIso, toMoment, toPreciseClock } from '@/lib/format/time';
import type { OpeningItem, ShownLine, ShownRun } from './console-view';
import { exitSentence } from './leaving';
import { LineText } from './line-text';
import type { Part, Stretch } from './text/part';
import { toVisible } from './text/visible';

export type ClockMode = 'offset' | 'utc' | 'local';

/** How the rows are written, the same for all of them. */
export interface RowLook {
  clock: ClockMode;
  /** What offsets count from: the exit where there is one, else the start; `null`: neither is known. */
  zeroMs: number | null;
  isWrapped: boolean;
}

export const usualLook = { clock: 'offset', isWrapped: true } satisfies Partial<RowLook>;

/** The three columns of a row: time, stream, text. On a phone they run on as one text. */
const columns = 'gap-x-3 sm:grid sm:grid-cols-[88px_48px_minmax(0,1fr)]';
const aside = 'max-sm:mr-2';
/** Under the text's column. */
export const indent = 'px-4 sm:pl-[176px]';

/** What is seen before anything is asked for. */
export function OpeningRows({ items, run, look }: { items: readonly OpeningItem[]; run: ShownRun; look: RowLook }) {
  return (
    <ol>
      {items.map((item) =>
        item.kind === 'line' ? (
          <LineRow key={item.key} line={item.line} parts={item.parts} look={look} />
        ) : (
          <OtherRow key={item.key} item={item} run={run} look={look} />
        ),
      )}
    </ol>
  );
}

export function LineRow({
  line,
  parts,
  look,
  stretches,
  activeHit = null,
  isCurrent = false,
  isOpen = false,
  children,
}: {
  line: ShownLine;
  parts: readonly Part[];
  look: RowLook;
  stretches?: readonly Stretch[] | undefined;
  /** Which of the stretches the reader stands at. */
  activeHit?: number | null;
  isCurrent?: boolean;
  isOpen?: boolean;
  /** What can be done with the current line, and its details. */
  children?: ReactNode;
}) {
  const isFirst = line.role === 'first-failure';
  return (
    <li
      data-key={line.key}
      data-role={line.role ?? undefined}
      data-failing={line.isFailing || undefined}
      aria-current={isCurrent || undefined}
      tabIndex={-1}
      className="group relative scroll-my-16 border-transparent border-l-2 px-[14px] font-mono text-log outline-offset-[-2px] hover:bg-raised data-failing:border-stderr data-[role=first-failure]:bg-stderr-soft aria-[current]:bg-accent-soft aria-[current]:shadow-[inset_0_0_0_1px_var(--color-accent)]"
    >
      <div className={columns}>
        <RowTime atMs={line.atMs} look={look} />
        <span className={`${aside} text-text-faint`}>{line.stream ?? '–'}</span>
        {isFirst && <FirstFailure className="mr-2 sm:hidden" />}
        <span
          className={`min-w-0 ${look.isWrapped ? 'whitespace-pre-wrap [overflow-wrap:anywhere]' : 'whitespace-pre'} ${
            line.role === 'trace' ? 'text-text-soft' : ''
          } [tab-size:4] group-data-[role=first-failure]:font-medium`}
        >
          {isFirst && <FirstFailure className="float-right ml-3 max-sm:hidden" />}
          {line.isFailing && !isFirst && <span className="sr-only">Failing line: </span>}
          <LineText parts={parts} stretches={stretches} activeHit={activeHit} isWhole={isOpen} />
        </span>
      </div>
      {children}
    </li>
  );
}

/** Everything that is not a line of the log. `action` opens what is folded or skipped. */
export function OtherRow({
  item,
  run,
  look,
  action,
}: {
  item: Exclude<OpeningItem, { kind: 'line' }>;
  run: ShownRun;
  look: RowLook;
  action?: ReactNode;
}) {
  switch (item.kind) {
    case 'event':
      return (
        <li className="border-transparent border-l-2 px-[14px] font-mono text-log">
          <div className={columns}>
            <RowTime atMs={item.event.atMs} look={look} />
            <span className={`${aside} text-text-faint`}>system</span>
            <span className="min-w-0 text-text-soft italic [overflow-wrap:anywhere]">{toVisible(item.event.text)}</span>
          </div>
        </li>
      );
    case 'gap':
      return (
        <li className={`${indent} py-0.5 text-meta text-text-faint`}>
          <span className="flex items-center gap-2 before:h-px before:w-6 before:bg-line-strong">
            {toDuration(item.lengthMs)} {gapWords[item.where]}
          </span>
        </li>
      );
    case 'fold':
      return (
        <li className={`${indent} flex min-h-6 items-center font-mono text-log`}>
          {action ?? <span className="text-text-faint">{foldWords(item.lines.length)}</span>}
        </li>
      );
    case 'skip':
      return <li className={`${indent} flex min-h-6 items-center text-meta`}>{action ?? skipWords(item.lines)}</li>;
    case 'border':
      return (
        <li className={`${indent} mt-2 border-line border-t pt-2 text-meta text-text-soft`}>
          <h3 className="font-medium">{item.text}</h3>
        </li>
      );
    case 'exit':
      return <ExitRow run={run} isSilent={item.isSilent} look={look} />;
  }
}

const gapWords = {
  between: 'without a line',
  'before-first': 'from the start to the first line',
  'before-exit': 'without a line before the exit',
};

export function foldWords(lines: number): string {
  return `… ${lines} more lines of the trace`;
}

export function skipWords(lines: number): string {
  return counted(lines, 'more line');
}

/** The exit itself, in its place among the lines. */
function ExitRow({ run, isSilent, look }: { run: ShownRun; isSilent: boolean; look: RowLook }) {
  if (run.exitMs === null) return null;
  const isAsked = run.intended === true;
  return (
    <li
      data-key="exit"
      tabIndex={-1}
      className={`my-1 scroll-my-16 border-l-2 px-[14px] font-mono text-log ${isAsked ? 'border-stop bg-raised' : 'border-exit bg-exit-soft'}`}
    >
      <div className={columns}>
        <RowTime atMs={run.exitMs} look={look} isStrong />
        <span className={aside}>system</span>
        <span className={`font-medium [overflow-wrap:anywhere] ${isAsked ? '' : 'text-exit'}`}>
          {toMoment(run.exitMs)} UTC: {lowered(exitSentence(run))}
          {isSilent ? ' Nothing it printed is in the rows.' : ''}
        </span>
      </div>
    </li>
  );
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

function RowTime({ atMs, look, isStrong = false }: { atMs: number; look: RowLook; isStrong?: boolean }) {
  return (
    <time
      dateTime={toIso(atMs)}
      title={`${toDay(atMs)} ${toPreciseClock(atMs)} UTC`}
      className={`${aside} whitespace-nowrap sm:text-right ${isStrong ? '' : 'text-text-faint'}`}
    >
      {timeText(atMs, look)}
    </time>
  );
}

/** The time of a row, as the reader wants it. */
export function timeText(atMs: number, { clock, zeroMs }: RowLook): string {
  if (clock === 'local') return localClock(atMs);
  return clock === 'utc' || zeroMs === null ? toPreciseClock(atMs) : toOffset(atMs - zeroMs);
}

function localClock(atMs: number): string {
  const at = new Date(atMs);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

function FirstFailure({ className }: { className: string }) {
  return (
    <span className={`rounded-[4px] border border-stderr px-1.5 font-sans text-axis text-stderr ${className}`}>
      first failing line
    </span>
  );
}
