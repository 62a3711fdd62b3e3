import { raisedIn } from '@/lib/diagnosis/console/trace';
import {
  type ComparedStarts,
  type Extent,
  lastCommonOf,
  mostStartLines,
  type NormalLine,
} from '@/lib/diagnosis/crash/compared-starts';
import { toWords } from '@/lib/diagnosis/crash/normal-line';

/** Where both go apart: what came next in each. It claims of each run only what its lines at hand can tell. */
export function toSentence(compared: ComparedStarts): string {
  const { good, bad, inGood, inBad, extent, isLong } = compared;
  const common = lastCommonOf(compared);
  const afterInBad = common === null ? 0 : bad.indexOf(common) + 1;
  const afterInGood = common === null ? 0 : good.findLastIndex(({ text }) => text === common.text) + 1;
  const added = firstAlone(bad, afterInBad, inGood);
  const missing = firstAlone(good, afterInGood, inBad);
  const where = isLong ? `In their first ${mostStartLines} lines both` : 'Both';
  if (missing === undefined && added === undefined) return `${where} starts printed the same lines.`;
  const upTo =
    common === null
      ? `The two starts have no line in common${isLong ? ` among their first ${mostStartLines}` : ''}`
      : `${where} starts get as far as ${quoted(common.row.text)}`;
  const parts = [
    ...(missing === undefined
      ? []
      : [`the good one goes on with ${quoted(missing.row.text)}, ${neverIn('bad', extent.bad)}`]),
    ...(added === undefined ? [] : [onlyInBad(quoted(raised(bad, added)), extent.good)]),
  ];
  return `${upTo}: ${parts.join('; ')}.`;
}

function neverIn(which: 'good' | 'bad', extent: Extent): string {
  switch (extent) {
    case 'whole':
      return `which the ${which} one never printed`;
    case 'so-far':
      return `which is not among the lines that have come of the ${which} one so far`;
    case 'first-lines':
      return `which is not in the ${which} one’s first ${mostStartLines} lines`;
  }
}

function onlyInBad(line: string, ofGood: Extent): string {
  return ofGood === 'whole'
    ? `only the bad one printed ${line}`
    : `the bad one printed ${line}, ${neverIn('good', ofGood)}`;
}

function firstAlone(lines: readonly NormalLine[], from: number, other: ReadonlySet<string>): NormalLine | undefined {
  const isAlone = ({ text }: NormalLine) => !other.has(text);
  return lines.slice(from).find(isAlone) ?? lines.find(isAlone);
}

/** Of a trace the line that says what was raised. */
function raised(lines: readonly NormalLine[], { row }: NormalLine): string {
  return (
    raisedIn(
      lines.map((line) => line.row),
      row,
    ) ?? row.text
  );
}

const longestQuote = 120;

function quoted(text: string): string {
  const plain = toWords(text).trim().replace(/\s+/g, ' ');
  return `“${plain.length <= longestQuote ? plain : `${plain.slice(0, longestQuote - 1)}…`}”`;
}
