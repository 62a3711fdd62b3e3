import { expect, test } from 'vitest';
import { rangeFor } from './range';

test('the usual range is the 24 hours up to the newest time, in whole milliseconds', () => {
  expect(rangeFor(Date.UTC(2026, 5, 20, 15) + 0.4)).toEqual({
    fromMs: Date.UTC(2026, 5, 19, 15) + 1,
    toMs: Date.UTC(2026, 5, 20, 15) + 1,
  });
});
