import { toAgo } from '@/components/ui/ago';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Incident } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';
import { counted, listed } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { shortRevision } from '@/lib/format/name';
import { toClock, toMoment } from '@/lib/format/time';

export interface Fact {
  name: string;
  value: string;
  /** As things stood when the page was made. */
  remark: string | null;
  /** What the remark goes on to say while the page is open: the age of a moment, or the time until the next attempt. */
  goesOn?: { kind: 'ago'; atMs: number } | { kind: 'next-attempt' };
  /** The question whose rows were counted (name of its .kql file). */
  question: 'system-rows' | 'console-failure-lines';
}

/** A console line that a rule or the failure terms matched. */
interface TellingLine {
  atMs: number;
  container: string | null;
}

interface FactSources {
  lines?: readonly TellingLine[];
  /** Ages are told from the newest row then. */
  isExport?: boolean;
}

const unitWord = { app: 'replica', job: 'attempt' } as const;

/** The six things that people ask next, in the order in which they ask. */
export function toFacts(incident: Incident, diagnosis: Diagnosis, { lines, isExport }: FactSources = {}): Fact[] {
  const { asOfMs, app } = diagnosis;
  const unit = unitWord[app.kind];
  const replicas = new Set(diagnosis.runs.flatMap((run) => run.replica ?? []));
  for (const replica of incident.replicas) replicas.add(replica);
  const waits = diagnosis.backOffGaps.filter((gap) => isOfIncident(gap, incident));
  const waitedMs = waits.reduce(
    (sum, gap) => sum + Math.max(0, (gap.toMs ?? Math.min(asOfMs, gap.predictedToMs ?? asOfMs)) - gap.fromMs),
    0,
  );
  const count = countFact(incident, lines ?? []);
  const { question } = count;
  const facts: (Fact | null)[] = [
    count,
    incident.replicas.length === 0
      ? {
          name: `${unit === 'replica' ? 'Replicas' : 'Attempts'} hit`,
          value: '–',
          remark: 'not in these rows',
          question,
        }
      : {
          name: `${unit === 'replica' ? 'Replicas' : 'Attempts'} hit`,
          value: String(incident.replicas.length),
          remark: `of ${counted(replicas.size, unit)} seen`,
          question,
        },
    { name: 'First sign', value: toClock(incident.fromMs), remark: dayRemark(incident.fromMs, asOfMs), question },
    {
      name: 'Latest sign',
      value: toClock(incident.toMs),
      remark: toAgo(asOfMs - incident.toMs, isExport === true),
      goesOn: { kind: 'ago', atMs: incident.toMs },
      question,
    },
    backOffFact(incident),
    waits.length > 0
      ? {
          name: 'Spent waiting',
          value: toDuration(waitedMs),
          remark: `in ${counted(waits.length, 'back-off')}`,
          question: 'system-rows',
        }
      : lifetimeFact(incident.exits),
  ];
  return facts.filter((fact) => fact !== null);
}

function countFact(incident: Incident, lines: readonly TellingLine[]): Fact {
  if (incident.exits.length > 0) {
    return {
      name: 'Unexpected exits',
      value: String(incident.exits.length),
      remark: codesOf(incident.exits),
      question: 'system-rows',
    };
  }
  if (incident.failedStarts.length > 0) {
    const stages = [...new Set(incident.failedStarts.map((start) => start.stage))];
    return {
      name: 'Failed starts',
      value: String(incident.failedStarts.length),
      remark: `at ${listed(stages)}`,
      question: 'system-rows',
    };
  }
  return {
    name: 'Rows that tell of it',
    value: String(tellingRows(incident, lines)),
    remark: 'nothing exited',
    question: incident.faults.length > 0 ? 'system-rows' : 'console-failure-lines',
  };
}

/** Of a fault that only the console tells of no system row speaks: then its lines count. */
function tellingRows({ faults, findings, container, fromMs, toMs }: Incident, lines: readonly TellingLine[]): number {
  if (faults.length > 0) return faults.length;
  const own = lines.filter(
    (line) =>
      line.atMs >= fromMs &&
      line.atMs <= toMs &&
      (container === null || line.container === null || line.container === container),
  );
  const proof = new Set(findings.flatMap((finding) => finding.evidence.map((evidence) => evidence.row)));
  return Math.max(own.length, proof.size);
}

/** `exit 137`, `exit 1 and 137`, `no exit code`. */
export function codesOf(exits: readonly Run[]): string {
  const codes = [...new Set(exits.map((run) => run.exit?.exitCode ?? null))];
  const real = codes.filter((code) => code !== null).sort((a, b) => a - b);
  if (real.length === 0) return 'no exit code';
  const told = `exit ${listed(real.map(String))}`;
  return codes.includes(null) ? `${told} or none` : told;
}

function backOffFact({ backOff }: Incident): Fact {
  if (!backOff) return { name: 'Back-off', value: 'none seen', remark: null, question: 'system-rows' };
  const fact = { name: 'Back-off', value: `stage ${backOff.stage} of 6`, question: 'system-rows' } as const;
  if (backOff.nextAttemptMs === null) return { ...fact, remark: `seen in ${listed(backOff.seenIn)}` };
  return { ...fact, remark: `next about ${toClock(backOff.nextAttemptMs)}`, goesOn: { kind: 'next-attempt' } };
}

function lifetimeFact(exits: readonly Run[]): Fact | null {
  const lives = exits.flatMap((run) => run.lifetimeSeconds ?? []).sort((a, b) => a - b);
  const middle = lives[Math.floor(lives.length / 2)];
  return middle === undefined
    ? null
    : { name: 'Lived', value: toDuration(middle * 1000), remark: 'median run', question: 'system-rows' };
}

function isOfIncident(gap: Diagnosis['backOffGaps'][number], incident: Incident): boolean {
  return (
    (incident.container === null || gap.container === incident.container) &&
    (gap.replica === null || incident.replicas.length === 0 || incident.replicas.includes(gap.replica))
  );
}

function dayRemark(atMs: number, asOfMs: number): string {
  return asOfMs - atMs > 20 * 3_600_000 ? `${toMoment(atMs).split(' ').slice(0, 2).join(' ')} UTC` : 'UTC';
}

const waits = { 1: '10 s', 2: '20 s', 3: '40 s', 4: '80 s', 5: '160 s', 6: '5 min' } as const;

/** What the verdict's title leaves out: whose container, how often, how wide, whether it goes on. */
export function toLead(incident: Incident, diagnosis: Diagnosis): string {
  const sentences = [howOften(incident), howWide(incident), howItStands(incident, diagnosis.asOfMs)];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** A title that has named the container and counted its exits needs only the time they took. */
function isToldIn(title: string, { container, exits }: Incident): boolean {
  return container !== null && title.includes(container) && title.includes(times(exits.length));
}

function howOften(incident: Incident): string {
  const { container, role, exits, failedStarts, fromMs, toMs } = incident;
  const name = container === null ? 'The app' : `${roleWord(role)} \`${container}\``;
  const during = exits.length !== 1 && toMs - fromMs >= 1000 ? ` in ${toDuration(toMs - fromMs)}` : '';
  if (exits.length > 1 && isToldIn(splitSummary(incident.findings[0].summary).title, incident)) {
    return `It took${during.replace(' in', '')} from the first exit to the last.`;
  }
  if (exits.length > 0) return `${name} exited ${times(exits.length)}${during}, ${codesOf(exits)}.`;
  if (failedStarts.length > 0) return `${name} failed to start ${times(failedStarts.length)}${during}.`;
  return container === null
    ? 'Nothing exited; other rows tell of the fault.'
    : `${name} did not exit; other rows tell of the fault.`;
}

function roleWord(role: Incident['role']): string {
  if (role === 'init') return 'Init container';
  if (role === 'sidecar') return 'Sidecar';
  if (role === 'dapr' || role === 'platform') return 'The platform’s container';
  return 'Container';
}

function times(n: number): string {
  return n === 1 ? 'once' : `${n} times`;
}

function howWide({ revisions, findings }: Incident): string {
  const revision = revisions.length === 1 && revisions[0] ? `revision \`${shortRevision(revisions[0])}\`` : null;
  const [finding] = findings;
  // Of the whole app nothing new is said.
  const scope = finding.scope === 'the app' || finding.scope === 'the job' ? '' : finding.scope;
  if (revision !== null && scope.includes(revisions[0] ?? '')) return `It hit ${scope}.`;
  const told = [scope === '' ? null : scope, revision].filter((part) => part !== null);
  return told.length === 0 ? '' : `It hit ${told.join(', ')}.`;
}

function howItStands(incident: Incident, asOfMs: number): string {
  const { backOff, state } = incident;
  // That it is over, and why, has a line of its own.
  if (state !== 'ongoing') return '';
  if (!backOff) return '';
  const wait = `The platform now waits ${backOff.stage === 6 ? 'up to ' : ''}${waits[backOff.stage]} between attempts`;
  if (backOff.nextAttemptMs === null) return `${wait}.`;
  const when = toClock(backOff.nextAttemptMs);
  return backOff.nextAttemptMs > asOfMs
    ? `${wait}; the next one is expected about ${when} UTC.`
    : `${wait}; the next one was expected about ${when} UTC.`;
}

/** A title is one sentence; what a summary says beyond it stands under it. */
export function splitSummary(summary: string): { title: string; rest: string } {
  const end = /[.!?](?=\s+["“'‘A-Z])/.exec(summary);
  if (!end) return { title: summary.replace(/\.$/, ''), rest: '' };
  return { title: summary.slice(0, end.index), rest: summary.slice(end.index + 1).trim() };
}
