import type { ShownLine } from './console-view';

/** Lines as they are laid out: a long trace folds in its middle. */
export type Block = { kind: 'line'; line: ShownLine } | { kind: 'folded'; key: string; lines: ShownLine[] };

const traceHead = 4;
const traceTail = 3;
const recentLines = 30;
const beforeFailure = 4;

export function foldTraces(lines: readonly ShownLine[]): Block[] {
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    if (!line) break;
    let end = index + 1;
    if (line.role === 'trace') while (lines[end]?.role === 'trace') end++;
    const group = lines.slice(index, end);
    if (group.length <= traceHead + traceTail + 1) {
      blocks.push(...group.map((one): Block => ({ kind: 'line', line: one })));
    } else {
      const middle = group.slice(traceHead, -traceTail);
      blocks.push(...group.slice(0, traceHead).map((one): Block => ({ kind: 'line', line: one })));
      blocks.push({ kind: 'folded', key: `folded ${middle[0]?.key ?? ''}`, lines: middle });
      blocks.push(...group.slice(-traceTail).map((one): Block => ({ kind: 'line', line: one })));
    }
    index = end;
  }
  return blocks;
}

/** How many of the oldest lines can wait: the failing line, what led to it, and the last screen never do. */
export function earlierLines(lines: readonly ShownLine[]): number {
  const failure = lines.findIndex((line) => line.role === 'first-failure');
  const byRecency = lines.length - recentLines;
  return Math.max(0, failure === -1 ? byRecency : Math.min(byRecency, failure - beforeFailure));
}

/** The lines as text with their times, to paste into a ticket. */
export function toText(lines: readonly ShownLine[]): string {
  return lines.map((line) => `${new Date(line.atMs).toISOString()} ${line.stream ?? '-'} ${line.text}`).join('\n');
}
