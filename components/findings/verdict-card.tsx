import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Sentence } from '@/components/ui/sentence';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Incident, NextStep } from '@/lib/domain/incident';
import { confidenceName } from './cause-name';
import { splitSummary, toLead } from './incident-facts';
import { IsItFixed, Since, StateNow, VerdictFrame } from './incident-now';
import { toIncidentNow, toPatience } from './stands';
import { toCauseWords, toVerdictLines, type VerdictLine } from './verdict-lines';

/** What happened, to whom, how sure, since when; the one thing to try first; and whether it is over. */
export function VerdictCard({ incident, diagnosis }: { incident: Incident; diagnosis: Diagnosis }) {
  const [finding] = incident.findings;
  const [first] = finding.nextSteps;
  const said = splitSummary(finding.summary);
  const now = toIncidentNow(incident);
  return (
    <VerdictFrame incident={now}>
      <div className="grid lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="flex min-w-0 flex-col p-5 sm:px-6">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-text-soft">
            <StateNow incident={now} />
            <span className="font-medium text-text" data-confidence={finding.confidence}>
              {confidenceName[finding.confidence]}
            </span>
            <span title={finding.cause}>{toCauseWords(finding)}</span>
            <Since incident={now} fromMs={incident.fromMs} />
          </p>
          <h2
            id="verdict-title"
            className="mt-1.5 max-w-[50ch] text-pretty wrap-anywhere text-verdict-small sm:text-verdict"
          >
            <Sentence text={said.title} />
          </h2>
          <p className="mt-1.5 max-w-[90ch] text-pretty text-lead text-text-soft">
            {said.rest !== '' && (
              <span className="font-medium text-text">
                <Sentence text={said.rest} />{' '}
              </span>
            )}
            <Sentence text={toLead(incident, diagnosis)} />
          </p>
          <Lines lines={toVerdictLines(incident, diagnosis)} />
          <IsItFixed incident={now} patience={toPatience(incident, diagnosis)} />
        </div>
        {first && (
          <TryFirst
            title={incident.state === 'over' ? 'If it comes back, try first' : 'Try first'}
            steps={finding.nextSteps}
            first={first}
          />
        )}
      </div>
    </VerdictFrame>
  );
}

function Lines({ lines }: { lines: readonly VerdictLine[] }) {
  if (lines.length === 0) return null;
  return (
    <dl className="mt-2.5 grid max-w-[100ch] gap-x-4 gap-y-1 sm:grid-cols-[auto_minmax(0,1fr)]">
      {lines.map(({ name, text }) => (
        <div key={name} className="sm:contents">
          <dt className="text-text-faint">{name}</dt>
          <dd className="min-w-0 max-sm:mb-1 [overflow-wrap:anywhere]">
            <Sentence text={text} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function TryFirst({ title, steps, first }: { title: string; steps: readonly NextStep[]; first: NextStep }) {
  const rest = steps.slice(1);
  return (
    <div className="min-w-0 border-line border-t p-5 lg:border-t-0 lg:border-l">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h3 className="font-semibold">{title}</h3>
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
