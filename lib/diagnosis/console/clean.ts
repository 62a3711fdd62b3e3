import { readJsonLine } from '@/lib/diagnosis/console/json-line';
import { toPlainLine } from '@/lib/format/line';

/** No pattern sees more of a line than this: what a line says, it says early. */
export const maxLineLength = 4096;

// `2026-03-14T03:00:01.12Z stdout F text`: the container runtime's own frame around each line (CRI log format).
const runtimeFrame = /^(?:\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:?\d\d) )?(?:std(?:out|err) )?[FP] (?=\S|\s)/;
const stamp =
  /^\s{0,8}[[(]?(?:(?:\d{4}[-/.]\d\d[-/.]\d\d|\d\d[-/]\d\d[-/]\d{4}|\d\d [A-Z][a-z]{2} \d{4})[T ,]{1,2}\d\d:\d\d:\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d)(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?(?=[\])\s,:|-]|$)[\])]?[,:|-]?\s?/;

const recent = new Map<string, string>();
const mostRecent = 4_000;
/** Longer ones are few, and would hold memory. */
const longestRecent = 500;

/** A line as a person would read it: without colours, the runtime's tag and leading times; of a JSON line its message. */
export function cleanLine(text: string): string {
  // The rules read the last lines of a run one after the other, each from the start.
  const known = recent.get(text);
  if (known !== undefined) return known;
  const line = readLine(text);
  if (text.length > longestRecent) return line;
  if (recent.size >= mostRecent) recent.clear();
  recent.set(text, line);
  return line;
}

function readLine(text: string): string {
  const plain = withoutFrame(toPlainLine(text.slice(0, maxLineLength * 2)).trimEnd());
  const read = plain.startsWith('{') ? (readJsonLine(plain) ?? plain) : plain;
  return read.slice(0, maxLineLength);
}

/** A line without the tag that the container runtime sets before it, its own times kept. */
export function withoutRuntimeTag(line: string): string {
  return line.replace(runtimeFrame, '');
}

function withoutFrame(line: string): string {
  const bare = withoutRuntimeTag(line);
  const once = bare.replace(stamp, '');
  return once === bare ? bare : once.replace(stamp, '');
}
