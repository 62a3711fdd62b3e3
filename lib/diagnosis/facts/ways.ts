import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';
import { healthySeconds } from './back-off';
import { unnamed } from './containers';
import { isProbeFailure } from './exits';
import type { Facts } from './facts';
import { endOfRun, nearest, newTrouble, Reach, type Trouble } from './trouble';

/** Signs of one revision nearer than this to each other are one story. */
export const nearMs = 15 * 60_000;

/** So many ways of ending are looked at by themselves. */
const mostWays = 8;

/** The unexpected exits of each container, folded: loops that are led by one way of ending are one trouble. */
export function exitTroubles(facts: Facts): Trouble[] {
  const byContainer = new Map<string, Run[]>();
  for (const run of facts.runs) {
    if (run.exit === null || run.exit.intended === true) continue;
    const list = byContainer.get(run.container);
    if (list === undefined) byContainer.set(run.container, [run]);
    else list.push(run);
  }
  return [...byContainer].flatMap(([name, runs]) => {
    const groups = new Map<string, Trouble>();
    for (const loop of loopsOf([...runs].sort((a, b) => endOfRun(a) - endOfRun(b)))) {
      const way = leadingWay(loop);
      const trouble = groups.get(way) ?? newTrouble(`exit ${way}`, name === unnamed ? null : name, loop[0].role);
      trouble.exits.push(...loop);
      groups.set(way, trouble);
    }
    for (const { exits } of groups.values()) exits.sort((a, b) => endOfRun(a) - endOfRun(b));
    return [...groups.values()];
  });
}

function signatureOf(run: Run): string {
  const exit = run.exit;
  if (exit === null) return 'none';
  if (isProbeFailure(exit.terminationReason)) return 'probe';
  if (exit.forced) return 'forced';
  return exit.exitCode === null ? (exit.terminationReason ?? 'none') : `code ${exit.exitCode}`;
}

type Loop = [Run, ...Run[]];

/**
 * One loop can end its runs in several ways (a process that ends itself, or hangs until a probe ends it; SIGTERM heeded once
 * and ignored the next time): ends that follow each other closely in one revision, or in one execution of a job, are one
 * loop. A life of ten healthy minutes ends a loop, as it ends the platform’s back-off: what fails after it begins another.
 * Whether the ways of one loop have one cause is for the rules to say (`waysOf`).
 *
 * `exits`: of one container, oldest first.
 */
function loopsOf(exits: readonly Run[]): Loop[] {
  const loops: Loop[] = [];
  const newest = new Map<string, Loop>();
  for (const run of exits) {
    const key = run.revision ?? run.execution ?? '';
    const loop = newest.get(key);
    const before = loop?.at(-1);
    const isNear = before !== undefined && endOfRun(run) - endOfRun(before) <= nearMs;
    if (loop !== undefined && isNear && (run.lifetimeSeconds ?? 0) < healthySeconds) loop.push(run);
    else {
      const begun: Loop = [run];
      loops.push(begun);
      newest.set(key, begun);
    }
  }
  return loops;
}

/**
 * How most runs of a loop end. A SIGKILL by nobody known has too many causes to lead what ends in another way as often; it
 * would draw kills of other nights and revisions into the loop.
 */
function leadingWay(loop: Loop): string {
  const counts = countWays(loop);
  const rank = (way: string) => (counts.get(way) ?? 0) + (way === 'code 137' ? 0 : 0.5);
  return [...counts.keys()].reduce((best, way) => (rank(way) > rank(best) ? way : best), signatureOf(loop[0]));
}

function countWays(exits: readonly Run[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of exits) {
    const way = signatureOf(run);
    counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return counts;
}

/**
 * A trouble taken apart by how its runs ended, each way with what shows nearest to it; one alone when all ended alike. An
 * incident that one cause leads must not swallow a crash of another kind, so the rules look at the parts as well. Each part
 * costs what the whole does: the ways beyond the most frequent (`mostWays`) are one part together.
 */
export function waysOf(trouble: Trouble): Trouble[] {
  const counts = countWays(trouble.exits);
  if (counts.size < 2) return [trouble];
  // Equally frequent ones stay in order of time.
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostWays);
  const own = new Set(counts.size > mostWays ? frequent.map(([way]) => way) : counts.keys());
  const ways = new Map<string, Run[]>();
  for (const run of trouble.exits) {
    const signature = signatureOf(run);
    const key = own.has(signature) ? signature : 'otherwise';
    const way = ways.get(key);
    if (way === undefined) ways.set(key, [run]);
    else way.push(run);
  }
  const parts = [...ways].map(([way, exits]) => ({
    ...newTrouble(`exit ${way}`, trouble.container, trouble.role),
    exits,
  }));
  const reaches = parts.map((part) => new Reach(part));
  const deal = (event: SystemEvent) => nearest(reaches, event.atMs)?.trouble ?? parts[0];
  for (const event of trouble.faults) deal(event)?.faults.push(event);
  for (const event of trouble.backOffRows) deal(event)?.backOffRows.push(event);
  for (const event of trouble.consequences) deal(event)?.consequences.push(event);
  // The wait is for the next start after the newest end.
  const last = trouble.exits.at(-1);
  parts.find((part) => last !== undefined && part.exits.includes(last))?.states.push(...trouble.states);
  return parts;
}
