import { cleanLine } from '@/lib/diagnosis/console/clean';
import type { ConsoleRow } from '@/lib/domain/rows';

/** Lines of one trace arrive microseconds apart; a second between two lines begins something else. */
const gapMs = 1_000;
const longest = 120;

// Where leading blanks are lost (the `_CL` tables strip them), the words alone must tell.
const frame =
  /^\s*(?:at \S|---> |File "|from \S+:\d|\.{3} \d+ (?:more|common)|#\d+ |goroutine \d+|\[signal |\^[~^]*$|~+\^|-{3,} |in `|stack backtrace|\d+: (?:0x|\w+::)|created by |\S+\.go:\d+|main\.\S*\(|raise |throw |Require stack|- \/|\[cause\]|code: |errno: |syscall: |address: |port: |\}$|\{$)/;
const continuation = /^\s{2,}\S/;
const exceptionLine =
  /^(?:[A-Za-z_][\w$]*[.\\:]{1,2}){0,12}[A-Z][\w$]*(?:Error|Exception|Exit|Failure|Interrupt|Warning|Panic|NotFound|Timeout|Refused|Missing\w*|Invalid\w*)(?: \[\w+\])?(?::|$)/;
const pythonEnd = /^(?:[A-Za-z_]\w*\.){0,8}[A-Z]\w*(?:: |:?$)/;

/** The rows of the failure around `row`: its trace in true order. Lines come oldest first. */
export function traceAround(lines: readonly ConsoleRow[], row: ConsoleRow): ConsoleRow[] {
  const at = lines.findIndex((line) => line.id === row.id);
  if (at === -1) return [row];
  let from = at;
  while (from > 0 && at - from < longest && isJoined(lines, from - 1) && belongsBefore(lines, from - 1)) from -= 1;
  if (from > 0 && isHeader(lines[from - 1]) && isJoined(lines, from - 1)) from -= 1;
  let to = at;
  while (to + 1 < lines.length && to - at < longest && isJoined(lines, to) && belongsAfter(lines, from, to + 1))
    to += 1;
  return lines.slice(from, to + 1);
}

/** The exception's own line: `KeyError: 'X'`, the root of a `Caused by` chain. */
export function raisedIn(lines: readonly ConsoleRow[], row: ConsoleRow): string | null {
  const said = traceAround(lines, row).flatMap((line) => cleanLine(line.text).split('\n'));
  const root = said.findLast((text) => /^\s*(?:Caused by: |---> )/.test(text));
  if (root !== undefined) return shortened(root.replace(/^\s*(?:Caused by: |---> )/, ''));
  const explained = explanationIn(lines, row);
  if (explained !== null) return shortened(explained);
  const unhandled = said.findLast((text) => announced.test(text));
  if (unhandled !== undefined) return shortened(unhandled.replace(prelude, ''));
  const isPython = said.some((text) => text.includes('Traceback (most recent call last)'));
  const raised = said.findLast((text) => exceptionLine.test(text.trim()) || (isPython && pythonEnd.test(text)));
  return raised === undefined ? null : shortened(raised);
}

const springHead = /APPLICATION FAILED TO START/;
const nestHead = /\[ExceptionHandler\] (?<text>\S.{4,400})/;
const linesToDescription = 12;

/** What a framework says in words of its own before it ends: Spring under `Description:`, NestJS behind its handler's name. */
function explanationIn(lines: readonly ConsoleRow[], row: ConsoleRow): string | null {
  const text = cleanLine(row.text);
  const nest = nestHead.exec(text)?.groups?.text;
  if (nest !== undefined) return nest;
  if (!springHead.test(text)) return null;
  const at = lines.findIndex((line) => line.id === row.id);
  const after = lines.slice(at + 1, at + linesToDescription).map((line) => cleanLine(line.text).trim());
  const head = after.indexOf('Description:');
  return head === -1 ? null : (after.slice(head + 1).find((line) => line !== '') ?? null);
}

const announced =
  /Unhandled [Ee]xception[.:] |Exception in thread "|(?:^|\s)panic: |panicked at |Fatal error: {1,2}Uncaught /;
const prelude =
  /^.{0,200}?(?:Unhandled [Ee]xception[.:] |Exception in thread "[^"]{0,80}" |Fatal error: {1,2}Uncaught )/;

/** `app.py line 15`: the innermost line of the trace that is the application's own code. */
export function ownFrame(lines: readonly ConsoleRow[], row: ConsoleRow): string | null {
  const said = traceAround(lines, row).flatMap((line) => cleanLine(line.text).split('\n'));
  const python = said.flatMap((text) => pythonFrame.exec(text)?.slice(1, 3) ?? []);
  if (python.length > 1) {
    const own = said.findLast((text) => pythonFrame.test(text) && !foreign.test(text));
    const [, path, line] = (own === undefined ? null : pythonFrame.exec(own)) ?? [];
    if (path !== undefined && line !== undefined) return `${path} line ${line}`;
  }
  for (const text of said) {
    if (foreign.test(text)) continue;
    const [, path, line] = otherFrame.exec(text) ?? [];
    if (path !== undefined && line !== undefined) return `${path} line ${line}`;
  }
  return null;
}

const pythonFrame = /File "([^"]{1,300})", line (\d{1,7})/;
const otherFrame =
  /(?:\(|at | in |^\s*|from )(\/?[\w.@~-]{1,80}(?:\/[\w.@~-]{1,80}){0,20}\.(?:js|mjs|cjs|ts|go|rb|php|rs|cs|java|kt|scala|py))(?::line |:|\(| on line )(\d{1,7})/;
const foreign =
  /site-packages|dist-packages|\/lib\/python|<frozen|node_modules|node:internal|\(node:|\bat (?:java|javax|jakarta|sun|jdk|org\.springframework|org\.apache|io\.quarkus|com\.zaxxer|org\.hibernate|Microsoft|System)\.|\/usr\/local\/go\/|\/gems\/|\/usr\/lib\/|\/vendor\/|\/rustc\/|\.cargo\//;

/** A line that can only be part of a trace: a frame, or what stands between frames. */
export function isFrame(text: string): boolean {
  return frame.test(cleanLine(text));
}

/** A frame in code that is not the application's own: the runtime's, a framework's, a package's. */
export function isForeignFrame(text: string): boolean {
  return foreign.test(cleanLine(text));
}

function isJoined(lines: readonly ConsoleRow[], at: number): boolean {
  const [a, b] = [lines[at], lines[at + 1]];
  return a !== undefined && b !== undefined && b.atMs - a.atMs <= gapMs && a.container === b.container;
}

/** A frame, what stands between frames, or a line set in under another one. */
export function isTracePart(line: ConsoleRow | undefined): boolean {
  if (line === undefined) return false;
  const text = cleanLine(line.text);
  return (
    frame.test(text) ||
    continuation.test(text) ||
    /^(?:Caused by:|During handling|The above exception|Traceback \()/.test(text)
  );
}

function isHeader(line: ConsoleRow | undefined): boolean {
  if (line === undefined) return false;
  return (
    exceptionLine.test(cleanLine(line.text)) ||
    /Traceback \(|Exception in thread|Unhandled|Uncaught|panic: |panicked at/.test(line.text)
  );
}

/** A line of Python source follows the `File` line that names it, and looks like any text where leading blanks are lost. */
function belongsBefore(lines: readonly ConsoleRow[], at: number): boolean {
  const [before, line] = [lines[at - 1], lines[at]];
  if (isTracePart(line)) return true;
  return before !== undefined && isJoined(lines, at - 1) && /^\s*File "/.test(cleanLine(before.text));
}

/** After a Python header the source lines look like any text: all that follows closely is part, up to the exception. */
function belongsAfter(lines: readonly ConsoleRow[], from: number, at: number): boolean {
  const line = lines[at];
  if (line === undefined) return false;
  if (isTracePart(line)) return true;
  const text = cleanLine(line.text);
  // Go leaves a blank line between the panic and its goroutine.
  if (text.trim() === '') return isTracePart(lines[at + 1]);
  if (exceptionLine.test(text)) return true;
  const before = lines[at - 1];
  const isPythonTrace = lines
    .slice(from, at)
    .some((earlier) => earlier.text.includes('Traceback (most recent call last)'));
  if (!isPythonTrace || before === undefined) return false;
  const previous = cleanLine(before.text);
  return /File "/.test(previous) || (pythonEnd.test(text) && isTracePart(lines[at - 2]));
}

function shortened(text: string): string {
  const line = text.trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
