import { describe, expect, test } from 'vitest';
import { caseOf, crashed, life, verdict } from './testing';

const refused = 'Error: connect ECONNREFUSED 10.0.0.4:5432';

/** A complaint proves the end only when nothing that came after it asks for another explanation. */
describe('after the last failure that a rule knows', () => {
  test.each<[string, string[], number?]>([
    ['npm', [refused, '    at x (/a.js:1:1)', 'npm ERR! code ELIFECYCLE', 'npm ERR! app@1.0.0 start: `node x`']],
    [
      'yarn',
      [refused, 'error Command failed with exit code 1.', 'info Visit https://yarnpkg.com/en/docs/cli/run for it'],
    ],
    ['supervisord', [refused, '2026-06-20 10:00:00,000 INFO exited: web (exit status 1; not expected)']],
    ['uvicorn', [refused, 'ERROR:    Application startup failed. Exiting.']],
    [
      'Spring',
      [
        'Exception in thread "main" java.net.ConnectException: Connection refused (db:5432)',
        '\tat shop.Db.open(Db.java:3)',
        'INFO 1 --- [           main] o.apache.catalina.core.StandardService : Stopping service [Tomcat]',
        'INFO 1 --- [ionShutdownHook] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Shutdown completed.',
      ],
    ],
    [
      '.NET, whose entries take two rows',
      [
        'Unhandled exception. Npgsql.NpgsqlException: Failed to connect to 10.0.0.4:5432',
        'info: Microsoft.Hosting.Lifetime[0]',
        '      Application is shutting down...',
      ],
      139,
    ],
    [
      'Go',
      [
        'panic: dial tcp 10.0.0.4:5432: connect: connection refused',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        'exit status 2',
      ],
      2,
    ],
    ['a client that gives up after its tries', [`${refused}, retrying in 1s`, 'giving up after 5 attempts']],
    [
      'a report of several rows',
      [
        'Error code: P1012',
        'error: Error validating datasource `db`: the URL must start with the protocol `postgresql://` or `postgres://`.',
        '10 |   url      = env("DATABASE_URL")',
        '[Context: getConfig]',
      ],
    ],
  ])('the farewell of %s leaves it proven', (_, lines, code = 1) => {
    expect(verdict(crashed(lines, code)).found?.confidence).toBe('high');
  });

  test.each<[string, string[]]>([
    ['a sentence that no rule knows', [refused, 'Config schema v3 is not supported']],
    ['such a sentence behind a trace', ["KeyError: 'A_URL'", 'job 17 started', 'seat count 0 of 10; bye']],
    ['a farewell with a reason of its own', [refused, 'licence expired, exiting']],
    ['a farewell because of something else', [refused, 'Shutting down because the licence expired']],
    ['a parent that starts another', [refused, 'worker exited with error, restarting', 'seats used up']],
    ['nothing, though another try was announced', [`ERROR redis: ${refused}, retrying in 1s`]],
    [
      'a .NET entry about something else',
      [
        'Unhandled exception. Npgsql.NpgsqlException: Failed to connect to 10.0.0.4:5432',
        'info: Shop.Seats[0]',
        '      No seat is left',
      ],
    ],
    [
      'a tenant, whose quota is not the disk',
      ['upload rejected: No space left on device (tenant quota)', 'tenant off'],
    ],
    ['a port that is made free', ['Port 8080 is already in use by old worker, stopping old worker', 'tenant off']],
  ])('%s leaves it open', (_, lines) => {
    expect(verdict(crashed(lines)).found?.confidence).not.toBe('high');
  });

  test.each<[string, string]>([
    ['module', "No module named 'orjson' - using json instead"],
    ['login', "Access denied for user 'bob' to /reports (403)"],
  ])('a missing %s that is none is not named at all', (_, line) => {
    expect(verdict(crashed([line, 'tenant off']))).toMatchObject({
      cause: 'app.uncaught-exception',
      found: { confidence: 'low' },
    });
  });

  test('a login that MySQL refuses is named with its user', () => {
    const line = "ERROR 1045 (28000): Access denied for user 'bob'@'10.0.0.1' (using password: YES)";

    expect(verdict(crashed([line]))).toMatchObject({
      cause: 'app.auth-failure',
      found: { confidence: 'high', summary: expect.stringContaining('login of bob') },
    });
  });
});

describe('of several ends', () => {
  const known = (at: number) => life({ at, lines: ["KeyError: 'DATABASE_URL'"] });
  const unknown = (at: number) => life({ at, lines: ['seat count 0 of 10'] });

  test('all explained, the cause counts them as they are', () => {
    const { found } = verdict(caseOf({ lives: [0, 60, 120].map(known) }));

    expect(found).toMatchObject({ confidence: 'high', summary: expect.stringContaining('ended 3 times') });
  });

  test('most explained and the newest not, nothing is proven', () => {
    const { cause, found } = verdict(caseOf({ lives: [known(0), known(60), known(120), unknown(180)] }));

    expect({ cause, confidence: found?.confidence }).toEqual({ cause: 'app.missing-config', confidence: 'medium' });
    expect(found?.summary).toContain('explains 3 of the 4 ends');
  });

  test('the newest explained and most not, nothing is proven', () => {
    const { found } = verdict(caseOf({ lives: [unknown(0), unknown(60), unknown(120), known(180)] }));

    expect(found).toMatchObject({ confidence: 'medium', summary: expect.stringContaining('explains 1 of the 4 ends') });
  });

  test('one old one explained, the cause does not lead', () => {
    const lives = [known(0), ...Array.from({ length: 9 }, (_, place) => unknown(60 * (place + 1)))];

    expect(verdict(caseOf({ lives }))).toMatchObject({ cause: 'app.uncaught-exception', found: { confidence: 'low' } });
  });

  test('ends without a line at hand neither support nor weaken it', () => {
    const { found } = verdict(caseOf({ lives: [known(0), known(60), life({ at: 120 })] }));

    expect(found?.confidence).toBe('high');
  });
});
