import { describe, expect, test } from 'vitest';
import { withoutHandled } from '@/lib/diagnosis/console/handled';
import { crashed, verdict } from './testing';

/** What a program got over must lose against what ended it; what ended it must not be taken for something it got over. */
describe('an earlier complaint', () => {
  test.each<[string, string[], number]>([
    [
      'Node, whose client reconnects',
      [
        '[ioredis] Unhandled error event: Error: connect ECONNREFUSED 10.42.0.9:6379',
        'cache ready',
        "TypeError: Cannot read properties of undefined (reading 'rate')",
        '    at load (/app/src/tax.js:9:12)',
        'Node.js v22.3.0',
      ],
      1,
    ],
    [
      '.NET, which goes on without its cache',
      [
        'fail: Shop.Cache[0]',
        '      Redis connection refused, continuing without cache',
        'Unhandled exception. System.NullReferenceException: Object reference not set to an instance of an object.',
        '   at Shop.Pricing.Load() in /src/Pricing.cs:line 7',
      ],
      139,
    ],
    [
      'Python, which falls back',
      [
        'ERROR Could not connect to config-server:8888: [Errno 111] Connection refused',
        'WARNING falling back to bundled settings',
        'Traceback (most recent call last):',
        '  File "/app/main.py", line 5, in <module>',
        'ZeroDivisionError: division by zero',
      ],
      1,
    ],
    [
      'Java, with an exporter that is optional',
      [
        'ERROR o.o.exporter : Failed to export spans. The request could not be executed: Connection refused (collector:4317), ignored',
        'Exception in thread "main" java.lang.IllegalStateException: Duplicate key EUR',
        '\tat shop.Rates.load(Rates.java:40)',
      ],
      1,
    ],
    [
      'Go, after a retry that worked',
      [
        'dial tcp 10.0.0.4:5672: connect: connection refused, retrying',
        'connected to broker',
        'panic: runtime error: index out of range [3] with length 3',
        'goroutine 1 [running]:',
        'main.main()',
      ],
      2,
    ],
  ])('that was handled does not explain the end: %s', (_, lines, code) => {
    expect(verdict(crashed(lines, code))).toMatchObject({
      cause: 'app.uncaught-exception',
      found: { confidence: 'high' },
    });
  });

  test('is not forgotten for good when only a fault in the code follows', () => {
    const lines = [
      'Error: connect ECONNREFUSED 10.42.0.9:5432',
      "TypeError: Cannot read properties of undefined (reading 'query')",
      'Node.js v22.3.0',
    ];

    expect(verdict(crashed(lines))).toMatchObject({
      cause: 'app.uncaught-exception',
      found: { confidence: 'medium' },
    });
  });

  test('gives way to a later failure of another kind, which may have a narrower cause', () => {
    const lines = ['Error: connect ECONNREFUSED 10.0.0.4:6379, using in-memory cache', "KeyError: 'QUEUE_NAME'"];

    expect(verdict(crashed(lines)).cause).toBe('app.missing-config');
  });

  test.each<[string, string[]]>([
    [
      'raises an exception that passes it on',
      [
        'Error: connect ECONNREFUSED 10.0.0.4:5432',
        'Server listening on 8080',
        'Error: Startup failed',
        'Node.js v22.3.0',
      ],
    ],
    [
      'is the context of the exception',
      [
        'Traceback (most recent call last):',
        '  File "/app/db.py", line 9, in connect',
        'ConnectionRefusedError: [Errno 111] Connection refused',
        'During handling of the above exception, another exception occurred:',
        'Traceback (most recent call last):',
        '  File "/app/main.py", line 3, in <module>',
        "AttributeError: 'NoneType' object has no attribute 'cursor'",
      ],
    ],
    [
      'is the last of several tries',
      [
        'Error: connect ECONNREFUSED 10.0.0.4:5432',
        'not connected, retrying',
        'Error: connect ECONNREFUSED 10.0.0.4:5432',
      ],
    ],
  ])('stays the cause where it %s', (_, lines) => {
    expect(verdict(crashed(lines)).cause).toBe('app.dependency-unreachable');
  });
});

test('thousands of complaints before the last failure are read a fixed number of times each', () => {
  const refused = Array.from({ length: 2000 }, (_, n) => `Error: connect ECONNREFUSED 10.0.0.4:5432, attempt ${n}`);
  const incident = crashed([...refused, "TypeError: Cannot read properties of undefined (reading 'x')"]);
  let reads = 0;
  const lines = incident.lines.map((line) => ({
    ...line,
    get text() {
      reads += 1;
      return line.text;
    },
  }));

  const { matches, isDoubtful } = withoutHandled(incident.matches, lines);

  expect(incident.matches.some(({ cause }) => cause === 'app.dependency-unreachable')).toBe(true);
  expect(matches.some(({ cause }) => cause === 'app.dependency-unreachable')).toBe(false);
  expect(isDoubtful).toBe(true);
  expect(reads).toBeLessThan(lines.length * 10);
});
