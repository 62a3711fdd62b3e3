import { expect, test } from 'vitest';
import { parseCodeSegment, toCodeSegment } from './code-segment';

test.each([0, 1, 137, 255, null])('%o comes back from its address', (code) => {
  expect(parseCodeSegment(toCodeSegment(code))).toBe(code);
});

test.each(['', '256', '-1', '1.0', '0x1', 'abc', '1000', 'None'])('“%s” is no exit code', (segment) => {
  expect(parseCodeSegment(segment)).toBeUndefined();
});
