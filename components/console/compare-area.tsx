'use client';

import { useState } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { counted } from '@/lib/format/count';
import { toOffset } from '@/lib/format/duration';
import {
  type ComparedCell,
  type ComparedSide,
  type Comparison,
  type ComparisonRow,
  type ComparisonView,
  comparisonItems,
} from './comparison-view';
import { LineText } from './line-text';
import { readLine } from './text/read-line';

/** This run beside the last good start, or beside another: which lines are missing, which are new. */
export function CompareArea({ comparison }: { comparison: Comparison }) {
  const { view, isReading, failure, others, chosen, open, close } = comparison;
  return (
    <section
      aria-labelledby="compare-title"
      aria-busy={isReading || undefined}
      className="border-line border-b bg-page"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
        <h3 id="compare-title" className="font-semibold">
          {chosen === null ? 'Beside the last good start' : 'Beside another run'}
        </h3>
        <label className="flex min-w-0 items-center gap-2 text-meta text-text-soft sm:ml-auto">
          With
          <select
            value={chosen ?? ''}
            onChange={(event) => open(event.target.value === '' ? null : event.target.value)}
            className="h-7 min-w-0 max-w-64 rounded-control border border-line-strong bg-panel px-2 text-text"
          >
            <option value="">the last good start</option>
            {others.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <button type="button" className="control" onClick={close}>
          Close
        </button>
      </div>
      <div role="status">
        {isReading && (
          <div className="space-y-2 px-4 pb-3">
            <span className="sr-only">Comparing</span>
            <Skeleton className="h-3 w-1/2" />
            <Skeleton className="h-3 w-2/3" />
          </div>
        )}
        {failure && (
          <p className="px-4 pb-3">
            <strong className="font-semibold">Nothing to compare with.</strong> {failure.message} {failure.remedy}
          </p>
        )}
        {view && !isReading && <p className="px-4 pb-2 text-text-soft">{view.sentence}</p>}
      </div>
      {view && !isReading && <Compared key={view.good.run} view={view} />}
    </section>
  );
}

function Compared({ view }: { view: ComparisonView }) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const missing = view.lines.filter((line) => line.role === 'missing').length;
  const added = view.lines.filter((line) => line.role === 'added').length;
  return (
    <section
      className="max-h-[max(280px,60vh)] overflow-auto border-line border-t bg-panel"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="The two runs, line by line"
    >
      <table className="w-full table-fixed border-collapse text-left font-mono text-log max-sm:block">
        <caption className="sr-only">
          {counted(missing, 'line')} only in the {view.isNamed ? 'other run' : 'good start'}, {counted(added, 'line')}{' '}
          only in this one.
        </caption>
        <thead className="font-sans text-meta text-text-soft max-sm:block">
          <tr className="border-line border-b max-sm:block">
            <th scope="col" className="w-24 px-4 py-1.5 font-medium max-sm:hidden">
              <span className="sr-only">Difference</span>
            </th>
            <SideHead side={view.good} word={view.isNamed ? 'Other run' : 'Good start'} />
            <SideHead side={view.bad} word="This run" />
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {comparisonItems(view, opened).map((item) =>
            item.kind === 'same' ? (
              <tr key={item.key} className="max-sm:block">
                <td colSpan={3} className="px-4 py-0.5 max-sm:block sm:pl-24">
                  <button
                    type="button"
                    className="link min-h-6"
                    onClick={() => setOpened((some) => new Set([...some, item.key]))}
                  >
                    {item.rows.length} lines that both printed
                  </button>
                </td>
              </tr>
            ) : (
              <Row key={item.key} row={item.row} isLastCommon={item.isLastCommon} />
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

function SideHead({ side, word }: { side: ComparedSide; word: string }) {
  return (
    <th scope="col" className="px-2 py-1.5 align-top font-normal max-sm:block max-sm:px-4">
      <span className="font-medium text-text">{word}</span> {side.title}
      {side.isTruncated && ' · it went on'}
      {side.missing.map((sentence) => (
        <span key={sentence} className="block text-back-off-text">
          {sentence}
        </span>
      ))}
    </th>
  );
}

const look = {
  same: { sign: '', word: 'same', row: '' },
  missing: { sign: '−', word: 'missing', row: 'bg-back-off-soft' },
  added: { sign: '+', word: 'new', row: 'bg-stderr-soft' },
} satisfies Record<ComparisonRow['role'], { sign: string; word: string; row: string }>;

function Row({ row, isLastCommon }: { row: ComparisonRow; isLastCommon: boolean }) {
  const { sign, word, row: className } = look[row.role];
  const isShared = row.good !== null && row.bad !== null;
  return (
    <tr className={`align-top max-sm:block max-sm:px-4 max-sm:py-0.5 ${className}`}>
      <th
        scope="row"
        className={`whitespace-nowrap px-4 font-normal max-sm:block max-sm:px-0 ${row.role === 'same' ? 'text-text-faint' : 'text-text'}`}
      >
        <span aria-hidden="true">{sign} </span>
        <span className={row.role === 'same' && !isLastCommon ? 'sr-only' : 'font-sans text-axis'}>
          {isLastCommon ? 'last same' : word}
        </span>
      </th>
      <Cell cell={row.good} isTwin={false} />
      <Cell cell={row.bad} isTwin={isShared} />
    </tr>
  );
}

/** `isTwin`: on a phone, where one stands under the other, a line that both printed is read once. */
function Cell({ cell, isTwin }: { cell: ComparedCell | null; isTwin: boolean }) {
  if (cell === null) {
    return (
      <td className="px-2 text-text-faint max-sm:hidden">
        <span className="sr-only">not printed</span>
      </td>
    );
  }
  return (
    <td className={`px-2 max-sm:px-0 ${isTwin ? 'max-sm:hidden' : 'max-sm:block'}`}>
      <span className="mr-2 inline-block min-w-14 whitespace-nowrap text-right text-text-faint max-sm:min-w-0">
        {toOffset(cell.afterStartMs)}
      </span>
      <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        <LineText parts={readLine(cell.text, cell.atMs)} isWhole={false} />
      </span>
    </td>
  );
}
