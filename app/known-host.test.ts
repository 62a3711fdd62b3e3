import { describe, expect, test } from 'vitest';
import { isKnownHost } from './known-host';

describe('on loopback', () => {
  test.each([
    'localhost',
    'localhost:3000',
    'LOCALHOST:8080',
    'localhost.:3000',
    '127.0.0.1:3000',
    '[::1]:3000',
    '[::1]',
  ])('%s is ours', (host) => {
    expect(isKnownHost(host, true, [])).toBe(true);
  });

  test.each([
    null,
    '',
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost:3000@evil.example',
    'a b',
    '[::1',
  ])('%s is not', (host) => {
    expect(isKnownHost(host, true, [])).toBe(false);
  });

  test('a listed name is ours too, and only that', () => {
    expect(isKnownHost('exitline.internal:3000', true, ['exitline.internal'])).toBe(true);
    expect(isKnownHost('other.internal:3000', true, ['exitline.internal'])).toBe(false);
  });
});

describe('beyond loopback', () => {
  test('any name is ours until names are listed', () => {
    expect(isKnownHost('exitline.example', false, [])).toBe(true);
    expect(isKnownHost('evil.example', false, ['exitline.example'])).toBe(false);
    expect(isKnownHost('localhost:3000', false, ['exitline.example'])).toBe(true);
  });
});
