import { describe, expect, test } from 'vitest';
import { maxLineLength } from '@/lib/diagnosis/console/clean';
import { buildTermIndex, candidatesFor } from '@/lib/diagnosis/console/term-index';
import { sampleOf, seeded } from '@/lib/diagnosis/console/testing/wordings';
import { rules } from '@/lib/diagnosis/rules/index';

const signatures = rules.flatMap((rule) =>
  (rule.signatures ?? []).map((signature) => ({ name: `${rule.cause} ${signature.id}`, signature })),
);

/** What makes a pattern go back and try again: long runs of one character, and its own words over and over. */
const fillings = [
  'a',
  ' ',
  'A_',
  '/',
  '.',
  '-',
  '0',
  ':',
  '"',
  "'",
  '(',
  'a.',
  'a/',
  "a' ",
  'a: ',
  '\t',
  'Aa1_.:/-',
  '[',
  '\n',
];

function hostileLines(terms: readonly string[]): string[] {
  const words = terms.flatMap((term) => [`${term} `, `${term}: `, `${term.toUpperCase()} `, `${term}='`, `${term} "`]);
  const source = [...fillings, ...words, `${terms.join(' ')} `];
  return source.map((filling) => filling.repeat(Math.ceil(maxLineLength / filling.length)).slice(0, maxLineLength));
}

/** Milliseconds of processor time, the least of three tries: a busy machine must not fail the test. */
function quickest(pattern: RegExp, line: string): number {
  const times = [0, 1, 2].map(() => {
    const start = process.cpuUsage();
    pattern.exec(line);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('the patterns of all signatures', () => {
  test.each(signatures)('$name reads the longest hostile line in no time', ({ signature }) => {
    // A bounded pattern takes some 5 ms here; one that grows with the square of the line takes hundreds.
    for (const line of hostileLines(signature.terms ?? [])) {
      expect(quickest(signature.pattern, line), JSON.stringify(line.slice(0, 60))).toBeLessThan(40);
    }
  });

  test('look for a library only where a name begins', () => {
    const library = signatures.find(({ signature }) => signature.id === 'shared-library')?.signature.pattern ?? /$/;

    expect(quickest(library, '.so'.repeat(maxLineLength / 3))).toBeLessThan(5);
    expect(library.exec('./x: error: libpq.so.5: cannot open shared object file')?.groups?.module).toBe('libpq.so.5');
    expect(library.exec('opening /usr/lib/libpq.so.5: permission denied')).toBeNull();
  });

  test('are found by their terms, in most of the wordings that they fit', () => {
    const index = buildTermIndex(rules);
    // The words beside the code find these: `AADSTS700016: Application with identifier …`, `SRCFG00014: The config property …`.
    const besides = new Set(['app.auth-failure aadsts', 'app.missing-config quarkus-config-missing']);
    const unreachable = signatures.filter(({ name, signature }) => {
      if (besides.has(name)) return false;
      const random = seeded(7);
      const wordings = Array.from({ length: 60 }, () => sampleOf(signature.pattern, random)).filter((line) =>
        signature.pattern.test(line),
      );
      const found = wordings.filter((line) =>
        candidatesFor(index, line, maxLineLength).some((each) => each.signature === signature),
      );
      // Where a pattern lets anything stand between its words, a made-up line may glue them together.
      return wordings.length > 0 && found.length < wordings.length * 0.15;
    });

    expect(unreachable.map(({ name }) => name)).toEqual([]);
  });

  test('keep no state between lines', () => {
    expect(signatures.filter(({ signature }) => signature.pattern.global || signature.pattern.sticky)).toEqual([]);
  });
});
