import { findMatches } from '@/lib/diagnosis/console/match';
import { CrashReader } from '@/lib/diagnosis/crash/crash-reader';
import { Hearing } from '@/lib/diagnosis/crash/hearing';
import { consoleTroubles, isStillAlive } from '@/lib/diagnosis/facts/console-troubles';
import { type Facts, gatherFacts } from '@/lib/diagnosis/facts/facts';
import { standingOf } from '@/lib/diagnosis/facts/incident-state';
import { replicasOf, revisionsOf, scopeOf } from '@/lib/diagnosis/facts/scope';
import { newTrouble, signTimes, type Trouble } from '@/lib/diagnosis/facts/trouble';
import { gatherTroubles } from '@/lib/diagnosis/facts/troubles';
import { waysOf } from '@/lib/diagnosis/facts/ways';
import { rules } from '@/lib/diagnosis/rules';
import { quietCauses } from '@/lib/domain/cause';
import type { AppStatus, Diagnosis, DiagnosisInput } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { Evidence, Finding, Incident, RuledOut } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';
import { blindSpotsIn } from './blind-spots';
import { toCase } from './case';
import { byStrength, byUrgency, isQuiet, ordinaryCausality, type RankedFinding } from './rank';
import type { Case, ConsoleMatch, Examined, Rule } from './rule';
import { sayUnknown } from './unknown-cause';

export { parseSystemRow } from '@/lib/diagnosis/facts/events';
export { findRun, parseRunId, toRunId } from '@/lib/diagnosis/facts/run-id';

/**
 * What happened to an app or job, why, and how sure that is. Pure and deterministic: the same rows give the same answer,
 * in whatever order and however often they come.
 */
export function diagnose(input: DiagnosisInput): Diagnosis {
  return diagnoseWith(rules, input);
}

export function diagnoseWith(known: readonly Rule[], input: DiagnosisInput): Diagnosis {
  const facts = gatherFacts(input);
  const matches = findMatches(facts.console.all, known, (row) => facts.console.runOf(row));
  const bench = new Bench(known, facts, matches);
  const examined = gatherTroubles(facts).flatMap((trouble) => bench.examineWays(trouble));
  const loud = examined.filter((each) => !each.isQuiet);
  const hinted = [
    ...hintedTroubles(facts),
    ...consoleTroubles(
      facts,
      matches,
      loud.map((each) => each.trouble),
    ),
  ]
    .map((trouble) => bench.examine(trouble))
    .filter((each) => !each.isQuiet && !each.isUnknown && !isStillAlive(each, facts.endMs));
  const hearing = new Hearing(facts);
  const crashes = new CrashReader(facts, hearing, (row) => bench.toEvidence(row));
  const incidents = [...loud, ...hinted].map((each) => toIncident(each, facts, crashes)).sort(byUrgency);
  return {
    app: input.app,
    range: input.range,
    asOfMs: input.asOfMs,
    status: statusOf(incidents, facts),
    exits: countExits(facts),
    incidents,
    notes: notesOf(
      examined.filter((each) => each.isQuiet),
      bench.examineCalm([...loud, ...hinted].map((each) => each.trouble)),
    ),
    runs: facts.runs,
    failedStarts: facts.failedStarts,
    backOffGaps: facts.gaps,
    events: facts.events,
    blindSpots: blindSpotsIn(facts, hearing),
  };
}

interface ExaminedTrouble {
  trouble: Trouble;
  incident: Case;
  findings: [Finding, ...Finding[]];
  ruledOut: RuledOut[];
  isQuiet: boolean;
  isUnknown: boolean;
}

/** Puts cases before the rules and takes down what they say. */
class Bench {
  readonly #rules: readonly Rule[];
  readonly #facts: Facts;
  readonly #matches: readonly ConsoleMatch[];
  readonly #runOfRow: ReadonlyMap<string, string>;

  constructor(known: readonly Rule[], facts: Facts, matches: readonly ConsoleMatch[]) {
    this.#rules = known;
    this.#facts = facts;
    this.#matches = matches;
    this.#runOfRow = new Map(
      facts.runs.flatMap((run) =>
        run.events.flatMap((event) => [event.row, ...event.repeats].map((row) => [row.id, run.id] as const)),
      ),
    );
  }

  examine(trouble: Trouble): ExaminedTrouble {
    const incident = toCase(trouble, this.#facts, this.#matches);
    const scope = scopeOf(trouble, this.#facts);
    const ruledOut: RuledOut[] = [];
    const ranked: RankedFinding[] = [];
    for (const rule of this.#rules) {
      const said = rule.examine(incident);
      if (said === null) continue;
      if ('ruledOut' in said) ruledOut.push({ cause: rule.cause, why: said.ruledOut });
      else ranked.push({ finding: this.#toFinding(rule, said, scope), causality: said.causality ?? ordinaryCausality });
    }
    ranked.sort(byStrength);
    const [first, ...others] = ranked.map(({ finding }) => finding);
    if (first !== undefined) {
      // What is most likely harmless must not alarm because of what it could be besides.
      const isCalm = isQuiet(first.cause) && !isLoop(incident);
      return { trouble, incident, findings: [first, ...others], ruledOut, isQuiet: isCalm, isUnknown: false };
    }
    const unknown = this.#toFinding({ cause: 'unknown', attribution: 'unknown' }, sayUnknown(incident), scope);
    return { trouble, incident, findings: [unknown], ruledOut, isQuiet: false, isUnknown: true };
  }

  /**
   * One trouble, or its parts where its runs ended in ways that have nothing to do with each other: what each part is led by is
   * more than a guess, and nothing speaks for it in another part. A loop whose ways have a cause in common stays one.
   */
  examineWays(trouble: Trouble): ExaminedTrouble[] {
    const parts = waysOf(trouble);
    if (parts.length < 2) return [this.examine(trouble)];
    const examined = parts.map((part) => this.examine(part));
    return areStrangers(examined) ? examined : [this.examine(trouble)];
  }

  /**
   * What the quiet rules say of the app as a whole: stops that were asked for, work that was done, rows that only alarm. Of
   * rows that belong to an incident nobody shall say that they are harmless.
   */
  examineCalm(incidents: readonly Trouble[]): Finding[] {
    const calm = newTrouble('calm', null, null);
    const taken = new Set(incidents.flatMap(eventsOf));
    const whole = toCase(calm, this.#facts, this.#matches);
    const incident = { ...whole, events: whole.events.filter((event) => !taken.has(event)) };
    const scope = scopeOf(calm, this.#facts);
    return this.#rules.flatMap((rule) => {
      if (!quietCauses.includes(rule.cause)) return [];
      const said = rule.examine(incident);
      return said === null || 'ruledOut' in said ? [] : [this.#toFinding(rule, said, scope)];
    });
  }

  #toFinding(rule: Pick<Finding, 'cause' | 'attribution'>, said: Examined, scope: string): Finding {
    const rows = said.evidence.filter((row, place, all) => all.findIndex((other) => other.id === row.id) === place);
    return {
      cause: rule.cause,
      attribution: said.attribution ?? rule.attribution,
      confidence: said.confidence,
      summary: said.summary,
      scope,
      evidence: rows.map((row) => this.toEvidence(row)),
      nextSteps: said.nextSteps,
    };
  }

  toEvidence(row: SystemRow | ConsoleRow): Evidence {
    const isConsole = 'text' in row;
    const run = isConsole ? (this.#facts.console.runOf(row)?.id ?? null) : (this.#runOfRow.get(row.id) ?? null);
    return {
      row: row.id,
      run,
      table: row.table,
      atMs: row.atMs,
      text: isConsole ? row.text : row.message || (row.reason ?? ''),
    };
  }
}

function areStrangers(parts: readonly ExaminedTrouble[]): boolean {
  return parts.every(({ findings: [first] }, place) => {
    const others = parts.filter((_, other) => other !== place).flatMap((each) => each.findings);
    return first.confidence !== 'low' && others.every(({ cause }) => cause !== first.cause);
  });
}

/** A container that ends again and again needs a reader, however calm each end looks. */
function isLoop({ app, exits, backOff }: Case): boolean {
  return app.kind === 'app' && (backOff !== null || exits.length >= 2);
}

/** Rows that nobody has seen before: an incident only when a rule knows their words. */
function hintedTroubles(facts: Facts): Trouble[] {
  const unknown = facts.events.filter((event) => event.kind === 'other');
  if (unknown.length === 0) return [];
  return [{ ...newTrouble('other', null, null), faults: unknown }];
}

function toIncident(
  { trouble, incident, findings, ruledOut }: ExaminedTrouble,
  facts: Facts,
  crashes: CrashReader,
): Incident {
  const signs = signTimes(trouble);
  const fromMs = signs[0] ?? facts.input.range.fromMs;
  return {
    id: `${trouble.container ?? facts.input.app.name}~${trouble.mechanism.replace(/\s+/g, '-')}~${Math.floor(fromMs)}`,
    container: trouble.container,
    role: trouble.role,
    revisions: revisionsOf(trouble),
    replicas: replicasOf(trouble),
    fromMs,
    toMs: signs.at(-1) ?? fromMs,
    ...standingOf(trouble, incident.backOff, facts),
    exits: trouble.exits,
    failedStarts: trouble.failedStarts,
    faults: trouble.faults,
    backOff: incident.backOff,
    findings,
    ruledOut,
    ...crashes.read(incident),
  };
}

function eventsOf({ exits, failedStarts, faults, backOffRows, consequences }: Trouble): SystemEvent[] {
  const happened = [...exits, ...failedStarts].flatMap((each) => each.events);
  return [...happened, ...faults, ...backOffRows, ...consequences];
}

function notesOf(quiet: readonly ExaminedTrouble[], calm: readonly Finding[]): Finding[] {
  const notes = new Map<string, Finding>();
  for (const finding of [...quiet.map((each) => each.findings[0]), ...calm]) {
    if (!notes.has(finding.cause)) notes.set(finding.cause, finding);
  }
  return [...notes.values()];
}

function countExits({ runs, input: { range } }: Facts): Diagnosis['exits'] {
  const exits = runs.flatMap((run) => run.exit ?? []).filter(({ atMs }) => atMs >= range.fromMs && atMs < range.toMs);
  const intended = exits.filter((exit) => exit.intended === true).length;
  return { unexpected: exits.length - intended, intended };
}

function statusOf(incidents: readonly Incident[], { input }: Facts): AppStatus {
  if (input.systemRows.length + input.consoleRows.length === 0 && incidents.length === 0) return 'unknown';
  const ongoing = incidents.filter((incident) => incident.state === 'ongoing');
  if (ongoing.some((incident) => incident.exits.length >= 2 || incident.backOff !== null)) return 'crash-looping';
  if (ongoing.length > 0) return 'failing';
  return incidents.length > 0 ? 'recovered' : 'quiet';
}
