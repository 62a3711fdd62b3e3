import type { Case, Examination } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import {
  askedOf,
  budgetOf,
  fitOf,
  graceOf,
  type ProbeBudget,
  reckoned,
  seconds,
} from '@/lib/diagnosis/rules/probe-arithmetic';
import {
  explainOutcome,
  inferredBudgetSeconds,
  type ProbeKill,
  probedPath,
  probeKillOf,
  timesOf,
} from '@/lib/diagnosis/rules/probes';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';
import type { ProbeKind } from '@/lib/domain/event';
import type { NextStep } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';
import { counted, listed } from '@/lib/format/count';

interface KillingProbe {
  probe: 'startup' | 'liveness';
  name: string;
  nextSteps(incident: Case, path: string | null): NextStep[];
}

/** What both killing probes have in common: which runs they ended, what they got, what they asked for. */
export function examineKills(incident: Case, { probe, name, nextSteps }: KillingProbe): Examination {
  const kills = incident.exits.flatMap((run) => {
    const kill = probeKillOf(incident, run);
    return kill === null ? [] : [{ run, kill }];
  });
  const mine = kills.flatMap((each) => {
    const attributed = probeOfKill(incident, each.run, each.kill);
    return attributed.probe === probe ? [{ ...each, by: attributed.by }] : [];
  });
  if (mine.length === 0) return null;

  const certain = mine.filter(({ kill, by }) => kill.proven && by === 'rows');
  const named = mine.filter(({ by }) => by === 'rows');
  // What is told of the probe is told of the runs whose own rows name it: the others may have ended by another.
  const told = [certain, named, mine].find((each) => each.length > 0) ?? mine;
  const runs = told.map(({ run }) => run);
  const newest = told.at(-1)?.kill;
  const outcome = told.map(({ kill }) => kill.outcome).findLast((found) => found !== null) ?? null;
  const asked = probedPath(incident, runs, outcome);
  const isForced = told.some(({ run }) => run.exit?.exitCode === 137);
  const isContradicted = told.every(({ by }) => by === 'nothing');
  const budget = isContradicted ? null : newestBudget(incident, probe, runs);
  const ended = `ended ${told.length === 1 ? 'a run' : counted(told.length, 'run')} of ${nameOf(incident)}`;
  const summary = [
    isContradicted
      ? `A probe ${ended}. The rows do not name it, and none that is known of the template explains it: its settings may not be those of that time.`
      : `The ${name} probe ${ended}${inARow(budget)}.${told.every(({ by }) => by === 'age') ? ' The rows do not name the probe; that is told from how long the container lived.' : ''}`,
    isContradicted ? '' : arithmetic(incident, probe, told, budget),
    explainOutcome(outcome, budget?.path == null ? (asked?.path ?? null) : null),
    budget === null ? '' : askedOf(budget),
    isForced
      ? ` SIGTERM was ignored, so SIGKILL followed (137)${graceRemark(incident, runs)}; memory is not the reason.`
      : '',
    othersRemark(mine.length - told.length, name),
  ].join('');
  return {
    confidence: certain.length > 0 ? 'high' : isContradicted ? 'low' : 'medium',
    ...(outcome?.kind === 'http-status' && outcome.status >= 500 ? { attribution: 'application' as const } : {}),
    summary,
    evidence: [
      ...(asked?.rows.slice(0, 1) ?? []),
      ...rowsOf([...(newest?.events ?? [])].reverse(), 4),
      ...(asked?.rows.slice(1) ?? []),
    ],
    nextSteps: nextSteps(incident, asked?.path ?? budget?.path ?? null),
    causality: probe === 'startup' ? 30 : 25,
  };
}

function othersRemark(others: number, name: string): string {
  return others === 0
    ? ''
    : ` ${counted(others, 'more run')} ended in a way that fits a probe, but ${others === 1 ? 'its' : 'their'} rows do not say that it was the ${name} probe.`;
}

/** What tells which probe it was: the run’s own rows, other rows of the incident, the settings, the age; `nothing` known fits. */
type Grounds = 'rows' | 'others' | 'settings' | 'age' | 'nothing';

/**
 * Where the rows do not name the probe: the one by whose settings the life fits; without settings, a container that never lived
 * long enough to be ready was still starting. Liveness is left over only where the template is known to have such a probe.
 */
export function probeOfKill(incident: Case, run: Run, kill: ProbeKill): { probe: ProbeKind; by: Grounds } {
  if (kill.probe !== null) return { probe: kill.probe, by: 'rows' };
  const probes = ofKind(ownEvents(incident), 'probe-failed', 'probe-kill').map((event) => event.probe);
  if (probes.includes('startup') && !probes.includes('liveness')) return { probe: 'startup', by: 'others' };
  if (probes.includes('liveness')) return { probe: 'liveness', by: 'others' };
  if (fitOf(incident, run, 'startup') === 'fits') return { probe: 'startup', by: 'settings' };
  if (fitOf(incident, run, 'liveness') === 'fits') return { probe: 'liveness', by: 'settings' };
  const byAge = run.lifetimeSeconds !== null && run.lifetimeSeconds > 600 ? 'liveness' : 'startup';
  const isKnown = fitOf(incident, run, 'startup') !== null || fitOf(incident, run, 'liveness') !== null;
  return { probe: byAge, by: isKnown ? 'nothing' : 'age' };
}

/** What the probe asks by the settings of the newest run; empty where they are not known. */
export function askedBySettings(incident: Case, probe: ProbeKind): string {
  const budget = newestBudget(incident, probe, incident.runs);
  return budget === null ? '' : askedOf(budget);
}

/** Failed probes of one kind, of which none led to a kill inside the range. */
export function standingFailures(incident: Case, probe: ProbeKind) {
  const failed = ofKind(incident.faults, 'probe-failed').filter((event) => event.probe === probe);
  return { failed, times: timesOf(failed) };
}

type Killed = { run: Run; kill: ProbeKill };

/** What the settings allow against what the rows show; without settings, what the rows show, marked as inferred. */
function arithmetic(
  incident: Case,
  probe: 'startup' | 'liveness',
  killed: readonly Killed[],
  budget: ProbeBudget | null,
): string {
  if (probe === 'liveness') return failureRow(killed, budget);
  const runs = killed.map(({ run }) => run);
  const lived = inferredBudgetSeconds(runs);
  if (budget !== null) {
    const whose = budget.isPlatforms
      ? 'The platform’s own probe (TCP on the target port) takes'
      : 'Its settings make that';
    return ` ${whose} ${reckoned(budget)}${leftOut(budget)}${lived === null ? '' : `; the runs lived ${seconds(lived)}, ${verdictOn(incident, runs)}`}.`;
  }
  if (lived === null) return '';
  const isUsual = lived >= 236 && lived <= 252;
  const grounds = [
    ...paceOf(killed.at(-1)?.kill ?? null),
    'its settings are not known',
    ...(isUsual ? ['the platform’s own start-up probe gives up after 240 s'] : []),
  ];
  return ` The runs lived ${seconds(lived)}, which is about what the probe allows (inferred: ${grounds.join('; ')}).`;
}

/** How many failures of its own the newest kill shows, and how far apart; nothing where they are too few or one row counts for many. */
function paceOf(kill: ProbeKill | null): string[] {
  const failed = kill?.events.filter((event) => event.kind === 'probe-failed' && event.probe === 'startup') ?? [];
  const times = [...new Set(failed.map((event) => Math.round(event.atMs / 1000)))].sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? time));
  const [shortest, longest] = [Math.min(...gaps), Math.max(...gaps)];
  const isRegular = gaps.length >= 2 && longest <= shortest + Math.max(2, shortest * 0.3);
  const middle = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)];
  return isRegular && middle !== undefined ? [`${times.length} failures about ${middle} s apart`] : [];
}

/** A probe’s kill that its settings do not explain is told with the doubt on the settings: the rows name the kill. */
function verdictOn(incident: Case, runs: readonly Run[]): string {
  const fits = runs.map((run) => fitOf(incident, run, 'startup'));
  if (fits.includes('fits')) return 'which fits';
  return fits.includes('too-short')
    ? 'which is too short for it: these settings may not be those of that time'
    : 'which is longer than it allows: these settings may not be those of that time';
}

/** A liveness probe gives up long after the start: the age tells nothing, the row of failures before the kill does. */
function failureRow(killed: readonly Killed[], budget: ProbeBudget | null): string {
  const row = killed.map(({ kill }) => observedRow(kill)).findLast((found) => found !== null) ?? null;
  if (budget !== null) {
    const seen = row === null ? '' : `; the rows show ${seconds(row.spanSeconds)} from the first failure to the kill`;
    return ` Its settings make that ${reckoned({ ...budget, initialDelaySeconds: 0 })}${leftOut(budget)}${seen}.`;
  }
  if (row === null || row.failures < 2) return '';
  return ` From its first failure to the kill passed ${seconds(row.spanSeconds)}: what it allows is inferred from that, its settings are not known.`;
}

/** Failures that follow each other up to the kill. A row may stand for several, so the span tells more than their number. */
function observedRow({ events }: ProbeKill): { failures: number; spanSeconds: number } | null {
  // A 137 alone comes a grace period after the probe gave up.
  const killMs = events.find(
    (event) => event.kind === 'probe-kill' || (event.kind === 'container-terminated' && event.exitCode !== 137),
  )?.atMs;
  const failed = events.filter((event) => event.kind === 'probe-failed' && event.probe === 'liveness');
  const firstMs = Math.min(...failed.map((event) => event.atMs));
  if (killMs === undefined || failed.length === 0 || killMs <= firstMs) return null;
  return { failures: new Set(failed.map((event) => event.atMs)).size, spanSeconds: (killMs - firstMs) / 1000 };
}

function newestBudget(incident: Case, probe: ProbeKind, runs: readonly Run[]): ProbeBudget | null {
  return runs.map((run) => budgetOf(incident, run, probe)).findLast((found) => found !== null) ?? null;
}

function inARow(budget: ProbeBudget | null): string {
  return budget === null ? '' : ` after ${counted(budget.failureThreshold, 'failed probe')} in a row`;
}

function leftOut({ defaults }: ProbeBudget): string {
  const named = defaults.filter((name) => name !== 'timeoutSeconds');
  return named.length === 0 ? '' : ` (${listed(named)} left out: the default)`;
}

function graceRemark(incident: Case, runs: readonly Run[]): string {
  const last = runs.at(-1);
  if (last === undefined) return '';
  const grace = graceOf(incident, last);
  return grace.isKnown ? ` at the end of the grace period of ${grace.seconds} s` : '';
}
