import type { SystemEvent } from '@/lib/domain/event';
import type { Run } from '@/lib/domain/run';
import { healthySeconds } from './back-off';
import { unnamed } from './containers';
import { isProbeFailure } from './exits';
import type { Facts } from './facts';
import { endOfRun, nearest, newTrouble, Reach, type Trouble } from './trouble';

/** Signs of one revision nearer than this to each other are one story. */
export const nearMs = 15 * 60_000;

export function exitTroubles(facts: Facts): Trouble[] {
  const byContainer = new Map<string, Run[]>();
  for (const run of facts.runs) {
    if (run.exit === null || run.exit.intended === true) continue;
    const list = byContainer.get(run.container);
    if (list === undefined) byContainer.set(run.container, [run]);
    else list.push(run);
  }
  return [...byContainer].flatMap(([name, runs]) => {
    const exits = [...runs].sort((a, b) => endOfRun(a) - endOfRun(b));
    const signatures = joinNeighbours(exits);
    const groups = new Map<string, Trouble>();
    for (const run of exits) {
      const signature = signatures.get(signatureOf(run)) ?? signatureOf(run);
      const trouble =
        groups.get(signature) ?? newTrouble(`exit ${signature}`, name === unnamed ? null : name, run.role);
      trouble.exits.push(run);
      groups.set(signature, trouble);
    }
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

/**
 * One loop can end its runs in several ways (a process that ends itself, or hangs until a probe ends it; SIGTERM heeded once
 * and ignored the next time): ways that follow each other closely in one revision are one. A life of ten healthy minutes
 * ends a loop, as it ends the platform’s back-off: what fails after it fails for a reason of its own, unless it fails in the
 * same way. Whether the ways of one loop have one cause is for the rules to say (`waysOf`).
 */
function joinNeighbours(exits: readonly Run[]): Map<string, string> {
  const parent = new Map<string, string>();
  const rootOf = (signature: string): string => {
    let root = signature;
    for (let next = parent.get(root); next !== undefined && next !== root; next = parent.get(root)) root = next;
    return root;
  };
  const newest = new Map<string, Run>();
  for (const run of exits) {
    const key = run.revision ?? run.execution ?? '';
    const before = newest.get(key);
    const isSameLoop = (run.lifetimeSeconds ?? 0) < healthySeconds;
    if (before !== undefined && isSameLoop && endOfRun(run) - endOfRun(before) <= nearMs) {
      const [from, to] = [rootOf(signatureOf(before)), rootOf(signatureOf(run))];
      if (from !== to) parent.set(to, from);
    }
    newest.set(key, run);
  }
  return new Map(exits.map((run) => [signatureOf(run), rootOf(signatureOf(run))]));
}

/**
 * A trouble taken apart by how its runs ended, each way with what shows nearest to it; one alone when all ended alike. An
 * incident that one cause leads must not swallow a crash of another kind, so the rules look at the parts as well.
 */
export function waysOf(trouble: Trouble): Trouble[] {
  const ways = new Map<string, Run[]>();
  for (const run of trouble.exits) {
    const way = ways.get(signatureOf(run));
    if (way === undefined) ways.set(signatureOf(run), [run]);
    else way.push(run);
  }
  if (ways.size < 2) return [trouble];
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
