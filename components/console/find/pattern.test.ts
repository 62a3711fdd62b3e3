import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from './pattern';

function found(source: string, text: string, isCaseSensitive = true): string[] {
  return compilePattern(source, isCaseSensitive)
    .find(text, 100)
    .map(({ from, to }) => text.slice(from, to));
}

function native(source: string, text: string): string[] {
  return [...text.matchAll(new RegExp(source, 'gmu'))].map(([match]) => match).filter((match) => match !== '');
}

describe('a pattern', () => {
  test.each([
    ['ab|a', 'abaab'],
    ['a|ab', 'abaab'],
    ['a.*?b', 'axxbxxb'],
    ['a.*b', 'axxbxxb'],
    ['^ERR', 'ERR one\nERR two'],
    ['\\berror\\b', 'error errors an error'],
    ['\\Bor', 'error or'],
    ['[^a-c\\s]+', 'abc def'],
    ['\\d{2,3}', '1 12 123 12345'],
    ['(?:foo|bar)+$', 'foobar foo'],
    ['(?<code>\\d+) ms', '18 ms, 22 ms'],
    ['x*', 'axxb'],
    ['(a*)*b', 'aaab'],
    ['(a|b)*?c', 'abac'],
    ['[\\w.-]+@[\\w.]+', 'ask ops@example.com now'],
    ['\\u00e9|\\x41', 'é A'],
    ['\\{"', '{"a"}'],
    ['💥+', 'a💥💥b'],
    ['[💥-💦]', '💥💦'],
  ])('%s finds in %j what the browser’s own finds', (source, text) => {
    expect(native(source, text)).not.toEqual([]);
    expect(found(source, text)).toEqual(native(source, text));
  });

  test('takes no notice of case unless asked to', () => {
    expect(found('Error[a-z]', 'ERRORS errorx', false)).toEqual(['ERRORS', 'errorx']);
    expect(found('ÉTÉ', 'été', false)).toEqual(['été']);
    expect(found('error', 'ERROR')).toEqual([]);
    expect(found('[^a]', 'aAb', false)).toEqual(['b']);
  });

  test('finds what the browser’s own finds, whatever it is made of', () => {
    const leaf = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\b', '^', '$', '\\d', '');
    const { node } = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{1,2}', '*?', '+?', '??'))
          // What can be empty and is repeated: there the browser's own has a rule of its own.
          .map(([a, times]) => `(?:a${a})${times}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n'), maxLength: 14 });

    fc.assert(
      fc.property(node, text, (source, line) => {
        expect(found(source, line)).toEqual(native(source, line));
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['(a+)+$', '(a|a)*$', '(.*a){20}$', '(a?){30}a{30}b', '([a-z]+)*!'])('%s cannot hang', (source) => {
    const startMs = performance.now();
    compilePattern(source, true).find('a'.repeat(2000), 100);

    expect(performance.now() - startMs).toBeLessThan(2000);
  });

  test.each([
    ['(a', '“(” is never closed, at sign 1.'],
    ['a)', '“)” has no “(” before it, at sign 2.'],
    ['[a', '“[” is never closed, at sign 1.'],
    ['*a', '“*” has nothing to repeat, at sign 1.'],
    ['a**', '“*” has nothing to repeat, at sign 3.'],
    ['a{3,1}', 'The numbers in “{}” are out of order, at sign 2.'],
    ['a{9999}', 'More than 1000 repetitions cannot be asked for, at sign 2.'],
    ['(((a{1000}){1000}){1000})', 'The pattern is too long: repeat less, or fewer signs.'],
    ['[b-a]', 'A range in “[]” is out of order, at sign 3.'],
    ['(?=a)', 'Looking ahead or behind is not known here, at sign 1.'],
    ['(?<!a)b', 'Looking ahead or behind is not known here, at sign 1.'],
    ['(a)\\1', 'Referring back to a group is not known here, at sign 4.'],
    ['(?i)a', 'What “(?” begins is not known here, at sign 1.'],
    ['\\p', '“\\p” is not known here, at sign 1.'],
    ['\\xg1', '“\\x” needs hexadecimal digits, at sign 1.'],
    ['a\\', '“\\” has nothing to stand before, at sign 2.'],
    ['('.repeat(300), 'The pattern is nested too deeply.'],
  ])('%s is refused in words', (source, sentence) => {
    expect(() => compilePattern(source, true)).toThrow(sentence);
  });
});
