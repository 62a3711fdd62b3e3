import fc from 'fast-check';
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
  test('is that of time, in whatever order they come', () => {
    expect(ordered([line('c', 2), line('a', 3), line('b', 1)])).toBe('b c a');
  });

  test('within one moment is always the same, in whatever order they come', () => {
    const rows = [line('d', 1), line('c', 2), line('b', 2), line('a', 2), line('e', 2, { replica: 'a--r1-2' })];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), fc.subarray(rows), (order, again) => {
        expect(ordered([...order, ...again])).toBe('d a b c e');
      }),
    );
  });

  test('is the same for the same words in another run, whatever the ids', () => {
    const run = (ids: string) => ordered(['b', 'a', 'c'].map((text, place) => line(text, 1, { id: ids[place] ?? '' })));

    expect(run('xyz')).toBe('a b c');
    expect(run('zyx')).toBe('a b c');
  });

  test('puts the frames of one moment after their message', () => {
    expect(ordered([line('\tat f', 1), line('  at g', 1), line('Error', 1)])).toBe('Error \tat f   at g');
  });

  test('of equal words is that of their ids', () => {
    const twins = [line('a', 1, { id: 'y' }), line('a', 1, { id: 'x' })];
    const ids = (rows: readonly ConsoleRow[]) => new OrderedLines(rows).all.map(({ id }) => id).join('');

    expect([ids(twins), ids(twins.toReversed())]).toEqual(['xy', 'xy']);
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
