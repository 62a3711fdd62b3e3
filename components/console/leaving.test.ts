import { describe, expect, test } from 'vitest';
import type { ShownRun } from './console-view';
import { nextFailing } from './failing-keys';
import { fileName, toLeavingRun, toLeavingText } from './leaving';

const atMs = Date.UTC(2026, 5, 20, 12);
const line = { key: 'r1', atMs, stream: 'stderr', text: 'boom', role: null, isFailing: true, beyond: null } as const;
const run: ShownRun = {
  id: 'api~orders--r1-5d9c-x2k4p~1',
  container: 'api',
  replica: 'orders--r1-5d9c-x2k4p',
  startMs: atMs - 5_000,
  exitMs: atMs + 1,
  exitCode: 137,
  terminationReason: 'ProcessExited',
  intended: false,
  lifetimeMs: 5_001,
  backAtMs: null,
};

describe('what leaves the page', () => {
  test('carries time, stream and text, and the row on demand', () => {
    expect(toLeavingText([line])).toBe('2026-06-20T12:00:00.000Z stderr boom');
    expect(toLeavingText([{ ...line, stream: null }], { withRows: true })).toBe('2026-06-20T12:00:00.000Z r1 - boom');
  });

  test('keeps a JSON line as the row has it', () => {
    expect(toLeavingText([{ ...line, text: '{"level":"error","msg":"x"}' }])).toContain('{"level":"error","msg":"x"}');
  });

  test('holds nothing that a terminal would obey', () => {
    expect(toLeavingText([{ ...line, text: '\u001b[31mred\u001b[0m \u0007\u202e' }])).toBe(
      '2026-06-20T12:00:00.000Z stderr red ',
    );
  });

  test('has the platform’s words and the exit in their places', () => {
    const events = [{ key: 'e', atMs: atMs - 5_000, text: 'Started container' }];

    expect(toLeavingRun({ run, lines: [line], events }, { withRows: true })).toBe(
      [
        '2026-06-20T11:59:55.000Z e system Started container',
        '2026-06-20T12:00:00.000Z r1 stderr boom',
        '2026-06-20T12:00:00.001Z - system Container api ended with exit code 137 (ProcessExited).',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['orders-api', run, 'orders-api-x2k4p-api-2026-06-20T120000Z.log'],
    ['api', run, 'api-x2k4p-2026-06-20T120000Z.log'],
    ['../we ird', { ...run, replica: null, exitMs: null, startMs: null }, '.._we_ird-api.log'],
  ])('of %s is saved under a name that tells it: %#', (app, of, name) => {
    expect(fileName(app, of, 'log')).toBe(name);
  });
});

describe('stepping through failing lines', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];
  const failing = ['b', 'd'];

  test.each([
    [null, 1, 'b'],
    [null, -1, 'd'],
    ['b', 1, 'd'],
    ['c', 1, 'd'],
    ['c', -1, 'b'],
    ['d', 1, 'b'],
    ['a', -1, 'd'],
    ['gone', 1, 'b'],
  ] as const)('from %s by %i comes to %s', (current, by, next) => {
    expect(nextFailing(failing, order, current, by)).toBe(next);
  });

  test('goes nowhere where no line fails', () => {
    expect(nextFailing([], order, 'a', 1)).toBeNull();
  });
});
