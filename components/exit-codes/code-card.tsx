import { causeName } from '@/components/findings/cause-name';
import { Sentence } from '@/components/ui/sentence';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';

/** One code explained: what it says, what is particular here, what to look at, and how that is known. */
export function CodeCard({ meaning }: { meaning: ExitCodeMeaning }) {
  return (
    <section aria-labelledby="meaning-title" className="card grid overflow-hidden lg:grid-cols-[minmax(0,1fr)_372px]">
      <div className="min-w-0 p-5 sm:px-6">
        <h2 id="meaning-title" className="font-semibold">
          What it means
        </h2>
        <p className="mt-1 max-w-[78ch] text-lead">
          <Sentence text={meaning.meaning} />
        </p>
        {meaning.onContainerApps !== null && (
          <>
            <h3 className="mt-4 font-semibold">On Container Apps</h3>
            <p className="mt-1 max-w-[78ch] text-lead">
              <Sentence text={meaning.onContainerApps} />
            </p>
          </>
        )}
        {meaning.sources.length > 0 && (
          <>
            <h3 className="mt-4 font-semibold text-meta text-text-soft">Known from</h3>
            <ul className="mt-0.5 text-meta text-text-soft">
              {meaning.sources.map((source) => (
                <li key={source} className="[overflow-wrap:anywhere]">
                  {source}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <div className="min-w-0 border-line border-t p-5 lg:border-t-0 lg:border-l">
        <h2 className="font-semibold">Look at first</h2>
        <ol className="mt-1 list-decimal space-y-1 pl-5 text-text-soft">
          {meaning.lookAt.map((step) => (
            <li key={step}>
              <Sentence text={step} />
            </li>
          ))}
        </ol>
        {meaning.causes.length > 0 && (
          <>
            <h3 className="mt-4 font-semibold">Causes that end so</h3>
            <ul className="mt-1.5 flex flex-wrap gap-1.5 text-meta">
              {meaning.causes.map((cause) => (
                <li key={cause} title={cause} className="rounded-full border border-line bg-raised px-2.5 py-0.5">
                  {causeName[cause]}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
