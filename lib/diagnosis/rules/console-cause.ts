import { decisiveByRun, isUnequivocal } from '@/lib/diagnosis/console/decisive';
import { mayBeOutlived } from '@/lib/diagnosis/console/handled';
import { namedNearby } from '@/lib/diagnosis/console/nearby';
import { speaksDotnet } from '@/lib/diagnosis/console/runtime';
import { toSentence } from '@/lib/diagnosis/console/signature';
import { traceAround } from '@/lib/diagnosis/console/trace';
import type { Case, ConsoleMatch, Examination, Rule } from '@/lib/diagnosis/rule';
import { endedByItself, isForcedOrAsked, terminationRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { ofKind, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Confidence } from '@/lib/domain/cause';
import type { NextStep } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';

interface ConsoleCause {
  cause: Rule['cause'];
  nextSteps(incident: Case, match: ConsoleMatch): NextStep[];
  /** Where the line itself names nothing: how the lines around it name what the sentence speaks of. */
  named?: readonly RegExp[];
  /** Where the mechanism leaves no other reading than the line itself. Default: medium at most without an exit. */
  attribution?(
    match: ConsoleMatch,
    incident: Case,
  ): 'application' | 'configuration' | 'platform' | 'unknown' | undefined;
}

/** An exit that follows its explanation by more than this may have another one. */
const closeMs = 15_000;
const lateMs = 5_000;
/** Lines nearer than this are one failure: its message, its trace and what the parent process says of it. */
const sameFailureMs = 2_000;

/**
 * A cause that the console names. High only when both logs agree: the rows prove an exit of the process's own making (or,
 * by their back-off, that there were some), and the last failure in the lines right before it is this one and no other.
 */
export function examineConsole(
  incident: Case,
  { cause, nextSteps, named = [], attribution }: ConsoleCause,
): Examination {
  const spoken = [...decisiveByRun(incident)].filter(([, match]) => match.cause === cause).map(([, match]) => match);
  const ended = spoken.filter((match) => incident.exits.some((run) => run.id === match.run?.id));
  const standing = spoken.filter((match) => match.run === null || match.run.exit === null);
  const decisive = ended.at(-1) ?? standing.at(-1);
  if (decisive === undefined) return explainedOtherwise(incident, cause);
  const isNamed = named.length === 0 || Object.keys(decisive.groups).length > 0;
  const first = isNamed ? decisive : { ...decisive, groups: namedNearby(incident, decisive, named) };

  const confidence = confidenceIn(incident, ended, standing);
  const decided = attribution?.(first, incident);
  return {
    confidence,
    ...(decided === undefined ? {} : { attribution: decided }),
    summary: `${toSentence(first)}: ${whoEnded(incident)}.`,
    evidence: [
      first.row,
      ...ended.slice(-3).flatMap((match) => (match.run === null ? [] : terminationRows(match.run))),
      ...(ended.length === 0 && incident.backOff !== null ? rowsOf(ofKind(incident.events, 'back-off'), 2) : []),
      ...spoken.slice(-3).map((match) => match.row),
    ].filter((row, at, rows) => rows.findIndex((other) => other.id === row.id) === at),
    nextSteps: nextSteps(incident, first),
    causality: first.run !== null && incident.role === 'init' ? 40 : 20,
  };
}

function confidenceIn(incident: Case, ended: readonly ConsoleMatch[], standing: readonly ConsoleMatch[]): Confidence {
  const proven = ended.filter((match) => isProven(incident, match) && isUnequivocal(incident, match));
  if (proven.length > 0 && explainsMost(incident, ended)) return 'high';
  if (ended.some((match) => match.run !== null && !isForcedOrAsked(match.run))) return 'medium';
  if (ended.length > 0) return 'low';
  if (standing.some((match) => isLastWord(incident, match))) return 'high';
  if (standing.some((match) => match.signature.weight === 'fatal')) return 'medium';
  return incident.backOff !== null || incident.exits.length > 0 ? 'medium' : 'low';
}

function isProven(incident: Case, match: ConsoleMatch): boolean {
  if (match.run === null || match.beforeExitMs === null) return false;
  if (match.beforeExitMs > closeMs || match.beforeExitMs < -lateMs) return false;
  return (
    endedByItself(match.run) &&
    codeFits(incident, match.run, match) &&
    isInSeason(match.run, match) &&
    !isOutlived(incident, match, match.run)
  );
}

function isOutlived(incident: Case, match: ConsoleMatch, run: Run): boolean {
  const lines = incident.linesOf(run);
  const trace = traceAround(lines, match.row);
  const last = trace.at(-1) ?? match.row;
  const place = lines.findIndex((line) => line.id === last.id);
  const endMs = (run.exit?.atMs ?? Number.POSITIVE_INFINITY) + 1;
  const after = lines.slice(place + 1).filter((line) => line.atMs < endMs);
  const known = new Set(incident.matches.flatMap((each) => (each.run?.id === run.id ? each.row.id : [])));
  return mayBeOutlived(match.row, after, (line) => known.has(line.id));
}

/** What a program reads, loads or binds when it starts. After a long life such a line speaks of one request, not of the end. */
const ofTheStart: ReadonlySet<string> = new Set([
  'app.missing-config',
  'app.bad-config-value',
  'app.missing-module',
  'app.bad-command',
  'app.port-bind',
  'app.file-not-found',
  'app.script-error',
]);
const longestStartSeconds = 600;

function isInSeason({ lifetimeSeconds }: Run, { cause }: ConsoleMatch): boolean {
  return lifetimeSeconds === null || lifetimeSeconds <= longestStartSeconds || !ofTheStart.has(cause);
}

/** What a shell ends with 126 or 127 for, and what raises a fault signal. */
const ofTheShell: ReadonlySet<string> = new Set([
  'app.bad-command',
  'app.missing-module',
  'app.script-error',
  'app.permission',
  'app.native-crash',
  'image.arch-mismatch',
]);
const ofSignals: ReadonlySet<string> = new Set(['app.native-crash', 'app.kernel-limit', 'app.missing-module']);
const faultSignals: ReadonlySet<number> = new Set([132, 133, 135, 136, 139, 159]);

/**
 * An error that a program logs and ends for has a code that programs choose. 126 and 127 are the shell's, fault signals the
 * kernel's: then the last complaint is no proof, except in .NET, which as the first process ends so on any exception.
 */
function codeFits(incident: Case, run: Run, match: ConsoleMatch): boolean {
  const code = run.exit?.exitCode ?? null;
  if (code === 126 || code === 127) return ofTheShell.has(match.cause);
  if (code === null || !faultSignals.has(code) || match.signature.isMemory === true) return true;
  return ofSignals.has(match.cause) || ((code === 139 || code === 133) && speaksDotnet(incident.linesOf(run)));
}

/**
 * Back-off rows prove that the container dies again and again even where its exits are not in the rows; then the last
 * thing that it said, when that is fatal, is said of such a death.
 */
function isLastWord(incident: Case, match: ConsoleMatch): boolean {
  if (
    incident.backOff?.seenIn.includes('rows') !== true ||
    incident.exits.length > 0 ||
    !isUnequivocal(incident, match)
  )
    return false;
  const lastMs = incident.lines.at(-1)?.atMs ?? 0;
  return match.signature.isVague !== true && lastMs - match.row.atMs <= closeMs;
}

/**
 * Of the ends whose lines are at hand the newest, or most of them: an older failure of another kind is no proof for newer
 * ones, also where no rule knows what those said.
 */
function explainsMost(incident: Case, ended: readonly ConsoleMatch[]): boolean {
  const heard = incident.exits.filter((run) => incident.linesOf(run).length > 0);
  const newest = heard.at(-1);
  return ended.some((match) => match.run?.id === newest?.id) || ended.length * 2 > heard.length;
}

/** The run said it and lived on, and then something else ended it. Lines of one failure carry each other: no word then. */
function explainedOtherwise(incident: Case, cause: Rule['cause']): Examination {
  const decisive = decisiveByRun(incident);
  const passed = incident.matches.filter((match) => match.cause === cause && match.signature.weight === 'fatal');
  const [first] = passed;
  const isSurvived = passed.every((match) => {
    const later = decisive.get(match.run);
    return later !== undefined && later.cause !== cause && later.row.atMs - match.row.atMs > sameFailureMs;
  });
  if (first === undefined || !isSurvived) return null;
  return { ruledOut: `${toSentence(first)}, but the last failure before the end is another one.` };
}
