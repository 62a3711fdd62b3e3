/** Two runs of one container side by side, as the panel draws them. */
export interface ComparisonView {
  good: ComparedSide;
  bad: ComparedSide;
  /** Whether the good one was looked for or named by the reader; a named run need not be good. */
  isNamed: boolean;
  lines: ComparisonRow[];
  /** Place in `lines` of the last line that both printed. */
  lastCommon: number | null;
  sentence: string;
}

export interface ComparedSide {
  /** The run’s id. */
  run: string;
  title: string;
  isTruncated: boolean;
  /** Why lines may be missing. */
  missing: string[];
}

export interface ComparisonRow {
  /** `missing`: only the good run printed it; `added`: only the bad one. */
  role: 'same' | 'missing' | 'added';
  good: ComparedCell | null;
  bad: ComparedCell | null;
}

export interface ComparedCell {
  /** The row’s id. */
  row: string;
  atMs: number;
  /** Since the run’s start, or its first line where the start is not known. */
  afterStartMs: number;
  text: string;
}

/** A comparison that is asked for on demand. */
export interface Comparison {
  isOpen: boolean;
  isReading: boolean;
  view: ComparisonView | null;
  failure: { message: string; remedy: string } | null;
  /** Other runs of the same container, newest first, to compare with instead. */
  others: readonly { id: string; label: string }[];
  /** The run that was chosen; `null`: the last good one. */
  chosen: string | null;
  open: (withRun: string | null) => void;
  close: () => void;
}

/** A row to draw, or equal lines between the differences that nobody needs to read. */
export type ComparisonItem = { kind: 'row'; key: string; row: ComparisonRow; isLastCommon: boolean } | SameItem;
interface SameItem {
  kind: 'same';
  key: string;
  rows: ComparisonRow[];
}

/** Equal lines that stay in sight around a difference. */
const around = 2;
const leastHidden = 4;

/** The differences with what stands around them; the folds whose keys are `opened` stay open. */
export function comparisonItems(
  { lines, lastCommon }: Pick<ComparisonView, 'lines' | 'lastCommon'>,
  opened: ReadonlySet<string> = new Set(),
): ComparisonItem[] {
  const isNear = nearDifferences(lines, lastCommon);
  const items: ComparisonItem[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (end < lines.length && isNear[end] !== true) end += 1;
    const key = `same ${at}`;
    if (end - at >= leastHidden && !opened.has(key)) {
      items.push({ kind: 'same', key, rows: lines.slice(at, end) });
      at = end;
      continue;
    }
    const shown = lines.slice(at, Math.max(end, at + 1));
    for (const [step, row] of shown.entries()) {
      items.push({ kind: 'row', key: `row ${at + step}`, row, isLastCommon: at + step === lastCommon });
    }
    at += shown.length;
  }
  return items;
}

function nearDifferences(lines: readonly ComparisonRow[], lastCommon: number | null): boolean[] {
  const near = lines.map(() => false);
  for (const [place, { role }] of lines.entries()) {
    if (role === 'same' && place !== lastCommon) continue;
    for (let at = Math.max(0, place - around); at <= Math.min(lines.length - 1, place + around); at++) near[at] = true;
  }
  return near;
}
