import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { inputOf, noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { ContainerState, ResourceSample } from '@/lib/domain/diagnosis';

const web = rowsOf();
const loop = [0, 18, 46, 94].flatMap((at) => [...web.started(at), ...web.exited(at + 8, 137)]);

describe('any console text', () => {
  const words = fc.constantFrom(
    'Traceback (most recent call last):',
    'Caused by: ',
    '  File "/app/main.py", line 1, in <module>',
    '    at ',
    'Error: ',
    'connect ECONNREFUSED ',
    "'",
    '"',
    '{"level":"error","msg":"',
    '{',
    '\\u001b[31m',
    '\u0000',
    '\ud800',
    'F ',
    ' ',
    ':',
    '10.0.0.4:5432',
    'password authentication failed for user ',
    'terminated',
    'SIGTERM',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(words, { maxLength: 40 }).map((each) => each.join('')),
    fc.json(),
  );

  test('is read without a throw, and evidence is among the rows', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), (texts) => {
        const consoleRows = texts.map((text, place) => web.line(place * 6, text, place % 2 === 0 ? 'stderr' : null));
        const known = new Set([...loop, ...consoleRows].map(({ id }) => id));
        const { incidents } = diagnose(inputOf(web.app, loop, { consoleRows }));
        const cited = incidents.flatMap(({ findings }) => findings.flatMap(({ evidence }) => evidence));

        expect(cited.filter(({ row }) => !known.has(row))).toEqual([]);
        expect(incidents.flatMap(({ exits }) => exits)).toHaveLength(4);
      }),
      { numRuns: 150 },
    );
  });

  // A pattern with nested repetition would need minutes for these.
  test.each([
    ['blanks', ' '],
    ['quotes', '"'],
    ['colons', ':'],
    ['digits', '7'],
    ['dots', 'a.'],
    ['dashes', 'Error- '],
    ['braces', '{"a":'],
    ['frames', 'at a.b.c('],
    ['escapes', '\u001b[31m'],
    ['key words', 'error failed connection refused to host '],
  ])('of long lines of %s is read in time that grows with their length', (_, piece) => {
    const cost = (length: number) => {
      const text = piece.repeat(Math.ceil(length / piece.length));
      const consoleRows = Array.from({ length: 40 }, (_, place) => web.line(place * 2, text));
      const input = inputOf(web.app, loop, { consoleRows });
      const before = process.cpuUsage().user;
      diagnose(input);
      return process.cpuUsage().user - before;
    };
    cost(1000);

    expect(cost(40_000)).toBeLessThan(Math.max(cost(10_000), 40_000) * 4 * 3);
  });
});

describe('console lines of one moment', () => {
  const says = (at: number, texts: readonly string[]) => texts.map((text) => web.line(at, text));
  const words = [
    'Missing required environment variable: ALPHA_KEY',
    'Missing required environment variable: BETA_KEY',
    'Error: connect ECONNREFUSED 10.0.0.4:5432',
    'Error: listen EADDRINUSE: address already in use :::8080',
    '    at connect (/app/db.js:12:9)',
    'listening',
  ];
  const consoleRows = [7.5, 25.5, 53.5, 101.5].flatMap((at, place) => says(at, words.slice(place % 2)));
  const exits = [0, 18, 46, 94].flatMap((at) => [...web.started(at), ...web.exited(at + 8, 1)]);
  const answer = JSON.stringify(diagnose(inputOf(web.app, exits, { consoleRows })));

  test('give the same answer in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(consoleRows, { minLength: consoleRows.length }), (order) => {
        expect(JSON.stringify(diagnose(inputOf(web.app, exits, { consoleRows: order })))).toBe(answer);
      }),
      { numRuns: 40 },
    );
  });

  test('of one crash give all its runs one fingerprint', () => {
    const { incidents } = diagnose(
      inputOf(web.app, exits, { consoleRows: [7.5, 25.5, 53.5, 101.5].flatMap((at) => says(at, words)) }),
    );

    expect(incidents.map(({ fingerprint }) => fingerprint?.exits)).toEqual([4]);
  });
});

describe('what the management API and the metrics tell', () => {
  // The range ends at 120: two are told a little after it, and one of them says the contrary.
  const states: ContainerState[] = [20, 40, 60, 140, 160].map((at, place) => ({
    replica: web.replica ?? '',
    revision: web.revision,
    container: place === 2 ? 'proxy' : 'web',
    atMs: noonMs + at * 1000,
    ...(place === 4
      ? { runningState: 'Running', details: null }
      : { runningState: 'Waiting', details: 'Container is waiting with reason: CrashLoopBackOff' }),
    restartCount: place,
  }));
  const samples: ResourceSample[] = [5, 30, 60, 100].map((at) => ({
    replica: web.replica ?? '',
    atMs: noonMs + at * 1000,
    workingSetBytes: 900 + at,
    cpuCores: null,
  }));
  const settings = [
    {
      revision: web.revision ?? '',
      memoryLimitBytes: 1000,
      cpuCores: null,
      terminationGracePeriodSeconds: null,
      probes: [],
    },
  ];
  const input = inputOf(web.app, loop, { containerStates: states, samples, settings, now: 120 });
  const answer = JSON.stringify(diagnose(input));

  test('gives the same answer in any order, and told twice', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(states, { minLength: states.length }),
        fc.shuffledSubarray(samples, { minLength: samples.length }),
        fc.subarray(states),
        (order, measured, again) => {
          const told = { ...input, containerStates: [...order, ...again], samples: [...measured, ...measured] };
          expect(JSON.stringify(diagnose(told))).toBe(answer);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('takes nothing away from what the rows tell', () => {
    const { exits, runs } = diagnose(inputOf(web.app, loop, { now: 120 }));

    expect(diagnose(input)).toMatchObject({ exits, runs });
  });
});
