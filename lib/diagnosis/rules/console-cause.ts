import { decisiveByRun, isUnequivocal } from '@/lib/diagnosis/console/decisive';
import { namedNearby } from '@/lib/diagnosis/console/nearby';
import { speaksDotnet } from '@/lib/diagnosis/console/runtime';
import { toSentence } from '@/lib/diagnosis/console/signature';
import type { Case, ConsoleMatch, Examination, Rule } from '@/lib/diagnosis/rule';
import { endedByItself, isForcedOrAsked, nameOf, terminationRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { ofKind, rowsOf } from '@/lib/diagnosis/rules/said';
import type { Confidence } from '@/lib/domain/cause';
import type { NextStep } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';
import { grouped } from '@/lib/format/count';

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
 * by their back-off, that there were some), and the last failure in the lines right before it is this one and no other,
 * with nothing unexplained after it; and where several ends are heard, it explains the newest and no minority of them.
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

  const share = shareOf(incident, ended);
  const confidence = confidenceIn(incident, ended, standing, share);
  const decided = attribution?.(first, incident);
  return {
    confidence,
    ...(decided === undefined ? {} : { attribution: decided }),
    summary: `${toSentence(first)}: ${whoseEnds(incident, share, decisive)}.`,
    evidence: [
      first.row,
      ...ended.slice(-3).flatMap((match) => (match.run === null ? [] : terminationRows(match.run))),
      ...(ended.length === 0 && incident.backOff !== null ? rowsOf(ofKind(incident.events, 'back-off'), 2) : []),
      ...spoken.slice(-3).map((match) => match.row),
    ].filter((row, at, rows) => rows.findIndex((other) => other.id === row.id) === at),
    nextSteps: nextSteps(incident, first),
    causality: isPast(share) ? 5 : first.run !== null && incident.role === 'init' ? 40 : 20,
  };
}

/** Of the ends whose lines are at hand: how many this cause explains, and whether the newest is one of them. */
interface Share {
  explained: number;
  heard: number;
  isNewest: boolean;
}

function shareOf(incident: Case, ended: readonly ConsoleMatch[]): Share {
  const heard = incident.exits.filter((run) => incident.linesOf(run).length > 0);
  const newest = heard.at(-1);
  return { explained: ended.length, heard: heard.length, isNewest: ended.some(({ run }) => run?.id === newest?.id) };
}

function isMinority({ explained, heard }: Share): boolean {
  return explained * 2 < heard;
}

/** It explains the lesser part, and not the newest: what goes on now may have nothing to do with it. */
function isPast(share: Share): boolean {
  return share.explained > 0 && isMinority(share) && !share.isNewest;
}

function confidenceIn(
  incident: Case,
  ended: readonly ConsoleMatch[],
  standing: readonly ConsoleMatch[],
  share: Share,
): Confidence {
  if (isPast(share)) return 'low';
  const proven = ended.filter((match) => isProven(incident, match) && isUnequivocal(incident, match));
  if (proven.length > 0 && share.isNewest && !isMinority(share)) return 'high';
  if (ended.some((match) => match.run !== null && !isForcedOrAsked(match.run))) return 'medium';
  if (ended.length > 0) return 'low';
  if (standing.some((match) => isLastWord(incident, match))) return 'high';
  if (standing.some((match) => match.signature.weight === 'fatal')) return 'medium';
  return incident.backOff !== null || incident.exits.length > 0 ? 'medium' : 'low';
}

/** Where other ends said something else, only those are counted that it explains. */
function whoseEnds(incident: Case, { explained, heard }: Share, { run }: ConsoleMatch): string {
  if (explained === 0 || explained >= heard) return whoEnded(incident);
  const code = run?.exit?.exitCode ?? null;
  return `this explains ${grouped(explained)} of the ${grouped(heard)} ends of ${nameOf(incident)} whose lines are at hand${code === null ? '' : `, the last of them with exit code ${code}`}`;
}

function isProven(incident: Case, match: ConsoleMatch): boolean {
  if (match.run === null || match.beforeExitMs === null) return false;
  if (match.beforeExitMs > closeMs || match.beforeExitMs < -lateMs) return false;
  return endedByItself(match.run) && codeFits(incident, match.run, match) && isInSeason(match.run, match);
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
