import type { Fact } from './incident-facts';

export function FactStrip({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="card grid grid-cols-2 overflow-hidden sm:grid-cols-3 xl:grid-cols-6">
      {facts.map((fact) => (
        <div key={fact.name} className="-mt-px -ml-px border-line border-t border-l px-4 py-2.5">
          <dt className="text-meta text-text-soft">{fact.name}</dt>
          <dd className="flex flex-wrap items-baseline gap-x-1.5">
            <span className="text-fact">{fact.value}</span>
            {fact.remark !== null && <span className="text-meta text-text-soft">{fact.remark}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
