import Link from 'next/link';
import { Sentence } from '@/components/ui/sentence';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';
import { counted } from '@/lib/format/count';
import { toCodeSegment } from './code-segment';

export interface CodeEntry {
  meaning: ExitCodeMeaning;
  /** Runs of the range that ended so; `null`: not counted, or not yet. */
  runs: number | null;
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
          className="relative grid grid-cols-[64px_minmax(0,1fr)] gap-x-4 gap-y-0.5 px-4 py-3 hover:bg-raised sm:grid-cols-[64px_minmax(0,1fr)_120px]"
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
          <p className="max-sm:col-start-2 sm:text-right">
            {runs !== null && runs > 0 && <span className="font-semibold">{counted(runs, 'run')}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
