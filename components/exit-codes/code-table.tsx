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
          className="relative grid grid-cols-[64px_minmax(0,1fr)] gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-raised sm:grid-cols-[64px_minmax(0,1fr)_220px]"
        >
          <p className="row-span-2 font-mono font-semibold text-fact sm:row-span-1">{meaning.code ?? 'none'}</p>
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
          <div className="text-meta text-text-soft max-sm:col-start-2 sm:text-right">
            {runs !== null && endedSo({ meaning, runs }) > 0 && <Ended runs={runs} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

const mostNames = 2;

function Ended({ runs: { unexpected, intended, apps } }: { runs: NonNullable<CodeEntry['runs']> }) {
  const others = apps.length - mostNames;
  return (
    <>
      <p className="font-semibold text-body text-text">{counted(unexpected + intended, 'run')}</p>
      {intended > 0 && (
        <p>{unexpected === 0 ? 'all intended' : `${grouped(unexpected)} unexpected, ${grouped(intended)} intended`}</p>
      )}
      <p className="[overflow-wrap:anywhere]">
        {listed(others > 1 ? [...apps.slice(0, mostNames), `${others} others`] : apps)}
      </p>
    </>
  );
}
