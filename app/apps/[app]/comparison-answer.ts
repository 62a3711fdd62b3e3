import type { ComparedCell, ComparedSide, ComparisonRow, ComparisonView } from '@/components/console/comparison-view';
import { toDuration } from '@/lib/format/duration';
import { shortReplica } from '@/lib/format/name';
import { toMoment } from '@/lib/format/time';
import { isRecord, timeOf } from './json-parts';

/** A comparison’s JSON as the browser got it: what is not as expected is an error, never two runs without a difference. */
export function parseComparisonAnswer(answer: unknown): ComparisonView {
  if (!isRecord(answer) || !Array.isArray(answer.lines)) throw new Error('The answer compares nothing.');
  return {
    good: parseSide(answer.good),
    bad: parseSide(answer.bad),
    isNamed: answer.chosen === 'named',
    lines: answer.lines.map(parseRow),
    lastCommon: typeof answer.lastCommon === 'number' ? answer.lastCommon : null,
    sentence: typeof answer.sentence === 'string' ? answer.sentence : '',
  };
}

function parseSide(side: unknown): ComparedSide {
  if (!isRecord(side) || !isRecord(side.run) || typeof side.run.id !== 'string') {
    throw new Error('The answer does not name its runs.');
  }
  const { run } = side;
  const fromMs = timeOf(run.from);
  const lived = typeof run.lifetimeSeconds === 'number' ? `ran ${toDuration(run.lifetimeSeconds * 1000)}` : null;
  const words = [
    typeof run.replica === 'string' ? shortReplica(run.replica) : null,
    fromMs === null ? null : `${toMoment(fromMs)} UTC`,
    lived,
  ];
  return {
    run: side.run.id,
    title: words.filter((word) => word !== null).join(' · '),
    isTruncated: side.truncated === true,
    missing: Array.isArray(side.missing) ? side.missing.filter((one) => typeof one === 'string') : [],
  };
}

function parseRow(row: unknown, place: number): ComparisonRow {
  const role = isRecord(row) ? row.role : null;
  if (!isRecord(row) || (role !== 'same' && role !== 'missing' && role !== 'added')) {
    throw new Error(`Line ${place + 1} of the answer cannot be read.`);
  }
  return { role, good: parseCell(row.good), bad: parseCell(row.bad) };
}

function parseCell(cell: unknown): ComparedCell | null {
  const atMs = isRecord(cell) ? timeOf(cell.time) : null;
  if (!isRecord(cell) || atMs === null || typeof cell.text !== 'string') return null;
  return {
    row: typeof cell.row === 'string' ? cell.row : '',
    atMs,
    afterStartMs: typeof cell.afterStartSeconds === 'number' ? cell.afterStartSeconds * 1000 : 0,
    text: cell.text,
  };
}
