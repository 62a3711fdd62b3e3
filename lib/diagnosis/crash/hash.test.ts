import { expect, test } from 'vitest';
import { toHash } from './hash';

test.each([
  // The low 48 bits of published values of the 64-bit FNV-1a hash.
  ['', '9ce484222325'],
  ['a', 'dc4c8601ec8c'],
  ['foobar', '4171f73967e8'],
])('the hash of “%s” is always %s', (text, hash) => {
  expect(toHash(text)).toBe(hash);
});
