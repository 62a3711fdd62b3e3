import { expect, test } from 'vitest';
import { toAgo, toAsOf } from './ago';

test('an age in an export is told from its newest row, never from now', () => {
  expect(toAgo(0, true)).toBe('at the newest row');
  expect(toAgo(60_000, true)).toBe('1 min before the newest row');
  expect(toAgo(0, false)).toBe('just now');
  expect(toAgo(60_000, false)).toBe('1 min ago');
});

test('the time of an export carries its year', () => {
  expect(toAsOf(Date.UTC(2026, 5, 20, 14, 22, 7))).toBe('20 June 2026 14:22 UTC');
});
