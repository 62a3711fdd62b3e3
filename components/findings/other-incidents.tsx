import { Sentence } from '@/components/ui/sentence';
import type { Incident } from '@/lib/domain/incident';
import { toRangeLabel } from '@/lib/format/time';
import { causeName } from './cause-name';
import { StateSign, stateSign } from './state-sign';
import { type EvidenceLinks, FindingItem } from './why-panel';

/** What else went wrong in the range, each folded under its own verdict. */
export function OtherIncidents({ incidents, links }: { incidents: readonly Incident[]; links: EvidenceLinks }) {
  if (incidents.length === 0) return null;
  return (
    <section id="others" aria-labelledby="others-title" className="card min-w-0">
      <div className="card-head">
        <h2 id="others-title" className="font-semibold">
          Also in this range
        </h2>
        <span className="text-text-faint">{incidents.length}</span>
      </div>
      <ul className="divide-y divide-line">
        {incidents.map((incident) => (
          <li key={incident.id}>
            <details className="group">
              <summary className="px-4 py-3 hover:bg-raised">
                <span className="ml-1 inline-flex flex-wrap items-baseline gap-x-3">
                  <StateSign sign={stateSign[incident.state]} className="text-meta" />
                  <span className="font-semibold">{causeName[incident.findings[0].cause]}</span>
                  <span className="text-meta text-text-soft">
                    {incident.container ?? 'the app'} · {toRangeLabel(incident.fromMs, incident.toMs)}
                  </span>
                </span>
                <span className="mt-0.5 block pl-4 text-text-soft">
                  <Sentence text={incident.findings[0].summary} />
                </span>
              </summary>
              <ul className="divide-y divide-line border-line border-t">
                {incident.findings.map((finding) => (
                  <FindingItem key={finding.cause} finding={finding} isVerdict={false} links={links} />
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
