import { describe, expect, test } from 'vitest';
import { uncaughtException } from './app.uncaught-exception';
import { caseOf, crashed, event, life, speaks, verdict } from './testing';

describe('app.uncaught-exception', () => {
  test.each([
    [
      'Python, with the line of its own code',
      [
        'Traceback (most recent call last):',
        '  File "/usr/local/lib/python3.12/site-packages/flask/app.py", line 880, in run',
        '    rv = self.dispatch()',
        '  File "/app/orders.py", line 41, in place',
        '    total = price / count',
        'ZeroDivisionError: division by zero',
      ],
      1,
      /ZeroDivisionError: division by zero.*\/app\/orders\.py line 41/,
    ],
    [
      'gunicorn',
      [
        '[2026-06-20 04:00:01 +0000] [7] [ERROR] Exception in worker process',
        'Traceback (most recent call last):',
        'File "/app/app.py", line 15, in <module>',
        'raise Exception("Something went wrong")',
        'Exception: Something went wrong',
        '[2026-06-20 04:00:01 +0000] [7] [INFO] Worker exiting (pid: 7)',
        '[2026-06-20 04:00:01 +0000] [1] [ERROR] Worker (pid:7) exited with code 3',
      ],
      3,
      /Something went wrong|gunicorn/,
    ],
    [
      'Node',
      [
        '/app/server.js:12',
        '    user.id.toString()',
        '         ^',
        '',
        "TypeError: Cannot read properties of undefined (reading 'id')",
        '    at Object.<anonymous> (/app/server.js:12:10)',
        'Node.js v20.11.1',
      ],
      1,
      /Cannot read properties.*server\.js line 12/,
    ],
    [
      'Node’s rejected promise',
      [
        'node:internal/process/promises:288',
        '            triggerUncaughtException(err, true /* fromPromise */);',
        'Error: boom',
        '    at main (/app/index.js:3:9)',
      ],
      1,
      /boom|Node/,
    ],
    [
      'Java',
      [
        'Exception in thread "main" java.lang.IllegalStateException: cart is empty',
        '\tat com.acme.Cart.total(Cart.java:19)',
      ],
      1,
      /cart is empty/,
    ],
    [
      'Spring, at the root of the chain',
      [
        'org.springframework.beans.factory.BeanCreationException: Error creating bean',
        'Caused by: java.lang.NullPointerException: Cannot invoke "String.length()"',
      ],
      1,
      /NullPointerException/,
    ],
    [
      '.NET as the first process',
      [
        'Unhandled exception. System.InvalidOperationException: Sequence contains no elements',
        '   at System.Linq.ThrowHelper.ThrowNoElementsException()',
        '   at Program.<Main>$(String[] args) in /src/Program.cs:line 7',
      ],
      139,
      /Sequence contains no elements.*Program\.cs line 7/,
    ],
    [
      'Go',
      [
        'panic: runtime error: index out of range [3] with length 2',
        '',
        'goroutine 1 [running]:',
        'main.main()',
        '\t/src/main.go:9 +0x1d',
      ],
      2,
      /index out of range/,
    ],
    ['Rust', ["thread 'main' panicked at src/main.rs:4:5:", 'boom'], 101, /panicked|boom/],
    ['Ruby', ["/app/main.rb:2:in `<main>': boom (RuntimeError)"], 1, /Ruby/],
    ['PHP', ['PHP Fatal error:  Uncaught TypeError: total(): Argument #1 must be of type int'], 255, /PHP/],
    ['code that does not parse', ['/app/server.js:10', 'SyntaxError: Unexpected token }'], 1, /parse/],
    ['a migration', ["FAILED: Can't locate revision identified by 'ab12'"], 1, /migration/],
    ['Elixir', ['Kernel pid terminated (application_controller) ({application_start_failure,shop})'], 1, /Erlang/],
  ])('tells of %s', (_, lines, code, says) => {
    expect(verdict(crashed(lines, code))).toMatchObject({
      cause: 'app.uncaught-exception',
      found: { confidence: 'high', summary: expect.stringMatching(says) },
    });
  });

  test('joins the exception and its place into one sentence', () => {
    const lines = [
      'Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.',
      '   at Shop.Rules.RuleTree.Find() in /src/RuleTree.cs:line 88',
    ];

    expect(verdict(crashed(lines, 139)).found?.summary).toMatch(/instance of an object at .*RuleTree\.cs line 88\.$/);
  });

  test('is not ruled out where its words carry a narrower cause', () => {
    const lines = [
      'Traceback (most recent call last):',
      '  File "/app/main.py", line 4, in <module>',
      "ModuleNotFoundError: No module named 'orders'",
    ];

    expect(verdict(crashed(lines)).cause).toBe('app.missing-module');
    expect(uncaughtException.examine(crashed(lines))).toBeNull();
  });

  test.each([1, 2, 3, 78])('is only low for exit code %i without a word', (code) => {
    expect(verdict(caseOf({ lives: [life({ code })] }))).toMatchObject({
      cause: 'app.uncaught-exception',
      found: { confidence: 'low' },
    });
  });

  const kill = event(
    { kind: 'probe-kill', probe: 'liveness' },
    { at: 8, message: 'Container web failed liveness probe, will be restarted' },
  );

  test.each([
    [
      'an error of one request in a server that lives on',
      caseOf({
        lines: [
          'fail: Microsoft.AspNetCore.Server.Kestrel[13]',
          '      Connection id "0HN1", Request id "0HN1:2": An unhandled exception was thrown by the application.',
        ],
      }),
    ],
    ['an error that is logged and nothing more', caseOf({ lines: ['[ERROR] order 12 was not placed'] })],
    ['a kill by a probe', caseOf({ lives: [life({ code: null, reason: 'ProbeFailure', events: [kill] })] })],
    ['SIGKILL without a word', caseOf({ lives: [life({ code: 137 })] })],
    ['success', caseOf({ lives: [life({ code: 0 })] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(uncaughtException, incident)).toBe(false);
  });

  test('gives way to the narrower cause in the same lines', () => {
    expect(
      verdict(crashed(['Traceback (most recent call last):', "ModuleNotFoundError: No module named 'redis'"])).cause,
    ).toBe('app.missing-module');
  });
});
