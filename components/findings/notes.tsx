import { Sentence } from '@/components/ui/sentence';
import type { ImportProblem } from '@/lib/domain/connection';
import type { BlindSpot } from '@/lib/domain/diagnosis';
import type { Finding } from '@/lib/domain/incident';
import { counted } from '@/lib/format/count';
import { causeName } from './cause-name';

/** Quiet findings: said once, never alarming. */
export function Notes({ notes }: { notes: readonly Finding[] }) {
  if (notes.length === 0) return null;
  return (
    <section aria-labelledby="notes-title" className="card min-w-0 px-4 py-3">
      <h2 id="notes-title" className="font-semibold">
        Nothing to worry about
      </h2>
      <ul className="mt-1 space-y-1.5">
        {notes.map((note) => (
          <li key={`${note.cause} ${note.summary}`} className="text-text-soft">
            <span className="text-text">{causeName[note.cause]}:</span> <Sentence text={note.summary} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const fewProblems = 5;

/** What could not be seen. A page that hides it would claim more than it knows. */
export function BlindSpots({
  items,
  importProblems = [],
}: {
  items: readonly BlindSpot[];
  importProblems?: readonly ImportProblem[];
}) {
  // The list of places below says the same more exactly.
  const others = importProblems.length === 0 ? items : items.filter((item) => item.kind !== 'import-problem');
  if (others.length === 0 && importProblems.length === 0) return null;
  return (
    <section id="blind-spots" aria-labelledby="blind-spots-title" className="card min-w-0 border-back-off px-4 py-3">
      <h2 id="blind-spots-title" className="flex items-center gap-2 font-semibold">
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path
            d="M1 8c2-3.5 4.3-5 7-5s5 1.5 7 5c-2 3.5-4.3 5-7 5s-5-1.5-7-5zM2.5 14.5l11-13"
            fill="none"
            strokeWidth="1.5"
            className="stroke-back-off"
          />
        </svg>
        What could not be seen
      </h2>
      <ul className="mt-1 list-disc space-y-1 pl-5 text-text-soft">
        {others.map((item) => (
          <li key={`${item.kind} ${item.message}`}>
            <Sentence text={item.message} />
          </li>
        ))}
        {importProblems.length > 0 && (
          <li>
            <details open={importProblems.length <= fewProblems}>
              <summary className="link w-fit">
                {counted(importProblems.length, 'place')} in the export not read in full
              </summary>
              <ul className="mt-1 space-y-1">
                {importProblems.map((problem) => (
                  <li key={`${problem.file} ${problem.line} ${problem.reason}`}>
                    <code className="font-mono text-log">
                      {problem.file}
                      {problem.line === null ? '' : `:${problem.line}`}
                    </code>{' '}
                    {problem.reason}
                  </li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </section>
  );
}
