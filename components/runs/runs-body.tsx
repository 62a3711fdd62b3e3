'use client';

import { type KeyboardEvent, memo, useState } from 'react';
import { lightRun, useLitRun } from '@/components/ui/lit-run';
import type { RunRow } from './run-row';
import { RunTableRow } from './run-table-row';

/**
 * One page of runs. Tab reaches one of them, the chosen one where it is here; the arrow keys lead to the others, so that
 * fifty runs are not fifty stops on the way to what comes after.
 */
export const RunsBody = memo(function RunsBody({
  rows,
  hasLines,
  selectedRun,
  runHref,
}: {
  rows: readonly RunRow[];
  /** Whether any run of the range has a line to show. */
  hasLines: boolean;
  selectedRun: string | null;
  runHref: (run: string) => string;
}) {
  const litRun = useLitRun();
  const [focused, setFocused] = useState<string | null>(null);
  const stop = [focused, selectedRun].find((id) => rows.some((row) => row.id === id)) ?? rows[0]?.id;

  return (
    <tbody className="max-sm:block" onKeyDown={moveFocus} onPointerLeave={() => lightRun(null)}>
      {rows.map((row) => (
        <RunTableRow
          key={row.id}
          row={row}
          hasLine={hasLines}
          href={runHref(row.id)}
          isSelected={row.id === selectedRun}
          isLit={row.id === litRun}
          isStop={row.id === stop}
          onFocus={setFocused}
        />
      ))}
    </tbody>
  );
});

const steps: Readonly<Record<string, (place: number, last: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  PageDown: (place) => place + 10,
  PageUp: (place) => place - 10,
  Home: () => 0,
  End: (_, last) => last,
};

function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = steps[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('th a')];
  const place = links.findIndex((link) => link.matches(':focus'));
  if (place === -1) return;
  event.preventDefault();
  const last = links.length - 1;
  links[Math.min(last, Math.max(0, step(place, last)))]?.focus();
}
