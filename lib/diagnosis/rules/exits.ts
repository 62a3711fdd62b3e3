import type { Case } from '@/lib/diagnosis/rule';
import type { SystemRow } from '@/lib/domain/rows';
import type { FailedStart, Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';

/** Terminations whose code, if any, is the platform's and not the process's. */
const notOfItsOwn =
  /^(?:ProbeFailure|ManuallyStopped|ImagePullFailure|ContainerCreateFailure|VolumeMountFailure|Evicted)$/i;

/** Somebody else ended the run: a probe, a stop, a SIGKILL. Its last words need not be the reason. */
export function isForcedOrAsked(run: Run): boolean {
  const exit = run.exit;
  if (exit === null) return false;
  if (exit.exitCode === 137 || exit.exitCode === 143 || exit.intended === true || exit.forced) return true;
  return exit.terminationReason !== null && notOfItsOwn.test(exit.terminationReason);
}

/** The process ended with a code of its own: not killed, not asked, not a code that the platform made up. */
export function endedByItself(run: Run): boolean {
  const code = run.exit?.exitCode ?? null;
  return code !== null && code !== 0 && !isForcedOrAsked(run);
}

export function exitsWithCode(incident: Case, ...codes: number[]): Run[] {
  return incident.exits.filter(
    (run) => run.exit?.exitCode !== undefined && codes.includes(run.exit.exitCode ?? Number.NaN),
  );
}

/** The rows that tell of a run's end, the richest first. */
export function terminationRows(run: Run): SystemRow[] {
  return (run.exit?.events ?? []).map((event) => event.row).slice(0, 2);
}

/** The newest of several things and two before it: enough to prove a habit, few enough to read. */
export function lastRows(runs: readonly Run[], most = 3): SystemRow[] {
  return runs
    .slice(-most)
    .reverse()
    .flatMap((run) => terminationRows(run).slice(0, 1));
}

export function startRows(starts: readonly FailedStart[], most = 3): SystemRow[] {
  return starts
    .slice(-most)
    .reverse()
    .flatMap((start) => start.events.map((event) => event.row).slice(0, 2));
}

/** `container api ended 14 times, last with exit code 3` */
export function whoEnded(incident: Case): string {
  const who = nameOf(incident);
  const count = incident.exits.length;
  if (count === 0) {
    if (incident.failedStarts.length > 0) return `${who} could not start`;
    return incident.backOff === null ? `seen in the lines of ${who}` : `${who} is in back-off`;
  }
  const code = incident.exits.at(-1)?.exit?.exitCode ?? null;
  const withCode = code === null ? '' : ` with exit code ${code}`;
  return count === 1
    ? `${who} ended${withCode}`
    : `${who} ended ${counted(count, 'time')}, last${withCode || ' without a code'}`;
}

export function nameOf(incident: Case): string {
  return incident.container === null ? incident.app.name : `container ${incident.container}`;
}
