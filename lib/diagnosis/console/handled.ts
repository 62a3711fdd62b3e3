import { cleanLine } from '@/lib/diagnosis/console/clean';
import { raisedIn, traceAround } from '@/lib/diagnosis/console/trace';
import type { ConsoleMatch } from '@/lib/diagnosis/rule';
import type { ConsoleRow } from '@/lib/domain/rows';

/** The line that tells of the trouble says as well that the program lives with it. */
const livesWithIt =
  /\b(?:continuing|carrying on|proceeding|going on|fall(?:ing|s)? ?back|fallback|using (?:the )?(?:defaults?|fallback|local|in-memory|cached|stale|last known)\b|skipp(?:ed|ing)|ignor(?:ed|ing)|non-?(?:fatal|critical)|not (?:fatal|critical)|degraded|best[- ]effort|(?:is|are|will be|now|cache|metrics|tracing|telemetry|reporting|logging|monitoring) disabled|starting (?:up )?without|running without|defaulting to|default(?:s)? (?:will be|is|are) used|using [\w.@/-]{1,60} instead|(?<!\bnot )optional)\b/i;
/** A later line shows that the program got on after it. */
const gotOn =
  /\b(?:(?:re-?)?connected|connection (?:is )?(?:established|restored|ok|up)|recovered|restored|re-?built|re-?created|resumed|ready|succe(?:ss|eded|ssful|ssfully)|listening|up and running)\b/i;
const denies = /\b(?:not|never|no|un\w+|disconnected|failed|cannot|can't|could ?n[o']t|waiting)\b/i;

/** Faults in the code itself: no connection, file or setting makes them, however closely one failed before. */
const ofTheCode =
  /\b(?:TypeError|ReferenceError|RangeError|NameError|AttributeError|UnboundLocalError|IndexError|ZeroDivisionError|AssertionError|RecursionError|NotImplementedError|NoMethodError|NullPointerException|ClassCastException|ArrayIndexOutOfBoundsException|StringIndexOutOfBoundsException|IndexOutOfBoundsException|ArithmeticException|StackOverflowError|NoSuchElementException|ConcurrentModificationException|NullReferenceException|InvalidCastException|IndexOutOfRangeException|ArgumentOutOfRangeException|DivideByZeroException|NotImplementedException|MatchError|FunctionClauseError|CaseClauseError)\b|nil pointer dereference|index out of (?:range|bounds)|slice bounds out of range|assignment to entry in nil map|integer divide by zero|on a `None` value|attempt to (?:divide|subtract|add|multiply)\b|undefined method [`'"]|Call to a member function|Stack overflow/;

/** The words are those of a fault in the code itself. */
export function isFaultOfTheCode(words: string): boolean {
  return ofTheCode.test(words);
}

/** Narrower: words by which the very line says that the program goes on without what it tells of. */
const goesOn =
  /\b(?:continuing|carrying on|falling back|defaulting to|using (?:the )?defaults?\b|using (?:the )?(?:fallback|in-memory|cached) |using [\w.@/-]{1,60} instead|skipping|non-?fatal|(?:reporting|tracing|telemetry|metrics|cache|caching|monitoring|will be) disabled|(?:starting|running) (?:up )?without)\b|, (?:ignor(?:ed|ing)|using [\w.-]{1,30}$)/i;

/** The program itself says that it goes on without what it tells of. */
export function saysItGoesOn(row: ConsoleRow): boolean {
  return goesOn.test(cleanLine(row.text));
}

/** An exception that only passes on that something could not be had says nothing against what failed before it. */
const passesOn =
  /\b(?:connect|unreachable|refused|timed? ?out|unavailable|not available|no longer available|could not be (?:reached|loaded|resolved)|(?:failed|unable|could not) to (?:start|initiali[sz]e|load|boot|fetch|reach)|(?:start-?up|bootstrap|initiali[sz]ation) (?:failed|error))/i;
const announces =
  /^(?:Unhandled exception[.:] |Exception in thread "|Traceback \(most recent|panic: |thread '.{1,80}' panicked|(?:PHP )?Fatal error: )/i;
const chained =
  /^(?:Caused by: |During handling of the above|The above exception was the direct cause|---> |\[cause\])/;

/** Matches without those that the program got over before its last failure. */
export interface Unhandled {
  matches: ConsoleMatch[];
  /** Some were left out only because the last failure is a fault in the code; nothing says that they were handled. */
  isDoubtful: boolean;
}

/**
 * Leaves out what the program lived with: complaints that a later failure of another kind outlasted, when a line between
 * them tells that it went on, or when that failure is a fault in the code itself. Matches and lines come oldest first.
 */
export function withoutHandled(matches: readonly ConsoleMatch[], lines: readonly ConsoleRow[]): Unhandled {
  const all = { matches: [...matches], isDoubtful: false };
  const end = matches.findLast((match) => match.signature.isVague !== true);
  if (end === undefined || matches.every((match) => match.cause === end.cause)) return all;
  const places = new Map(lines.map((line, place) => [line.id, place]));
  const endsAt = places.get(end.row.id);
  if (endsAt === undefined) return all;

  const trace = traceAround(lines, end.row);
  const upToEnd = trace.slice(0, trace.findIndex((line) => line.id === end.row.id) + 1);
  // Indented lines of the log before it look like part of the trace; its own first line does not.
  const first = upToEnd.findLast((line) => announces.test(cleanLine(line.text))) ?? trace[0];
  const beginsAt = places.get(first?.id ?? '') ?? endsAt;
  const raised = raisedIn(lines, end.row) ?? '';
  const words = `${cleanLine(end.row.text)}\n${raised}`;
  const isOfTheCode = end.cause === 'app.uncaught-exception' && ofTheCode.test(words);
  const passes = end.cause === 'app.uncaught-exception' && !isOfTheCode && passesOn.test(words.slice(0, 300));
  let isDoubtful = false;
  const passed = matches.flatMap((match) => places.get(match.row.id) ?? []);
  const since = passed.reduce((least, place) => Math.min(least, place), beginsAt);
  const before = lines.slice(since, beginsAt).map((line) => cleanLine(line.text));
  // The last such line decides for all matches above it: each line is read once.
  const chainedAt = since + before.findLastIndex((text) => chained.test(text));
  const gotOnAt = since + before.findLastIndex(saysItGotOn);
  const kept = matches.filter((match) => {
    const place = places.get(match.row.id);
    if (place === undefined || place >= beginsAt || match.signature.isVague === true) return true;
    if (chainedAt > place) return true;
    if (!passes && (gotOnAt > place || livesWithIt.test(cleanLine(match.row.text)))) return false;
    if (!isOfTheCode || match.cause === end.cause) return true;
    isDoubtful = true;
    return false;
  });
  return { matches: kept, isDoubtful };
}

/** The sentence may go on in the next row: `… refused`, `continuing without cache`. */
function saysItGotOn(text: string): boolean {
  return livesWithIt.test(text) || (gotOn.test(text) && !denies.test(text));
}
