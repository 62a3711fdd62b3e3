import { cleanLine } from '@/lib/diagnosis/console/clean';
import { isLoud } from '@/lib/diagnosis/console/loud';
import { isTracePart, traceAround } from '@/lib/diagnosis/console/trace';
import type { ConsoleMatch } from '@/lib/diagnosis/rule';
import type { ConsoleRow } from '@/lib/domain/rows';

/**
 * The program went on after its last failure that a rule knows, or may have: a line between that failure and the end
 * (`untilMs`) belongs neither to the failure nor to what is usually printed around an end, or the failure itself says that
 * another try follows and nothing tells that it was the last. What ended it then may be something that no rule knows.
 */
export function isOutlived(
  decisive: ConsoleMatch,
  failure: readonly ConsoleMatch[],
  lines: readonly ConsoleRow[],
  untilMs: number,
): boolean {
  const at = lines.findLastIndex((line) => line.id === decisive.row.id);
  if (at === -1) return false;
  const known = new Set(failure.map((match) => match.row.id));
  for (const line of traceAround(lines, decisive.row)) known.add(line.id);
  let isConcluded = false;
  let reportFrom = opensReport(decisive.row) ? at : null;
  for (let place = at + 1; place < lines.length; place += 1) {
    const line = lines[place];
    if (line === undefined || line.atMs > untilMs) break;
    if (!isSameBreath(lines[place - 1], line)) reportFrom = null;
    if (opensReport(line)) reportFrom = place;
    if (wordsFollow.test(textOf(lines[place - 1]))) continue;
    if (known.has(line.id)) isConcluded ||= !tracePartOnly(line) && line.id !== decisive.row.id;
    else if (isEpilogue(saidBy(lines, place) ?? line)) isConcluded = true;
    else if (!isRest(line) && !isReported(line, place, reportFrom)) return true;
  }
  return triesAgain(decisive.row) && !isConcluded;
}

function textOf(line: ConsoleRow | undefined): string {
  return line === undefined ? '' : cleanLine(line.text).trim();
}

// The .NET console logger gives the level and the category a row of their own.
const headOnly = /^(?:trce|dbug|info|warn|fail|crit): [\w.`+-]{1,200}\[-?\d{1,9}\]$/;

/** The row with the words of an entry whose head stands alone. */
function saidBy(lines: readonly ConsoleRow[], place: number): ConsoleRow | undefined {
  return headOnly.test(textOf(lines[place])) ? lines[place + 1] : undefined;
}

function tracePartOnly(line: ConsoleRow): boolean {
  return cleanLine(line.text).trim() === '' || isTracePart(line);
}

const again =
  /\b(?:re-?trying|trying again|reconnecting|backing off|(?:will|going to) (?:be )?(?:re-?tr(?:y|ied)|try again|reconnect)|(?:next|another) (?:attempt|try|retry))\b/i;

/** The line says that the program tries once more. */
function triesAgain(row: ConsoleRow): boolean {
  return again.test(cleanLine(row.text));
}

// `[1] [INFO]`, `INFO 1 --- [main] o.a.c.StandardService :`, `ERROR:`: what loggers set before the words.
const prefix =
  /^\s{0,20}(?:[[(][^\])]{0,80}[\])]:?\s{0,4}|(?:info|warn(?:ing)?|error|fatal|critical|notice|debug|fail)\b[:,\s]{0,4}|[\w.$/-]{1,80}(?:\[\d{1,9}\])?\s{0,8}[:|]\s{1,4}|\d{1,9}\s{1,4}|-{1,4}\s{1,4}){0,6}/i;
const ending =
  '(?:exit(?:s|ed|ing)?|abort(?:ed|ing)|terminat(?:ed|ing)|shut(?:s|ting)?[ -]?down|stop(?:ped|ping)|clos(?:ed|ing)|quit(?:ting)?|crashed|died|killed|giving up|gave up|dispos(?:ed|ing)|disconnect(?:ed|ing)|drain(?:ed|ing)|flush(?:ed|ing)|cleaning up|(?:good ?)?bye)';
// The words that take leave and nothing else: behind a comma there may stand another reason.
const takesLeave = new RegExp(
  `^(?:now |gracefully )?${ending}\\b(?:[\\s.:/'"()[\\]-]{1,4}[\\w@]{1,40}){0,9}[\\s.…!)\\]'"]{0,5}$`,
  'i',
);
const somethingEnds = new RegExp(
  `^(?:[\\w./'":@()#-]{1,40} ){0,3}(?:process|program|app(?:lication)?|server|service|command|script|worker|child|main|master|pool|connections?|context|scheduler|listener|consumer|container|host|factory|hikaripool-\\d{1,3})\\b[^,;]{0,60}\\b(?:${ending}|failed|shutdown)\\b[^,;]{0,60}$`,
  'i',
);
const reason =
  /\b(?:because|due to|since|reason|as (?:the|no)|respawn\w*|restarted|replaced by|re-?start(?:ing|ed))\b/i;
/** Formulas of runtimes, package managers and supervisors. */
const formula =
  /^(?:npm|yarn|pnpm)\b.{0,20}(?:err|error|notice|warn|info)|^(?:npm|pnpm) ERR|\bELIFECYCLE\b|\bexit(?:ed|s|ing)? (?:with |on )?(?:error |non-?zero )?(?:code|status|signal)\b|\bexit(?:ed)? \(?(?:code|status)?[=: ]{0,2}\d{1,3}\)?[.\s]{0,3}$|^error Command failed\b|^info Visit https:\/\/yarnpkg|^Node\.js v\d|^Emitted '\w{1,20}' event|\bWorker failed to boot\b|^Shutting down: Master|^note: (?:run with|Some details are omitted)|\(core dumped\)|^(?:Aborted|Terminated|Killed)\b.{0,20}$|^Error starting ApplicationContext\. To display|^Sentry is attempting|^Waiting up to \d|^Press Ctrl|^(?:HINT|DETAIL|CONTEXT|STATEMENT|LINE \d{1,6}|QUERY|help|hint|tip|usage):?\s|^(?:For|See) (?:more|further) (?:information|details|help)\b|^(?:Please )?(?:see|visit|refer to|read) (?:\S{1,30} ){0,6}https?:\/\/|^Please (?:ensure|check|make sure|provide|set|install|verify|specify)\b|^try '|^A complete log of this run|^Validation Error Count: \d/i;

/** What is printed around a process that ends: by itself on its way out, by its runtime, by what started it. */
function isEpilogue(line: ConsoleRow): boolean {
  const text = cleanLine(line.text).slice(0, 400).trim();
  if (formula.test(text)) return true;
  const words = text.replace(prefix, '');
  if (reason.test(words)) return false;
  return formula.test(words) || takesLeave.test(words) || somethingEnds.test(words);
}

// Frames without their leading blanks, lists and boxes, excerpts of source, thread heads: no sentences of their own.
const rest =
  /^\S{1,300}:\d{1,7}:in [`']|^(?:Current thread|Thread) 0x|^Extension modules: |^[-*>|+#=•│├└┌↑↓^~]{1,80}(?:\s|$)|^\d{1,6} {1,4}\||^[^\p{L}\p{N}]{1,200}$/u;

function isRest(line: ConsoleRow): boolean {
  return tracePartOnly(line) || rest.test(cleanLine(line.text).trim());
}

// Runtimes and frameworks word what ends them as a page of prose, one row per line.
const reportHead =
  /APPLICATION FAILED TO START|\*\*\* FATAL CONFIG FILE ERROR|You must install or update \.NET|Error validating datasource|\bP1012\b|\bvalidation errors? for \w|^Status: [45]\d\d \(|^Fatal Python error: |detected by the Java Runtime Environment|Could not load the "sharp" module/;
/** Its words stand on the next row. */
const wordsFollow = /\bpanicked at \S{1,200}:\d{1,7}:\d{1,7}:$/;
const longestReport = 60;
const breathMs = 1_000;

function opensReport(row: ConsoleRow): boolean {
  return reportHead.test(cleanLine(row.text));
}

function isReported(line: ConsoleRow, place: number, from: number | null): boolean {
  return from !== null && place - from <= longestReport && !isLoud(line.text);
}

function isSameBreath(before: ConsoleRow | undefined, line: ConsoleRow): boolean {
  return before !== undefined && line.atMs - before.atMs <= breathMs && line.container === before.container;
}
