import { describe, expect, test } from 'vitest';
import type { ConsoleRow } from '@/lib/domain/rows';
import { OrderedLines } from './ordered-lines';

function line(text: string, atMs: number, place: Partial<ConsoleRow> = {}): ConsoleRow {
  return {
    id: `${text}@${atMs}`,
    table: 'ContainerAppConsoleLogs_CL',
    atMs,
    ingestedAtMs: atMs,
    workspace: 'w',
    environment: 'e',
    app: 'a',
    kind: 'app',
    revision: 'a--r1',
    replica: 'a--r1-1',
    execution: null,
    container: 'web',
    stream: 'stdout',
    text,
    ...place,
  };
}

const textsOf = (rows: readonly ConsoleRow[]) => rows.map((row) => row.text).join(' ');
const ordered = (rows: ConsoleRow[]) => textsOf(new OrderedLines(rows).all);

describe('the order of the lines', () => {
  test('lines of one moment stay as they came', () => {
    expect(ordered([line('b', 1), line('a', 1), line('c', 2)])).toBe('b a c');
  });

  test('an answer that comes newest first is turned round, its moments too', () => {
    expect(ordered([line('d', 2), line('c', 1), line('b', 1), line('a', 1)])).toBe('a b c d');
  });

  test('two answers newest first, one after the other, are one', () => {
    const long = [line('d', 3), line('c', 2), line('b', 2), line('a', 1)];
    expect(ordered([...long, line('e', 4), line('d', 3)])).toBe('a c b d e');
    expect(ordered([...long, line('d', 3)])).toBe('a b c d');
  });

  test('the same row twice is one line, wherever the second stands', () => {
    expect(ordered([line('a', 1), line('b', 1), line('a', 1), line('c', 2), line('b', 1)])).toBe('a b c');
  });

  test('the same words at another moment are another line', () => {
    expect(ordered([line('a', 1), line('a', 2)])).toBe('a a');
  });

  test('a line without a time is no line', () => {
    expect(ordered([line('a', Number.NaN), line('b', 1)])).toBe('b');
    expect(ordered([])).toBe('');
  });
});

describe('places', () => {
  const rows = [
    line('a', 1),
    line('b', 2, { container: 'init' }),
    line('c', 3),
    line('d', 4, { revision: null, execution: 'a-x1' }),
    line('e', 5, { container: 'init' }),
  ];
  const lines = new OrderedLines(rows);

  test('lines of one replica, container and revision share a place', () => {
    expect(textsOf(lines.places)).toBe('a b d');
    expect(rows.map((_, position) => lines.placeAt(position))).toEqual([0, 1, 0, 2, 1]);
    expect(rows.map((row) => lines.placeOf(row))).toEqual([0, 1, 0, 2, 1]);
  });

  test('a place from which nothing came has no number', () => {
    expect(lines.placeOf(line('x', 9, { replica: 'a--r1-2' }))).toBe(-1);
  });

  test('the lines of some places keep their order', () => {
    expect(textsOf(lines.where((place) => place.container === 'init'))).toBe('b e');
    expect(textsOf(lines.where((place) => place.container === 'web'))).toBe('a c d');
  });

  test('all and none', () => {
    expect(lines.where(() => true)).toBe(lines.all);
    expect(lines.where(() => false)).toEqual([]);
  });
});
