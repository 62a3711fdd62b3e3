import { saysItGoesOn, withoutHandled } from '@/lib/diagnosis/console/handled';
import { toneOf } from '@/lib/diagnosis/console/level';
import { isOutlived } from '@/lib/diagnosis/console/outlived';
import { firstAtOrAfter } from '@/lib/diagnosis/facts/places';
import type { Case, ConsoleMatch } from '@/lib/diagnosis/rule';
import type { Cause } from '@/lib/domain/cause';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** Lines that far apart belong to one failure: its message, its trace and what the parent process says of it. */
const failureSpanMs = 2_000;
/** Shutting down takes a while: what is announced at the end may have happened that long before. */
const farewellMs = 15_000;
/** Standard error is flushed late: a line up to this long after the exit row is still a last word. */
const lateLineMs = 5_000;
/** A process that says the same again after so long has lived with it. */
const survivedMs = 60_000;

/**
 * How much a cause says about the root, where one failure's lines speak of several: the narrow mechanism explains the
 * broad error that it raises (a lock explains `Permission denied`, a missing component explains a panic).
 */
const depth: Partial<Record<Cause, number>> = {
  'app.uncaught-exception': 0,
  'app.worker-oom': 4,
  'platform.oom': 4,
  'platform.sidecar': 4,
  'app.kernel-limit': 4,
  'app.sidecar': 4,
  'app.lock-contention': 4,
  'app.disk-full': 3,
  'image.arch-mismatch': 3,
  'app.port-bind': 3,
  // A name or a certificate stops a connection that libraries then report as failed.
  'app.dns-failure': 2.6,
  'app.auth-failure': 2.5,
  'app.bad-command': 2.3,
  'app.missing-module': 2.2,
  'app.script-error': 2.1,
};
const ordinary = 2;
/** Want of memory makes whatever was tried next fail. */
const memoryDepth = 4;

/**
 * Of all that matched in one run's lines, the match that says why it ended: the last failure counts, not the first
 * complaint; within it the deepest cause, what is fatal before what only tells, and of one cause the line that names
 * something; among equals the last, because `Caused by` leads to the root.
 */
export function decisiveOf(matches: readonly ConsoleMatch[], lines: readonly ConsoleRow[] = []): ConsoleMatch | null {
  return readFailure(matches, lines)?.decisive ?? null;
}

interface Failure {
  decisive: ConsoleMatch;
  /** Another cause, just as deep and just as fatal, stands in the same lines. */
  isContested: boolean;
  /** One of the lines that tell of the decisive cause says by itself that the process cannot go on. */
  isFatal: boolean;
  /** Something that nothing explains was said after it: the program lived on, or ended for another reason. */
  isOutlived: boolean;
  /** The run said the same long before and lived on, and no word at the end says that this time it gives up. */
  isChatter: boolean;
}

function readFailure(matches: readonly ConsoleMatch[], lines: readonly ConsoleRow[]): Failure | null {
  const isLoud = ({ beforeExitMs, row }: ConsoleMatch) =>
    (beforeExitMs === null || beforeExitMs >= -lateLineMs) && !saysItGoesOn(row) && toneOf(lines, row) !== 'quiet';
  const newest = matches.findLast(isLoud);
  if (newest === undefined) return null;
  const fromMs = newest.row.atMs - farewellMs;
  const { matches: timely, isDoubtful } = withoutHandled(
    matches.filter((match) => match.row.atMs >= fromMs && isLoud(match)),
    lines.slice(firstAtOrAfter(lines, fromMs)),
  );
  const last = timely.at(-1);
  if (last === undefined) return null;
  const near = timely.filter((match) => last.row.atMs - match.row.atMs <= failureSpanMs);
  const isSaid = near.some((match) => match.signature.isVague !== true);
  const failure = isSaid ? near : timely.filter((match) => last.row.atMs - match.row.atMs <= farewellMs);
  const decisive = failure.reduce((best, match) => (saysMore(match, best) ? match : best));
  return {
    decisive,
    isContested: isDoubtful || failure.some((match) => isRival(match, decisive)),
    isFatal: failure.some(
      (match) =>
        match.cause === decisive.cause && match.signature.weight === 'fatal' && toneOf(lines, match.row) !== 'warning',
    ),
    isOutlived: isOutlived(decisive, failure, lines, untilMs(decisive)),
    isChatter: isChatter(decisive, matches, failure),
  };
}

/** Lines that come after the row of the exit are last words, too, if not much later. */
function untilMs({ row, beforeExitMs }: ConsoleMatch): number {
  return beforeExitMs === null ? Number.POSITIVE_INFINITY : row.atMs + beforeExitMs + lateLineMs;
}

function isChatter(
  decisive: ConsoleMatch,
  matches: readonly ConsoleMatch[],
  failure: readonly ConsoleMatch[],
): boolean {
  const isEnd = failure.some((match) => match.cause === 'app.uncaught-exception' && match.signature.weight === 'fatal');
  return (
    !isEnd &&
    matches.some(
      (match) => match.signature.id === decisive.signature.id && decisive.row.atMs - match.row.atMs > survivedMs,
    )
  );
}

/** Of pairs as deep as each other that are not in `explains` neither explains the other. */
function isRival(match: ConsoleMatch, decisive: ConsoleMatch): boolean {
  if (match.cause === decisive.cause || match.row.id === decisive.row.id || match.signature.weight !== 'fatal')
    return false;
  if (explains.get(decisive.cause)?.has(match.cause) === true) return false;
  if (depthOf(match) < ordinary || isMemory(decisive)) return false;
  // The deeper cause explains what came of it; what came later and does not follow from it may be the true end.
  return Math.abs(depthOf(match) - depthOf(decisive)) < 1 || match.row.atMs > decisive.row.atMs;
}

/** What a cause says in further lines of the same failure: a name that does not resolve is a connection that failed, too. */
const explains: ReadonlyMap<Cause, ReadonlySet<Cause>> = new Map<Cause, ReadonlySet<Cause>>([
  ['app.dns-failure', new Set(['app.dependency-unreachable'])],
  ['app.auth-failure', new Set(['app.dependency-unreachable'])],
  ['app.bad-command', new Set(['app.missing-module', 'app.file-not-found'])],
  ['app.missing-module', new Set(['app.file-not-found'])],
  ['app.lock-contention', new Set(['app.permission', 'app.dependency-unreachable'])],
  [
    'app.kernel-limit',
    new Set(['app.permission', 'app.port-bind', 'app.file-not-found', 'app.dependency-unreachable']),
  ],
  ['app.disk-full', new Set(['app.file-not-found', 'app.permission', 'app.lock-contention', 'app.missing-module'])],
  ['app.port-bind', new Set(['app.permission', 'app.bad-config-value', 'app.dependency-unreachable'])],
  [
    'app.sidecar',
    new Set([
      'app.dependency-unreachable',
      'app.dns-failure',
      'app.auth-failure',
      'app.missing-config',
      'app.bad-config-value',
    ]),
  ],
  ['platform.sidecar', new Set(['app.dependency-unreachable', 'app.auth-failure', 'app.missing-config'])],
  ['image.arch-mismatch', new Set(['app.bad-command', 'app.missing-module'])],
]);

/** Want of memory makes whatever was tried next fail. */
function isMemory(match: ConsoleMatch): boolean {
  return (
    depthOf(match) === memoryDepth &&
    (match.signature.isMemory === true || match.cause === 'platform.oom' || match.cause === 'app.worker-oom')
  );
}

function saysMore(match: ConsoleMatch, best: ConsoleMatch): boolean {
  const difference = depthOf(match) + weightOf(match) - depthOf(best) - weightOf(best);
  if (difference !== 0) return difference > 0;
  if (match.cause !== best.cause && match.row.id !== best.row.id) return true;
  return namesOf(match) >= namesOf(best);
}

function weightOf(match: ConsoleMatch): number {
  if (match.signature.isVague === true) return 0;
  return match.signature.weight === 'fatal' ? 1 : 0.3;
}

function namesOf(match: ConsoleMatch): number {
  return Object.keys(match.groups).length > 0 ? 1 : 0;
}

function depthOf(match: ConsoleMatch): number {
  return match.signature.isMemory === true ? memoryDepth : (depth[match.cause] ?? ordinary);
}

/** The decisive match of each run that said something, and of the lines that belong to no run (key `null`). */
export function decisiveByRun(incident: Case): Map<Run | null, ConsoleMatch> {
  return new Map([...failuresOf(incident)].map(([run, { decisive }]) => [run, decisive]));
}

/** The lines around this decisive match leave no doubt: it is fatal, and no other cause is named as clearly. */
export function isUnequivocal(incident: Case, match: ConsoleMatch): boolean {
  const failure = failuresOf(incident).get(match.run);
  return (
    failure?.decisive === match && failure.isFatal && !failure.isContested && !failure.isChatter && !failure.isOutlived
  );
}

const failures = new WeakMap<Case, Map<Run | null, Failure>>();

function failuresOf(incident: Case): Map<Run | null, Failure> {
  const known = failures.get(incident);
  if (known !== undefined) return known;
  // No Map.groupBy: Node 20 has none.
  const grouped = new Map<string | null, ConsoleMatch[]>();
  for (const match of incident.matches) {
    const key = match.run?.id ?? null;
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [match]);
    else group.push(match);
  }
  const built = new Map(
    [...grouped.values()].flatMap((matches) => {
      const run = matches[0]?.run ?? null;
      const failure = readFailure(matches, run === null ? incident.lines : incident.linesOf(run));
      return failure === null ? [] : [[failure.decisive.run, failure] as const];
    }),
  );
  failures.set(incident, built);
  return built;
}
