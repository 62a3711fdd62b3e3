import { describe, expect, test } from 'vitest';
import { maxLineLength } from '@/lib/diagnosis/console/clean';
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

/** Milliseconds of the quicker of three tries: a busy machine slows one of them, not all. */
function quickest(pattern: RegExp, line: string): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    pattern.exec(line);
    return performance.now() - start;
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

  test('keep no state between lines', () => {
    expect(signatures.filter(({ signature }) => signature.pattern.global || signature.pattern.sticky)).toEqual([]);
  });
});
