import { describe, expect, test } from 'vitest';
import { isKnownHost } from './known-host';

const loopback = { host: '127.0.0.1', isLoopback: true };
const everywhere = { host: '0.0.0.0', isLoopback: false };

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
    expect(isKnownHost(host, loopback, [])).toBe(true);
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
    expect(isKnownHost(host, loopback, [])).toBe(false);
  });

  test('another address of loopback is ours where we listen on it, and only there', () => {
    expect(isKnownHost('127.0.0.2:3000', { host: '127.0.0.2', isLoopback: true }, [])).toBe(true);
    expect(isKnownHost('127.0.0.2:3000', loopback, [])).toBe(false);
  });

  test('a listed name is ours too, and only that', () => {
    expect(isKnownHost('exitline.internal:3000', loopback, ['exitline.internal'])).toBe(true);
    expect(isKnownHost('other.internal:3000', loopback, ['exitline.internal'])).toBe(false);
  });
});

describe('beyond loopback', () => {
  test('any name is ours until names are listed', () => {
    expect(isKnownHost('exitline.example', everywhere, [])).toBe(true);
    expect(isKnownHost('evil.example', everywhere, ['exitline.example'])).toBe(false);
    expect(isKnownHost('localhost:3000', everywhere, ['exitline.example'])).toBe(true);
  });

  test('the address that we listen on is ours although names are listed', () => {
    const listen = { host: 'fd00::5', isLoopback: false };

    expect(isKnownHost('[fd00::5]:3000', listen, ['exitline.example'])).toBe(true);
    expect(isKnownHost('[fd00::6]:3000', listen, ['exitline.example'])).toBe(false);
  });
});
