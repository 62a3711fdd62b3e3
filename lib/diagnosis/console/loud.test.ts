import { describe, expect, test } from 'vitest';
import { isLoud } from './loud';

describe('a line that is loud', () => {
  test.each([
    '[error] it broke',
    'TypeError: x is undefined',
    'java.lang.IllegalStateException: no',
    'FATAL could not start',
    '\u001b[31mERROR\u001b[0m it broke',
    '{"level":50,"msg":"it broke"}',
  ])('%s', (line) => {
    expect(isLoud(line)).toBe(true);
  });

  test.each([
    'listening on 8080',
    'info: no error found',
    '0 errors',
    'errors_total 5',
    'INFO error handler installed',
  ])('is not %s', (line) => {
    expect(isLoud(line)).toBe(false);
  });
});
