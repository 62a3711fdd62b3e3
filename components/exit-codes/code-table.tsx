import Link from 'next/link';
import { Sentence } from '@/components/ui/sentence';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';
import { counted, grouped, listed } from '@/lib/format/count';
import { toCodeSegment } from './code-segment';

export interface CodeEntry {
  meaning: ExitCodeMeaning;
  /** Runs of the range that ended so; `null`: not counted, or not yet. */
  runs: { unexpected: number; intended: number; apps: readonly string[] } | null;
}

export function endedSo({ runs }: CodeEntry): number {
  return runs === null ? 0 : runs.unexpected + runs.intended;
}

/** Every code that means something, in the order of the codes. */
export function CodeTable({
  entries,
  query,
}: {
  entries: readonly CodeEntry[];
  /** The range, for the pages behind. */
  query: string;
}) {
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {entries.map(({ meaning, runs }) => (
        <li
          key={toCodeSegment(meaning.code)}
          className="relative grid grid-cols-[64px_minmax(0,1fr)] gap-x-4 px-4 py-3 hover:bg-raised sm:grid-cols-[64px_minmax(0,1fr)_220px]"
        >
          <div>
            <p className="font-mono font-semibold text-fact">{meaning.code ?? 'none'}</p>
            {runs !== null && endedSo({ meaning, runs }) > 0 && (
              <p className="text-meta text-text-soft sm:hidden">
                <span aria-hidden="true">×{grouped(endedSo({ meaning, runs }))}</span>
                <span className="sr-only">{counted(endedSo({ meaning, runs }), 'run')}</span>
              </p>
            )}
          </div>
          <div className="min-w-0">
            <h2 className="font-semibold">
              <Link
                href={`/exit-codes/${toCodeSegment(meaning.code)}${query}`}
                prefetch={false}
                className="after:absolute after:inset-0 hover:text-accent"
              >
                <span className="sr-only">Exit code {meaning.code ?? 'none'}: </span>
                {meaning.title}
              </Link>
              {meaning.signal !== null && meaning.signal !== meaning.title && (
                <span className="ml-2 font-mono font-normal text-log text-text-soft">{meaning.signal}</span>
              )}
            </h2>
            <p className="line-clamp-2 max-w-[100ch] text-text-soft">
              <Sentence text={meaning.meaning} />
            </p>
          </div>
          <div className="min-w-0 text-meta text-text-soft max-sm:hidden sm:text-right">
            {runs !== null && endedSo({ meaning, runs }) > 0 && <Ended runs={runs} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

const mostNames = 2;

/** As high as a title and a line of its meaning: counts that come later move nothing. */
function Ended({ runs: { unexpected, intended, apps } }: { runs: NonNullable<CodeEntry['runs']> }) {
  const others = apps.length - mostNames;
  const names = listed(others > 1 ? [...apps.slice(0, mostNames), `${others} others`] : apps);
  return (
    <>
      <p className="truncate">
        <span className="font-semibold text-body text-text">{counted(unexpected + intended, 'run')}</span>
        {intended > 0 && (unexpected === 0 ? ', all intended' : `, ${grouped(intended)} intended`)}
      </p>
      <p className="truncate" title={names}>
        {names}
      </p>
    </>
  );
}
