import { describe, expect, test } from 'vitest';
import { type ComparisonItem, type ComparisonRow, comparisonItems } from './comparison-view';

const signs = { '=': 'same', '-': 'missing', '+': 'added' } as const;

/** `==-+=`, a sign a row. */
function rows(text: string): ComparisonRow[] {
  return [...text].map((sign, place) => {
    const cell = { row: `r${place}`, atMs: place, afterStartMs: place, text: `line ${place}` };
    const role = signs[sign as keyof typeof signs];
    return { role, good: role === 'added' ? null : cell, bad: role === 'missing' ? null : cell };
  });
}

const drawn = (items: ComparisonItem[]) =>
  items.map((item) => (item.kind === 'same' ? `(${item.rows.length})` : item.row.role[0])).join('');

describe('two runs side by side', () => {
  test('show the differences with what stands around them', () => {
    expect(drawn(comparisonItems({ lines: rows('==========-+=========='), lastCommon: null }))).toBe('(8)ssmass(8)');
  });

  test('hide no few lines, and none when the fold is opened', () => {
    expect(drawn(comparisonItems({ lines: rows('=====-'), lastCommon: null }))).toBe('sssssm');
    expect(drawn(comparisonItems({ lines: rows('==========-'), lastCommon: null }, new Set(['same 0'])))).toBe(
      'ssssssssssm',
    );
  });

  test('keep the last line that both printed in sight', () => {
    const items = comparisonItems({ lines: rows('===================='), lastCommon: 10 });

    expect(drawn(items)).toBe('(8)sssss(7)');
    expect(items.filter((item) => item.kind === 'row' && item.isLastCommon)).toHaveLength(1);
  });

  test('lose no line', () => {
    const items = comparisonItems({ lines: rows('====-=====++======-==='), lastCommon: 3 });

    expect(items.reduce((sum, item) => sum + (item.kind === 'same' ? item.rows.length : 1), 0)).toBe(22);
  });

  test('of nothing are nothing', () => {
    expect(comparisonItems({ lines: [], lastCommon: null })).toEqual([]);
  });
});
