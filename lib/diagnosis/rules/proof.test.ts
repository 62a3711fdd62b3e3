import { describe, expect, test } from 'vitest';
import { caseOf, consoleRow, crashed, life, verdict } from './testing';

const refused = 'Error: connect ECONNREFUSED 10.0.0.4:5432';

describe('a cause that the console names', () => {
  test.each([
    ['the last word before an end of its own', crashed([refused], 1)],
    [
      '.NET, which as the first process ends with 139',
      crashed([`Unhandled exception. Npgsql.NpgsqlException: Failed to connect to 10.0.0.4:5432`], 139),
    ],
    ['an error level', crashed([`fail: Shop.Db[3]`, `      ${refused}`], 1)],
    [
      'a shell that lacks a library',
      crashed(['/app/x: error while loading shared libraries: libpq.so.5: cannot open shared object file'], 127),
    ],
    ['a fault signal with its report', crashed(['Illegal instruction (core dumped)'], 132)],
    [
      'a failure that it tries again until it gives up',
      crashed([`${refused}, retrying in 1s`, 'giving up, exiting'], 1),
    ],
    [
      'the same end many times, the newest among them',
      caseOf({
        lives: Array.from({ length: 4 }, (_, place) => life({ at: 60 * place, lines: ["KeyError: 'DATABASE_URL'"] })),
      }),
    ],
    [
      'retries over minutes that end with an exception',
      caseOf({
        lives: [chatty('Traceback (most recent call last):', 'ConnectionRefusedError: [Errno 111] Connection refused')],
      }),
    ],
  ])('is proven by %s', (_, incident) => {
    expect(verdict(incident).found?.confidence).toBe('high');
  });

  test.each([
    ['a fault signal', crashed([refused], 139)],
    ['an illegal instruction', crashed(["Login failed for user 'bob'."], 132)],
    ['a command that the shell did not find', crashed([refused], 127)],
    ['a warning', crashed([`WARN ${refused}`], 1)],
    ['a warning of .NET’s', crashed(['warn: Shop.Db[3]', `      ${refused}`], 1)],
    ['chatter that it lived with before', caseOf({ lives: [chatty()] })],
    [
      'a setting that a program of an hour misses',
      caseOf({ lives: [life({ lifetime: 3600, lines: ["KeyError: 'COUPON'"] })] }),
    ],
    [
      'an exception of which only the header came through',
      crashed(['Traceback (most recent call last):', '  File "/app/main.py", line 3, in <module>'], 1),
    ],
    [
      'a failure that it tries again, before words that nobody knows',
      crashed([`${refused}, retrying in 1s`, 'Config schema v3 is not supported'], 1),
    ],
    [
      'a file that it made anew, before words that nobody knows',
      crashed(
        ["Error: ENOENT: no such file or directory, open '/tmp/cache.json'", 'cache rebuilt', 'quota used up'],
        1,
      ),
    ],
    ['a module that it does without', crashed(["No module named 'orjson' - using json instead", 'seats 0 of 10'], 1)],
    [
      'one end of many, when the newer ones said something else',
      caseOf({
        lives: [
          life({ lines: ["KeyError: 'DATABASE_URL'"] }),
          ...Array.from({ length: 4 }, (_, place) => life({ at: 60 * (place + 1), lines: ['seat count 0 of 10'] })),
        ],
      }),
    ],
    ['words that point elsewhere', crashed(['Startup failed. Details were written to /var/log/boot.err'], 70)],
  ])('is not proven by %s', (_, incident) => {
    expect(verdict(incident).found?.confidence).not.toBe('high');
  });

  test.each([
    ['says that it goes on', ['LOG_LEVEL is not set, defaulting to info']],
    ['goes on without it', ['SENTRY_DSN is not set, error reporting disabled']],
    ['is .NET’s information', ['info: Azure.Core[5]', '      GET https://x returned: Connection refused (x:443)']],
    ['is an answer that an Azure client tells of', ['      Response [b1] 401 Unauthorized (00.1s)']],
  ])('is not taken from a line that %s', (_, lines) => {
    expect(verdict(crashed(lines))).toMatchObject({ cause: 'app.uncaught-exception', found: { confidence: 'low' } });
  });
});

/** Refused each minute for ten minutes, then the end. */
function chatty(...last: string[]) {
  const told = life({ lifetime: 610, lines: [refused, ...last] });
  const before = Array.from({ length: 9 }, (_, minute) => consoleRow(minute * 60 + 5, refused));
  return { ...told, lines: [...before, ...told.lines] };
}
