import type { Case, Examination } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import {
  explainOutcome,
  inferredBudgetSeconds,
  knownBudgetSeconds,
  knownThreshold,
  type ProbeKill,
  probedPath,
  probeKillOf,
  timesOf,
} from '@/lib/diagnosis/rules/probes';
import { ofKind, ownEvents, rowsOf } from '@/lib/diagnosis/rules/said';
import type { ProbeKind } from '@/lib/domain/event';
import type { NextStep } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';

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
  const mine = kills.filter(({ run, kill }) => probeOfKill(incident, run, kill) === probe);
  if (mine.length === 0) return null;

  const runs = mine.map(({ run }) => run);
  const newest = mine.at(-1)?.kill;
  const outcome = mine.map(({ kill }) => kill.outcome).findLast((found) => found !== null) ?? null;
  const asked = probedPath(incident, runs, outcome);
  const isProven = mine.some(({ kill }) => kill.proven);
  const isForced = mine.some(({ run }) => run.exit?.exitCode === 137);
  const summary = [
    `The ${name} probe ended ${mine.length === 1 ? 'a run' : counted(mine.length, 'run')} of ${nameOf(incident)}${inARow(incident, probe)}.`,
    lifetime(incident, probe, runs),
    explainOutcome(outcome, asked?.path ?? null),
    isForced ? ' SIGTERM was ignored, so SIGKILL followed (137); memory is not the reason.' : '',
  ].join('');
  return {
    confidence: isProven ? (mine.some(({ kill }) => kill.probe !== null) ? 'high' : 'medium') : 'medium',
    ...(outcome?.kind === 'http-status' && outcome.status >= 500 ? { attribution: 'application' as const } : {}),
    summary,
    evidence: [
      ...(asked?.rows.slice(0, 1) ?? []),
      ...rowsOf([...(newest?.events ?? [])].reverse(), 4),
      ...(asked?.rows.slice(1) ?? []),
    ],
    nextSteps: nextSteps(incident, asked?.path ?? null),
    causality: probe === 'startup' ? 30 : 25,
  };
}

/** Where the rows do not name the probe: a container that never lived long enough to be ready was still starting. */
export function probeOfKill(incident: Case, run: Run, kill: ProbeKill): ProbeKind | null {
  if (kill.probe !== null) return kill.probe;
  const probes = ofKind(ownEvents(incident), 'probe-failed', 'probe-kill').map((event) => event.probe);
  if (probes.includes('startup') && !probes.includes('liveness')) return 'startup';
  if (probes.includes('liveness')) return 'liveness';
  return run.lifetimeSeconds !== null && run.lifetimeSeconds > 600 ? 'liveness' : 'startup';
}

/** Failed probes of one kind, of which none led to a kill inside the range. */
export function standingFailures(incident: Case, probe: ProbeKind) {
  const failed = ofKind(incident.faults, 'probe-failed').filter((event) => event.probe === probe);
  return { failed, times: timesOf(failed) };
}

function lifetime(incident: Case, probe: 'startup' | 'liveness', runs: readonly Run[]): string {
  const known = knownBudgetSeconds(incident, probe);
  const lived = inferredBudgetSeconds(runs);
  // A liveness probe gives up long after the start: the age tells nothing of its settings.
  if (probe === 'liveness') return '';
  if (known !== null)
    return ` Its settings give it ${known} s${lived === null ? '' : `, and the runs lived ${Math.round(lived)} s`}.`;
  return lived === null ? '' : ` The runs lived ${Math.round(lived)} s, which is about what the probe allows.`;
}

function inARow(incident: Case, probe: 'startup' | 'liveness'): string {
  const threshold = knownThreshold(incident, probe);
  return threshold === null ? '' : ` after ${counted(threshold, 'failed probe')} in a row`;
}
