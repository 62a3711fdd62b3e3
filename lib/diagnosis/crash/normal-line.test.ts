import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toNormalLine } from './normal-line';

describe('a line without what differs from run to run', () => {
  test.each([
    [
      'an address and a port',
      'Error: connect ECONNREFUSED 10.0.0.4:5432',
      'Error: connect ECONNREFUSED 198.51.100.24:6379',
    ],
    ['an IPv6 address', 'refused by [fd00:0:0:1::5]:5432', 'refused by [fd00:0:0:2::9]:5432'],
    ['a time at its beginning', '2026-06-20T14:22:01.123Z ready', '2026-06-21 09:00:00,5 ready'],
    ['a time within', 'last seen 2026-06-20T14:22:01.123Z, gone', 'last seen 2026-06-21T09:00:00Z, gone'],
    ['the day of a syslog line', 'job of Jun 20 14:02:11 failed', 'job of Jul 1 09:02:11 failed'],
    ['the day of a web server', '[20/Jun/2026:14:02:11 +0000] no route', '[01/Jul/2026:09:00:00 +0200] no route'],
    ['a process id', 'Worker (pid:12) exited with code 3', 'Worker (pid:4711) exited with code 3'],
    ['a bracketed process id', '[7] [ERROR] boot failed', '[4711] [ERROR] boot failed'],
    [
      'a GUID',
      'request a81bc81b-dead-4e5d-abff-90865d1e13b1 failed',
      'request 00000000-0000-0000-0000-000000000001 failed',
    ],
    ['a pointer', 'SIGSEGV at 0x7ffd0c1a', 'SIGSEGV at 0x1'],
    ['an object’s hash', 'bean com.acme.Pool@5f3e2a1 broke', 'bean com.acme.Pool@1b2c3d4 broke'],
    ['a digest', 'layer 9f86d081884c7d659a2feaa0c55ad015 missing', 'layer 2c26b46b68ffc68ff99b453c1d304134 missing'],
    ['a random name', 'lease Xk29aLq01zB7 lost', 'lease Ab81xYz77cD2 lost'],
    ['a temporary file', "cannot open '/tmp/tmpx8k2_q1z/a'", "cannot open '/tmp/tmpq11a_zz9/b'"],
    ['a duration', 'gave up after 1m30.5s', 'gave up after 2m1s'],
    ['a duration in words', 'gave up after 30 seconds', 'gave up after 5 min'],
    ['an amount', 'allocating 450 MiB of 600 MiB', 'allocating 1.5 GiB of 2 GiB'],
    ['a replica', 'shop--r7-6c9d5f7b8d-x2k4q is gone', 'shop--r8-7d8c5f7b8d-aaaaa is gone'],
    ['a source line', 'at /src/app.js:27:13', 'at /src/app.js:41:7'],
    ['colours and blanks', '\u001b[31mboom\u001b[0m  now', 'boom now'],
    ['a count of errors', 'Error: 12 of 30 rows broke', 'Error: 17 of 30 rows broke'],
    ['how often it ended', 'worker exited 3 times', 'worker exited 12 times'],
    ['a step of thousands', 'loss is NaN at step 18340', 'loss is NaN at step 21007'],
    ['a long number behind a code', 'order code 4711004711', 'order code 4711004712'],
    ['a port behind a word like code', 'node 8080 gone', 'node 9090 gone'],
    ['a duration behind a status', 'status after 503 ms', 'status after 17 ms'],
    ['what an answer weighed', '"GET /x HTTP/1.1" 404 12', '"GET /x HTTP/1.1" 404 977'],
    [
      'the frame of a logfmt line',
      'time="2026-06-20T14:22:01Z" level=fatal msg="no component" instance=a ver=1.12.5',
      'time="2026-06-21T14:22:01Z" level=fatal msg="no component" instance=b ver=1.13.0',
    ],
    [
      'the frame of a JSON line',
      '{"level":"error","time":1,"msg":"no component"}',
      '{"time":2,"level":"error","msg":"no component"}',
    ],
  ])('leaves out %s', (_, one, other) => {
    expect(toNormalLine(one)).toBe(toNormalLine(other));
    expect(toNormalLine(one)).not.toBe('');
  });

  test.each([
    ['another word', "KeyError: 'DATABASE_URL'", "KeyError: 'REDIS_URL'"],
    ['another type', 'TypeError: x', 'RangeError: x'],
    ['another error code', 'P1001: no', 'P1003: no'],
    ['another code with a dash', 'ORA-12541: no', 'ORA-01017: no'],
    ['another host', 'cannot resolve orders-db.example.com', 'cannot resolve prices-db.example.com'],
    ['another file', 'at /src/app.js:27', 'at /src/pool.js:27'],
    ['another HTTP status', 'Request failed with status code 401', 'Request failed with status code 503'],
    ['another HTTP status in JSON', 'got {"statusCode":401}', 'got {"statusCode":503}'],
    [
      'another HTTP status by its words',
      'not a success: 401 (Unauthorized)',
      'not a success: 503 (Service Unavailable)',
    ],
    ['another status line', '"GET /x HTTP/1.1" 404 12', '"GET /x HTTP/1.1" 500 12'],
    ['another errno', 'OSError: [Errno 111] no', 'OSError: [Errno 113] no'],
    ['another error of the system', 'no socket (os error 13)', 'no socket (os error 98)'],
    ['another SQLSTATE', 'SQLSTATE[23000]: no', 'SQLSTATE[42000]: no'],
    ['another SQLSTATE with letters', 'no (SQLSTATE 42P01)', 'no (SQLSTATE 28P01)'],
    ['another server error', 'ERROR 1045 (28000): no', 'ERROR 1049 (42000): no'],
    ['another exit code', 'worker 1 exited with code 3', 'worker 1 exited with code 4'],
    ['another exit status', 'migrate: exit status 1', 'migrate: exit status 2'],
    ['another step', 'job step 3 failed', 'job step 7 failed'],
    ['another library', 'psycopg2.OperationalError: no', 'psycopg3.OperationalError: no'],
  ])('keeps %s', (_, one, other) => {
    expect(toNormalLine(one)).not.toBe(toNormalLine(other));
  });

  test('leaves out the names it is told, whatever they look like', () => {
    expect(toNormalLine('bye from blue', ['blue'])).toBe(toNormalLine('bye from green', ['green']));
    expect(toNormalLine('bye from blue')).not.toBe(toNormalLine('bye from green'));
  });

  test('has at most 400 letters and takes no time, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3_000 }), (text) => {
        expect(toNormalLine(text).length).toBeLessThanOrEqual(400);
      }),
    );
    const began = performance.now();
    for (const part of ['a-', '1:', '1.', '0x1', 'a1', '::', '/tmp/', '[', '2026-06-20', '1m']) {
      toNormalLine(part.repeat(5_000));
    }
    expect(performance.now() - began).toBeLessThan(500);
  });
});
