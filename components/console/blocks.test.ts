import { describe, expect, test } from 'vitest';
import { earlierLines, foldTraces, toText } from './blocks';
import type { ShownLine } from './console-view';

function lines(count: number, role: ShownLine['role'] = null, from = 0): ShownLine[] {
  return Array.from({ length: count }, (_, place) => ({
    key: `row-${from + place}`,
    atMs: Date.UTC(2026, 5, 20, 12, 0, from + place),
    stream: 'stderr',
    text: `line ${from + place}`,
    role,
  }));
}

describe('a stack trace', () => {
  test('folds in its middle when it is long', () => {
    const blocks = foldTraces([...lines(1), ...lines(30, 'trace', 1), ...lines(1, null, 31)]);

    expect(blocks.map((block) => (block.kind === 'line' ? block.line.text : `+${block.lines.length}`))).toEqual([
      'line 0',
      'line 1',
      'line 2',
      'line 3',
      'line 4',
      '+23',
      'line 28',
      'line 29',
      'line 30',
      'line 31',
    ]);
  });

  test('stays open when folding would save nothing', () => {
    expect(foldTraces(lines(8, 'trace')).every((block) => block.kind === 'line')).toBe(true);
  });
});

describe('what is shown at once', () => {
  test('is the last screen of lines', () => {
    expect(earlierLines(lines(100))).toBe(70);
    expect(earlierLines(lines(30))).toBe(0);
  });

  test('reaches back to the failing line and what led to it', () => {
    expect(earlierLines([...lines(20), ...lines(1, 'first-failure', 20), ...lines(100, null, 21)])).toBe(16);
  });
});

test('copied lines carry their exact time and stream', () => {
  expect(toText(lines(1))).toBe('2026-06-20T12:00:00.000Z stderr line 0');
});
