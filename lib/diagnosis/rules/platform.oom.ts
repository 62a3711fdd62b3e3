import { breaksOff } from '@/lib/diagnosis/console/closing';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { inGroup, steps, word } from '@/lib/diagnosis/next-steps';
import type { Case, ConsoleMatch, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { wasEvicted } from '@/lib/diagnosis/rules/evictions';
import { exitsWithCode, lastRows, nameOf, whoEnded } from '@/lib/diagnosis/rules/exits';
import { size, spokenMemory } from '@/lib/diagnosis/rules/memory-lines';
import {
  farRemark,
  farShare,
  farthestShare,
  measureMemory,
  nearShare,
  percent,
} from '@/lib/diagnosis/rules/memory-samples';
import { nodeMovesAround } from '@/lib/diagnosis/rules/node-moves';
import { probeKillOf } from '@/lib/diagnosis/rules/probes';
import { askedToStop, endedByDeadline } from '@/lib/diagnosis/rules/stops';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { counted, listed } from '@/lib/format/count';

export const platformOom: Rule = {
  cause: 'platform.oom',
  attribution: 'configuration',
  docs: {
    says: 'The container reached its memory limit: the kernel killed its first process (137).',
    evidence:
      'Exit code 137 with reason `ProcessExited` that no probe, stop, eviction or node move explains, together with what corroborates memory: the runtime’s own words, lines of memory that rises until the end or is nearly all of a limit they state, memory samples near the limit, a log that breaks off in the middle of work, the same short life again and again.',
    limits:
      'High, and “was reached”, only where a sample, words of memory before the kill, a line that states nearly all of a limit, or runs whose printed memory rose until they were killed prove it; a line that merely holds a size proves nothing. 137 alone is low: memory is the usual cause, not the only one. The platform writes `ProcessExited` for memory kills; `OOMKilled` is believed when it appears, but is seen in no real row. Samples far below the limit before the kills leave it low or rule it out; one-minute values miss short peaks. A runtime that meets its own heap limit ends itself with another code: that is app.uncaught-exception.',
  },
  signatures: [
    fatal(
      'kernel-oom',
      'oom killed memory oomkilled',
      /\b(?:Out of memory: Kill(?:ed)? process|oom-kill:|oom_reaper|invoked oom-killer|Memory cgroup out of memory|OOMKilled|oom[- ]killed)\b/i,
      'The kernel killed a process for want of memory',
    ),
    telling(
      'shell-killed',
      'killed',
      /^Killed\s{0,4}$|(?:^|\s)\d{1,7} Killed(?: {2,}|$)/m,
      'The shell reports that a process was killed',
    ),
  ],
  examine(incident): Examination {
    const killed = killedRuns(incident);
    const unlikely = killed.length === 0 ? null : contradiction(incident, killed);
    if (unlikely !== null) return { ruledOut: unlikely };
    if (killed.length > 0) return fromKills(incident, killed);
    const inConsole = examineConsole(incident, { cause: 'platform.oom', nextSteps: (c) => nextSteps(c) });
    if (inConsole !== null) return inConsole;
    return ruledOut(incident);
  },
};

/** Exits by SIGKILL that nothing else in the rows explains (domain: 137 tree, steps 1 to 4). */
function killedRuns(incident: Case): Run[] {
  if (incident.role === 'platform') return [];
  const named = incident.exits.filter((run) => /^OOMKilled$/i.test(run.exit?.terminationReason ?? ''));
  const silent = exitsWithCode(incident, 137).filter((run) => otherReason(incident, run) === null);
  return [...new Set([...named, ...silent])];
}

/** Why an exit by SIGKILL is not about memory; `null`: nothing else explains it. */
function otherReason(incident: Case, run: Run): string | null {
  const probe = probeKillOf(incident, run);
  if (probe !== null)
    return `the ${probe.probe === null ? 'probe' : `${probe.probe} probe`} gave up on the container just before and SIGTERM was ignored`;
  if (wasEvicted(incident, run)) return 'the replica was evicted for its ephemeral storage';
  if (run.exit?.forced === true || askedToStop(incident, run) !== null)
    return 'the stop was asked for and the grace period ran out';
  if (endedByDeadline(incident, run)) return 'the execution ran longer than replicaTimeout and was ended by force';
  if (nodeMovesAround(incident, run).length > 0) return 'the node was being taken away';
  return null;
}

interface Corroboration {
  weight: number;
  /** More than likely: something measured it, or said it in words, or several runs ended while they were growing. */
  isProof: boolean;
  /** The console speaks of exhausted memory in words. */
  isStated: boolean;
  signs: string[];
  rows: ConsoleRow[];
}

function fromKills(incident: Case, killed: readonly Run[]): Examination {
  const { weight, isProof, isStated, signs, rows } = corroborate(incident, killed);
  const measured = measureMemory(incident, killed);
  const isFar = measured !== null && measured.share < farShare;
  // What the process said of memory and what was measured cannot both be the whole story.
  const proven = isProof ? (isFar ? 'medium' : 'high') : weight >= 2 ? 'medium' : 'low';
  const confidence = isNamed(killed) ? 'high' : isFar && !isStated ? 'low' : proven;
  const because = `${signs.length === 0 ? '' : ` ${sentence(listed(signs))}.`}${isFar ? farRemark(measured) : ''}`;
  return {
    confidence,
    ...(confidence === 'low' ? { attribution: 'unknown' as const } : {}),
    summary:
      confidence === 'low'
        ? `Ended by SIGKILL, and the rows do not establish why: ${whoEnded(incident)}.${isFar ? '' : ' Memory is the usual cause.'}${because}`
        : confidence === 'medium'
          ? `Ended by SIGKILL, most likely for want of memory, which the rows do not prove: ${whoEnded(incident)}.${because}`
          : `The memory limit was reached: ${whoEnded(incident)}.${because}`,
    evidence: [...rows.slice(0, 2), ...lastRows(killed), ...rows.slice(2, 4)],
    nextSteps: nextSteps(incident),
    causality: 20,
  };
}

function corroborate(incident: Case, killed: readonly Run[]): Corroboration {
  const signs: string[] = [];
  const rows: ConsoleRow[] = [];
  let weight = 0;
  let isProof = false;
  const ids = new Set(killed.map((run) => run.id));
  const spoken = incident.matches.filter((match) => match.run !== null && ids.has(match.run.id) && isMemory(match));
  const stated = spoken.filter((match) => match.signature.id !== 'shell-killed').at(-1);
  const shell = spoken.filter((match) => match.signature.id === 'shell-killed').at(-1);
  if (stated !== undefined) {
    weight += 3;
    isProof = true;
    signs.push('the console says so before the end');
    rows.push(stated.row);
  } else if (shell !== undefined) {
    weight += 1;
    signs.push('the shell reports a killed process');
    rows.push(shell.row);
  }
  const last = killed.at(-1);
  const lines = last === undefined ? [] : incident.linesOf(last).slice(-12);
  const { growing, full, loose } = spokenMemory(incident, killed);
  const newest = growing.at(-1);
  if (full !== null) {
    weight += 3;
    isProof = true;
    signs.push(`its last lines put its memory at ${percent(full.share)} of a limit that they state`);
    rows.push(full.row);
  } else if (newest !== undefined) {
    weight += 3;
    isProof = true;
    signs.push(
      `in ${counted(growing.length, 'run')} the memory that it printed rose until the end (newest: ${size(newest.fromBytes)} to ${size(newest.toBytes)})`,
    );
    rows.push(
      ...growing
        .slice(-2)
        .map(({ row }) => row)
        .reverse(),
    );
  } else if (loose.length > 0) {
    weight += 1;
    signs.push('its last lines speak of memory');
    rows.push(...loose.slice(-2).reverse());
  }
  const measured = measureMemory(incident, killed);
  if (measured !== null && measured.share >= nearShare) {
    weight += 3;
    isProof = true;
    signs.push(`a memory sample just before reaches ${percent(measured.share)} of the limit`);
  }
  if (last !== undefined && endsMute(incident, last, lines)) {
    weight += 0.5;
    signs.push('the log breaks off without a last word');
    if (rows.length === 0) rows.push(...lines.slice(-1));
  }
  if (recurs(killed)) {
    weight += 1;
    signs.push(`${counted(killed.length, 'run')} ended at a similar age`);
  }
  if (killed.every((run) => /^ProcessExited$/i.test(run.exit?.terminationReason ?? ''))) {
    weight += 0.5;
  }
  return { weight, isProof, isStated: stated !== undefined, signs, rows };
}

/** So many kills without a sample near the limit are no chance any more. */
const severalKills = 3;

function isMemory(match: ConsoleMatch): boolean {
  return match.cause === 'platform.oom' || match.cause === 'app.worker-oom' || match.signature.isMemory === true;
}

function isNamed(killed: readonly Run[]): boolean {
  return killed.some((run) => /^OOMKilled$/i.test(run.exit?.terminationReason ?? ''));
}

/** Why it was not memory although nothing else explains these kills; only measurements can tell, and no word may speak for it. */
function contradiction(incident: Case, killed: readonly Run[]): string | null {
  const measured = measureMemory(incident, killed);
  if (measured === null || isNamed(killed) || measured.share >= farthestShare) return null;
  if (measured.kills < severalKills || measured.kills < killed.length) return null;
  const { isStated } = corroborate(incident, killed);
  const { growing, full, loose } = spokenMemory(incident, killed);
  return isStated || growing.length > 0 || full !== null || loose.length > 0
    ? null
    : `Before ${counted(measured.kills, 'kill')} memory reached at most ${percent(measured.share)} of the limit.`;
}

/** It breaks off, and no rule knows a line of it that tells of another failure. */
function endsMute(incident: Case, run: Run, lines: readonly ConsoleRow[]): boolean {
  if (!breaksOff(run, lines)) return false;
  return !incident.matches.some(
    (match) => match.run?.id === run.id && match.signature.weight === 'fatal' && !isMemory(match),
  );
}

/** Three or more lives, of which the middle 80 % are of nearly the same length. */
function recurs(killed: readonly Run[]): boolean {
  const lives = killed
    .flatMap((run) => (run.lifetimeSeconds === null ? [] : [run.lifetimeSeconds]))
    .sort((a, b) => a - b);
  const aside = Math.floor(lives.length / 10);
  const [shortest, longest] = [lives[aside], lives[lives.length - 1 - aside]];
  if (shortest === undefined || longest === undefined || lives.length < 3) return false;
  return longest <= Math.max(shortest * 1.5, shortest + 3);
}

function ruledOut(incident: Case): Examination {
  const forced = exitsWithCode(incident, 137).at(-1);
  if (forced === undefined) return notKilled(incident);
  const why = otherReason(incident, forced);
  return why === null ? null : { ruledOut: `Exit code 137 does not mean memory here: ${why}.` };
}

/** A kill for memory leaves 137 and nothing else. */
function notKilled(incident: Case): Examination {
  const last = incident.exits.at(-1);
  if (last === undefined) return null;
  if (probeKillOf(incident, last) !== null)
    return { ruledOut: 'A probe ended these runs; a kill for memory would leave exit code 137.' };
  const code = last.exit?.exitCode ?? null;
  return code !== null && code > 0 && code < 128
    ? { ruledOut: `Exit code ${code} is the process’s own; a kill for memory would leave 137.` }
    : null;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function nextSteps(incident: Case) {
  return [
    {
      text: 'Compare memory with the limit, maximum per minute, by replica (short peaks hide in averages)',
      command: `az monitor metrics list --resource ${word(incident.app.name)} ${inGroup(incident)} --resource-type Microsoft.App/${incident.app.kind === 'job' ? 'jobs' : 'containerApps'} --metric WorkingSetBytes --aggregation Maximum --interval PT1M --dimension podName`,
      kql: null,
      href: null,
    },
    steps.setMemory(
      incident,
      `Give ${nameOf(incident)} more memory (CPU and memory go in pairs: 0.25 and 0.5Gi, 0.5 and 1Gi, …)`,
    ),
    ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
    steps.readConsole(incident, 'See what the process was doing in its last seconds'),
  ];
}
