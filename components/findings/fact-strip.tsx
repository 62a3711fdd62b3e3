import { Ago, NextAttempt } from '@/components/live/ages';
import type { IncidentNow } from '@/components/live/live';
import type { Fact } from './incident-facts';

/** The numbers that people ask for next, each with a link to the query whose rows it counts. */
export function FactStrip({
  facts,
  incident,
  isExport,
  queryHref,
}: {
  facts: readonly Fact[];
  incident: IncidentNow;
  isExport: boolean;
  /** `null`: the question was not asked. */
  queryHref: (question: string) => string | null;
}) {
  return (
    <dl className="card grid grid-cols-2 overflow-hidden sm:grid-cols-3 xl:grid-cols-6">
      {facts.map((fact) => (
        <div
          key={fact.name}
          className="relative -mt-px -ml-px min-w-0 border-line border-t border-l px-4 py-2.5 [overflow-wrap:anywhere]"
        >
          <dt className="pr-9 text-meta text-text-soft">{fact.name}</dt>
          <dd className="flex flex-wrap items-baseline gap-x-1.5">
            <span className="text-fact">{fact.value}</span>
            {fact.remark !== null && (
              <span className="text-meta text-text-soft">
                <Remark fact={fact} incident={incident} isExport={isExport} />
              </span>
            )}
          </dd>
          <QueryLink fact={fact} href={queryHref(fact.question)} />
        </div>
      ))}
    </dl>
  );
}

function Remark({ fact, incident, isExport }: { fact: Fact; incident: IncidentNow; isExport: boolean }) {
  switch (fact.goesOn?.kind) {
    case 'ago':
      return <Ago atMs={fact.goesOn.atMs} isExport={isExport} />;
    case 'next-attempt':
      return <NextAttempt incident={incident} />;
    case undefined:
      return fact.remark;
  }
}

function QueryLink({ fact, href }: { fact: Fact; href: string | null }) {
  if (href === null) return null;
  return (
    <dd className="absolute top-1 right-1.5">
      <a
        href={href}
        title={`The query behind “${fact.name}”`}
        className="inline-flex size-6 items-center justify-center rounded-control font-mono text-axis text-text-faint hover:bg-raised hover:text-text"
      >
        <span aria-hidden="true">{'{}'}</span>
        <span className="sr-only">The query behind “{fact.name}”</span>
      </a>
    </dd>
  );
}
