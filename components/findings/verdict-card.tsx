import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Sentence } from '@/components/ui/sentence';
import { YourTime } from '@/components/ui/your-time';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Finding, Incident, NextStep } from '@/lib/domain/incident';
import { toDuration } from '@/lib/format/duration';
import { isSameDay, toMinute, toMoment } from '@/lib/format/time';
import { attributionName, causeName, confidenceName } from './cause-name';
import { splitSummary, toLead } from './incident-facts';
import { StateSign, stateSign } from './state-sign';

/** What happened, to whom, how sure, since when; and the one thing to try first. */
export function VerdictCard({ incident, diagnosis }: { incident: Incident; diagnosis: Diagnosis }) {
  const [finding] = incident.findings;
  const [first] = finding.nextSteps;
  const said = splitSummary(finding.summary);
  const isBad = incident.state !== 'over';
  return (
    <section
      aria-labelledby="verdict-title"
      className={`card grid overflow-hidden border-l-4 lg:grid-cols-[minmax(0,1fr)_372px] ${isBad ? 'border-l-exit' : 'border-l-start'}`}
    >
      <div className="min-w-0 p-5 sm:px-6">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-text-soft">
          <StateSign sign={stateSign[incident.state]} className="text-body" />
          <Since incident={incident} asOfMs={diagnosis.asOfMs} />
        </p>
        <h2
          id="verdict-title"
          className="mt-1.5 max-w-[50ch] text-pretty wrap-anywhere text-verdict-small sm:text-verdict"
        >
          <Sentence text={said.title} />
        </h2>
        {said.rest !== '' && (
          <p className="mt-1.5 max-w-[78ch] text-pretty font-medium text-lead">
            <Sentence text={said.rest} />
          </p>
        )}
        <p className="mt-1.5 max-w-[78ch] text-pretty text-lead text-text-soft">
          <Sentence text={toLead(incident, diagnosis)} />
        </p>
        <Labels finding={finding} />
      </div>
      {first && <TryFirst steps={finding.nextSteps} first={first} />}
    </section>
  );
}

function Since({ incident, asOfMs }: { incident: Incident; asOfMs: number }) {
  const atMs = incident.state === 'over' ? (incident.overSinceMs ?? incident.toMs) : incident.fromMs;
  const clock = isSameDay(atMs, asOfMs) ? toMinute(atMs) : toMoment(atMs).slice(0, -3);
  return (
    <span>
      since {clock} UTC
      <YourTime atMs={atMs} />, for {toDuration(asOfMs - atMs)}
    </span>
  );
}

function Labels({ finding }: { finding: Finding }) {
  return (
    <ul className="mt-3 flex flex-wrap gap-1.5 text-meta">
      <Label name="Likely cause" value={causeName[finding.cause]} title={finding.cause} />
      <Label name="Lies with" value={attributionName[finding.attribution]} />
      <li
        className="rounded-full border border-line bg-raised px-2.5 py-0.5 font-medium"
        data-confidence={finding.confidence}
      >
        {confidenceName[finding.confidence]}
      </li>
    </ul>
  );
}

function Label({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <li className="rounded-full border border-line bg-raised px-2.5 py-0.5 text-text-soft" title={title}>
      {name} <span className="font-medium text-text">{value}</span>
    </li>
  );
}

function TryFirst({ steps, first }: { steps: readonly NextStep[]; first: NextStep }) {
  const rest = steps.slice(1);
  return (
    <div className="min-w-0 border-line border-t p-5 lg:border-t-0 lg:border-l">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h3 className="font-semibold">Try first</h3>
        {first.command !== null && <CopyButton text={first.command} label="Copy command" />}
      </div>
      <Step step={first} />
      {rest.length > 0 && (
        <details className="mt-3">
          <summary className="link text-meta">
            {rest.length === 1 ? 'One more step' : `${rest.length} more steps`}
          </summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section className="lg:max-h-56 lg:overflow-y-auto" tabIndex={0} aria-label="More steps">
            <ol className="mt-1 space-y-3">
              {rest.map((step) => (
                <li key={step.text}>
                  <Step step={step}>
                    {step.command !== null && <CopyButton text={step.command} label="Copy command" className="mt-2" />}
                  </Step>
                </li>
              ))}
            </ol>
          </section>
        </details>
      )}
    </div>
  );
}

function Step({ step, children }: { step: NextStep; children?: ReactNode }) {
  return (
    <>
      <p className="mt-1 text-text-soft">
        <Sentence text={step.text} />
      </p>
      {step.command !== null && <Code text={step.command} />}
      {children}
      {step.kql !== null && (
        <details className="mt-2">
          <summary className="link text-meta">Query to check it</summary>
          <Code text={step.kql} />
          <CopyButton text={step.kql} label="Copy query" className="mt-2" />
        </details>
      )}
      {step.href !== null && (
        <p className="mt-2">
          <a className="link" href={step.href} rel="noreferrer" target="_blank">
            Read more about it
          </a>
        </p>
      )}
    </>
  );
}

function Code({ text }: { text: string }) {
  return (
    <pre className="mt-2 whitespace-pre-wrap rounded-control border border-line bg-raised px-3 py-2 font-mono text-log [overflow-wrap:anywhere]">
      {text}
    </pre>
  );
}
