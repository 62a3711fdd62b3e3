import { AskAgain } from '@/components/ui/ask-again';
import type { PartFailure } from './trust-items';

/** Parts of the page that got no answer, above all that was answered: a verdict without them may be wrong. */
export function PartFailures({ failures }: { failures: readonly PartFailure[] }) {
  if (failures.length === 0) return null;
  return (
    <section role="alert" aria-labelledby="failures-title" className="card border-l-4 border-l-exit px-5 py-3">
      <h2 id="failures-title" className="font-semibold">
        Part of this page got no answer
      </h2>
      <ul className="mt-1 space-y-2 text-text-soft">
        {failures.map(({ parts, failure }) => (
          <li key={failure.message}>
            <p>
              {parts.join(' · ')}: {failure.message} <span className="font-medium text-text">{failure.remedy}</span>
            </p>
          </li>
        ))}
      </ul>
      <p className="mt-2 flex flex-wrap items-center gap-3 text-text-soft">
        <AskAgain /> What stands below rests on the other answers alone.
      </p>
    </section>
  );
}
