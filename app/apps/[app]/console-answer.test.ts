import { describe, expect, test } from 'vitest';
import { parseConsoleAnswer, parseErrorAnswer } from './console-answer';

const run = {
  id: 'api~shop~1',
  container: 'api',
  replica: null,
  startMs: null,
  exitMs: 5,
  exitCode: 1,
  terminationReason: null,
  intended: false,
  lifetimeMs: null,
  backAtMs: null,
};
const line = { time: '2026-06-20T12:00:00.000Z', stream: 'stderr', container: 'api', text: 'boom', role: 'trace' };

describe('a console answer', () => {
  test('becomes the lines of the run', () => {
    const view = parseConsoleAnswer(
      { run: run.id, lines: [line, { ...line, stream: null, role: null }], truncated: true },
      run,
    );

    expect(view).toMatchObject({ run, events: [], isTruncated: true, missing: [], failure: null });
    expect(view.lines.map(({ stream, role, text }) => [stream, role, text])).toEqual([
      ['stderr', 'trace', 'boom'],
      [null, null, 'boom'],
    ]);
  });

  test.each([null, [], { lines: 'none' }, { lines: [{ text: 'no time' }] }, { lines: [{ ...line, time: 'soon' }] }])(
    'that is not one is an error, not an empty console: %o',
    (answer) => {
      expect(() => parseConsoleAnswer(answer, run)).toThrow();
    },
  );
});

test('a console answer keeps the rows that a link can name, and what the platform said', () => {
  const said = { row: 'e', time: '2026-06-20T11:59:00.000Z', text: 'Started container' };
  const view = parseConsoleAnswer(
    {
      lines: [{ ...line, row: 'r', failing: true, beyond: 'before' }, line],
      events: [said, { ...said, time: 'soon' }, 'none'],
      backAt: '2026-06-20T12:05:00.000Z',
    },
    run,
  );

  expect(view.lines.map(({ key, isFailing, beyond }) => [key, isFailing, beyond])).toEqual([
    ['r', true, 'before'],
    ['line-1', false, null],
  ]);
  expect(view.events).toEqual([{ key: 'e', atMs: Date.UTC(2026, 5, 20, 11, 59), text: 'Started container' }]);
  expect(view.run.backAtMs).toBe(Date.UTC(2026, 5, 20, 12, 5));
  expect(parseConsoleAnswer({ lines: [] }, { ...run, backAtMs: 7 }).run.backAtMs).toBe(7);
});

test('an error answer is told in its own words, any other by its status', () => {
  const answer = { error: { kind: 'forbidden', message: 'No permission.', remedy: 'Ask for Reader.' } };

  expect(parseErrorAnswer(answer, 403)).toEqual({ message: 'No permission.', remedy: 'Ask for Reader.' });
  expect(parseErrorAnswer('<html>', 502).message).toBe('The server answered 502.');
});
