import Link from 'next/link';
import { Skeleton } from '@/components/ui/skeleton';
import { counted, grouped } from '@/lib/format/count';
import { toCodeSegment } from './code-segment';
import { type CodeEntry, endedSo } from './code-table';

/** The codes that the range holds, most frequent first; `null` while they are being counted. */
export function SeenCodes({ entries, query }: { entries: readonly CodeEntry[] | null; query: string }) {
  const seen = (entries ?? []).filter((entry) => endedSo(entry) > 0).sort((a, b) => endedSo(b) - endedSo(a));
  return (
    <section
      aria-labelledby="seen-title"
      aria-busy={entries === null || undefined}
      className="card flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2"
    >
      <h2 id="seen-title" className="font-semibold">
        In this range
      </h2>
      {entries === null && <Skeleton className="h-7 w-80 max-w-full" />}
      {entries !== null && seen.length === 0 && (
        <p className="text-text-soft">No run ended, as far as the rows tell.</p>
      )}
      {seen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {seen.map((entry) => {
            const { meaning } = entry;
            return (
              <li key={toCodeSegment(meaning.code)}>
                <Link
                  className="control rounded-full"
                  prefetch={false}
                  href={`/exit-codes/${toCodeSegment(meaning.code)}${query}`}
                  aria-label={`${meaning.code === null ? 'No exit code' : `Exit code ${meaning.code}`}: ${counted(endedSo(entry), 'run')}`}
                  title={meaning.title}
                >
                  <span className="font-mono font-semibold">{meaning.code ?? 'none'}</span>
                  <span className="text-text-soft">×{grouped(endedSo(entry))}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
