import { Glyph } from '@/components/timeline/glyph';
import { Sentence } from '@/components/ui/sentence';
import { ShallowLink } from '@/components/ui/shallow-link';
import type { Cause } from '@/lib/domain/cause';
import type { Finding, Incident, RuledOut } from '@/lib/domain/incident';
import { counted } from '@/lib/format/count';
import { toPlainLine } from '@/lib/format/line';
import { toLogName } from '@/lib/format/name';
import { toClock } from '@/lib/format/time';
import type { MarkKind } from '@/lib/timeline/timeline-view';
import { attributionName, causeName } from './cause-name';
import { type EvidenceGroup, groupEvidence } from './evidence-groups';
import { toCrashLines } from './verdict-lines';

export type RunHref = (run: string) => string;

/** What leads from evidence to where it comes from. */
export interface EvidenceLinks {
  runHref: RunHref;
  /** By the row's table; `null`: the question was not asked. */
  logHref: (table: string) => string | null;
}

/** The findings with the rows that prove them, strongest first, and what was looked at and does not hold. */
export function WhyPanel({ incident, links }: { incident: Incident; links: EvidenceLinks }) {
  const crash = toCrashLines(incident);
  return (
    <section id="why" aria-labelledby="why-title" className="card min-w-0">
      <div className="card-head">
        <h2 id="why-title" className="font-semibold">
          Why
        </h2>
        <span className="text-text-faint">strongest first</span>
      </div>
      <ul className="divide-y divide-line">
        {incident.findings.map((finding, place) => (
          <FindingItem key={finding.cause} finding={finding} isVerdict={place === 0} links={links} />
        ))}
      </ul>
      {crash.length > 0 && (
        <dl className="space-y-2 border-line border-t px-4 py-3">
          {crash.map(({ name, text }) => (
            <div key={name}>
              <dt className="font-semibold">{name}</dt>
              <dd className="text-text-soft [overflow-wrap:anywhere]">
                <Sentence text={text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <RuledOutList items={incident.ruledOut} />
    </section>
  );
}

export function FindingItem({
  finding,
  isVerdict,
  links,
}: {
  finding: Finding;
  isVerdict: boolean;
  links: EvidenceLinks;
}) {
  const groups = groupEvidence(finding.evidence);
  return (
    <li
      className={`grid grid-cols-[14px_minmax(0,1fr)] gap-x-3.5 px-4 py-3 ${isVerdict ? 'border-exit border-l-2 bg-exit-soft pl-3.5' : ''}`}
    >
      <Glyph kind={familyOf(finding.cause)} className="mt-[3px]" />
      <div className="min-w-0">
        <h3 className="font-semibold">{causeName[finding.cause]}</h3>
        {!isVerdict && (
          <p className="text-text-soft">
            <Sentence text={finding.summary} />
          </p>
        )}
        <p className="text-meta text-text-soft">
          <code className="font-mono">{finding.cause}</code> · {finding.confidence} confidence ·{' '}
          {finding.attribution === 'unknown'
            ? 'whose it is, is not known'
            : `lies with ${attributionName[finding.attribution].toLowerCase()}`}
        </p>
        <EvidenceList groups={groups} links={links} />
      </div>
    </li>
  );
}

const shownAtOnce = 4;

function EvidenceList({ groups, links }: { groups: readonly EvidenceGroup[]; links: EvidenceLinks }) {
  if (groups.length === 0) return <p className="mt-1 text-meta text-text-soft">No row speaks for it by itself.</p>;
  const rest = groups.slice(shownAtOnce);
  return (
    <>
      <EvidenceItems groups={groups.slice(0, shownAtOnce)} links={links} />
      {rest.length > 0 && (
        <details className="mt-2">
          <summary className="link text-meta">
            {counted(rest.length, 'further kind of row', 'further kinds of row')}
          </summary>
          <EvidenceItems groups={rest} links={links} />
        </details>
      )}
    </>
  );
}

function EvidenceItems({ groups, links }: { groups: readonly EvidenceGroup[]; links: EvidenceLinks }) {
  return (
    <ul className="mt-2 space-y-2">
      {groups.map((group) => (
        <li key={`${group.table} ${group.text}`}>
          <RowText text={toPlainLine(group.text)} />
          <p className="text-meta text-text-soft">
            <LogLink table={group.table} links={links} /> · {group.count === 1 ? toClock(group.firstMs) : spanOf(group)}{' '}
            ·{' '}
            {group.run === null ? (
              shownRows(group.count)
            ) : (
              <ShallowLink
                href={links.runHref(group.run)}
                set={{ run: group.run }}
                label={`${shownRows(group.count)}: show the run`}
              >
                {shownRows(group.count)}
              </ShallowLink>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The log a row comes from, leading to the query that found it. */
function LogLink({ table, links }: { table: EvidenceGroup['table']; links: EvidenceLinks }) {
  const name = toLogName(table);
  const href = links.logHref(table);
  if (href === null) return name;
  return (
    <a
      href={href}
      className="underline decoration-dotted underline-offset-3 hover:text-text"
      title={`The query that found it in the ${name.toLowerCase()}`}
    >
      {name}
    </a>
  );
}

/** About four lines of the narrowest column: what is longer is cut until somebody asks for it. */
const shortText = 150;

/** The row's words, all of them within reach of pointer, finger and keyboard, with and without JavaScript. */
function RowText({ text }: { text: string }) {
  const words = 'font-mono text-log [overflow-wrap:anywhere]';
  if (text.length <= shortText) return <p className={words}>{text}</p>;
  return (
    <div className="group/row">
      <p className={`line-clamp-4 group-has-[details[open]]/row:line-clamp-none ${words}`}>{text}</p>
      <details className="group/whole">
        <summary className="link w-fit list-none text-meta [&::-webkit-details-marker]:hidden">
          <span className="group-open/whole:hidden">Show the whole row</span>
          <span className="hidden group-open/whole:inline">Fold the row</span>
        </summary>
      </details>
    </div>
  );
}

/** A rule names the most telling rows, not all of them: a count must not read as a total. */
function shownRows(count: number): string {
  return counted(count, 'row shown', 'rows shown');
}

function spanOf(group: EvidenceGroup): string {
  return `${toClock(group.firstMs)} – ${toClock(group.lastMs)}`;
}

function RuledOutList({ items }: { items: readonly RuledOut[] }) {
  if (items.length === 0) return null;
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-semibold">Ruled out</h3>
      <ul className="mt-1.5 space-y-2">
        {items.map((item) => (
          <li key={item.cause} className="grid grid-cols-[14px_minmax(0,1fr)] gap-x-3.5">
            <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true" className="mt-[3px]">
              <path d="M2 7.5 5.5 11 12 3.5" fill="none" strokeWidth="1.6" className="stroke-start-text" />
            </svg>
            <p className="text-text-soft">
              <span className="text-text">{causeName[item.cause]}:</span> <Sentence text={item.why} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is told without an exit of its own. */
const faultCauses: readonly Cause[] = [
  'app.worker-oom',
  'platform.node-move',
  'platform.quota',
  'port.mismatch',
  'secret.sync',
  'keda.scaler',
];

/** The mark in the timeline that a cause shows itself by. */
function familyOf(cause: Cause): MarkKind {
  if (cause === 'unknown' || cause === 'noise.benign') return 'other';
  if (cause.startsWith('probe.')) return 'probe';
  if (cause.startsWith('image.') || cause.startsWith('volume.') || cause === 'platform.create-timeout')
    return 'start-failed';
  if (cause === 'job.backoff-limit') return 'back-off';
  if (cause === 'platform.scale-down' || cause === 'normal.exit') return 'stop';
  if (faultCauses.includes(cause)) return 'fault';
  return cause.startsWith('app.') ? 'stderr' : 'exit';
}
