import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeQuery,
  type KqlFile,
  type KqlType,
  type KqlValue,
  parseHeader,
  toKqlDatetime,
  toLiteral,
} from './encode';
import { type QuestionName, questionTexts } from './kql-files';
import { analyse, parseOnly, stringLiterals } from './testing/official-parser';
import { fourTables } from './testing/tables';

const file: KqlFile = {
  name: 'sample',
  text: '// What it asks.\ndeclare query_parameters(p_app:string, p_from:datetime, p_limit:long = 500);\n// p_app and "p_app" stay\nT | where A == p_app and B >= p_from\n| take p_limit\n',
};

describe('a query', () => {
  test('gets one typed line per parameter and keeps everything else', () => {
    const values = { p_app: 'shop', p_from: Date.UTC(2026, 5, 20, 14, 22, 52) + 453.5 };

    expect(encodeQuery(file, values)).toBe(
      '// What it asks.\nlet p_app = "shop";\nlet p_from = datetime(2026-06-20T14:22:52.4535000Z);\nlet p_limit = long(500);\n' +
        '// p_app and "p_app" stay\nT | where A == p_app and B >= p_from\n| take p_limit\n',
    );
  });

  test('keeps a value that looks like a replacement pattern', () => {
    expect(encodeQuery(file, { p_app: "$& $1 $' $$", p_from: 0 })).toContain(`let p_app = "$& $1 $' $$";`);
  });

  test.each([
    ['a missing value', { p_app: 'shop' }, /sample\.kql, p_from: a value is missing/],
    ['an unknown parameter', { p_app: 'shop', p_from: 0, p_form: 1 }, /p_form: no such parameter/],
    ['a null string', { p_app: null, p_from: 0 }, /p_app: a string cannot be null/],
    ['a text for a number', { p_app: 'shop', p_from: 0, p_limit: '5' }, /p_limit: is no 64-bit integer/],
    ['a date that is none', { p_app: 'shop', p_from: Number.NaN }, /p_from: is no time/],
  ])('refuses %s', (_, values: Record<string, KqlValue>, reason) => {
    expect(() => encodeQuery(file, values)).toThrow(reason);
  });

  test.each([
    ['no declaration', 'T | take 5\n'],
    ['a statement before it', 'T | take 1;\ndeclare query_parameters(p_a:string);\nT\n'],
    ['a name without p_', 'declare query_parameters(app:string);\nT\n'],
    ['an unknown type', 'declare query_parameters(p_a:text);\nT\n'],
    ['an expression as a default', 'declare query_parameters(p_a:long = 1+1);\nT\n'],
    ['a default for a dynamic', 'declare query_parameters(p_a:dynamic = 1);\nT\n'],
  ])('refuses a file with %s', (_, text) => {
    expect(() => parseHeader({ name: 'bad', text })).toThrow(/bad\.kql/);
  });
});

describe('a literal', () => {
  test.each<[KqlType, KqlValue, string]>([
    ['string', 'a"b\\c\n\u202e\ufeff\ud800', '"a\\"b\\\\c\\n\\u202e\\ufeff\\ud800"'],
    ['string', '日本 😀 größe', '"日本 😀 größe"'],
    ['bool', false, 'false'],
    ['bool', null, 'bool(null)'],
    ['int', -5, 'int(-5)'],
    ['long', -(2n ** 63n), 'long(-9223372036854775808)'],
    ['real', Number.NaN, 'real(nan)'],
    ['real', Number.NEGATIVE_INFINITY, 'real(-inf)'],
    ['real', 1.5e-7, 'real(1.5e-7)'],
    ['decimal', '0.10', 'decimal(0.10)'],
    ['datetime', 999.99996, 'datetime(1970-01-01T00:00:01.0000000Z)'],
    ['datetime', -0.0001, 'datetime(1969-12-31T23:59:59.9999999Z)'],
    ['datetime', null, 'datetime(null)'],
    ['timespan', -93_784_500, 'timespan(-1.02:03:04.5000000)'],
    ['guid', '74be27de-1e4e-49d9-b579-fe0b331d3642', 'guid(74be27de-1e4e-49d9-b579-fe0b331d3642)'],
    ['dynamic', ['a', 1, null, true, { 'k"': [] }], 'dynamic(["a", 1, null, true, {"k\\"": []}])'],
    ['dynamic', [], 'dynamic([])'],
  ])('of %s %o is %s', (type, value, text) => {
    expect(toLiteral(type, value)).toBe(text);
    expect(analyse(`print ${text}`, []).errors).toEqual([]);
  });

  test.each<[KqlType, string, KqlValue]>([
    ['string', 'a number', 5],
    ['string', 'an overlong text', 'x'.repeat(4_097)],
    ['bool', 'a text', 'true'],
    ['int', '2^31', 2 ** 31],
    ['int', 'a fraction', 0.5],
    ['long', 'what a double rounds', 2 ** 53],
    ['long', '2^63', 2n ** 63n],
    ['real', 'a text', '1'],
    ['decimal', 'an exponent', '1e5'],
    ['datetime', 'a text', '2026-06-20'],
    ['datetime', 'the year 10000', Date.UTC(10_000, 0, 1)],
    ['timespan', 'infinity', Number.POSITIVE_INFINITY],
    ['guid', 'a part of one', '74be27de'],
    ['dynamic', 'NaN', Number.NaN],
    ['dynamic', 'a deep nest', [[[[[[[[0]]]]]]]]],
    ['dynamic', 'too many elements', Array.from({ length: 10_001 }, () => 0)],
  ])('of %s refuses %s', (type, _, value) => {
    expect(() => toLiteral(type, value)).toThrow();
  });
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "'",
      '\\',
      '`',
      '~',
      '\n',
      '\r',
      '/',
      ';',
      '|',
      '@',
      '(',
      ')',
      '{',
      'h',
      '\u2028',
      '\ud800',
      '\udc00',
      '\u0000',
    ),
    maxLength: 24,
  }),
  fc.constantFrom('"; print 1 //', "' or 1==1 //", '\\" | take 1', '```', 'x") or ("a"=="a', '\\\\"', '$&'),
);

describe('no value can change what is asked', () => {
  const names: readonly QuestionName[] = ['system-rows', 'console-failure-lines', 'newest-console-lines'];

  test.each(names)('%s.kql keeps its tokens', (name) => {
    const question = { name, text: questionTexts[name] };
    const { parameters } = parseHeader(question);
    const ask = (text: string) => {
      const sample: Partial<Record<KqlType, KqlValue>> = { string: text, dynamic: [text, 'b'], datetime: 0, long: 1 };
      return encodeQuery(question, Object.fromEntries(parameters.map((one) => [one.name, sample[one.type]])));
    };
    const plain = parseOnly(ask('shop'));

    expect(analyse(ask('shop'), fourTables).errors).toEqual([]);
    expect(plain.errors).toEqual([]);
    expect(plain.tokens.length).toBeGreaterThan(100);
    fc.assert(
      fc.property(nasty, (text) => {
        expect(parseOnly(ask(text))).toEqual(plain);
        expect(ask(text).endsWith(parseHeader(question).body)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('and every string comes out as it went in', () => {
    fc.assert(
      fc.property(nasty, nasty, (a, b) => {
        const text = `print a = ${toLiteral('string', a)}, b = ${toLiteral('dynamic', [b])}`;
        expect(parseOnly(text).errors).toEqual([]);
        expect(stringLiterals(text)).toEqual([a, b]);
      }),
      { numRuns: 300 },
    );
  });

  test('and every moment comes out as near as a double holds it', () => {
    const inReach = { min: Date.UTC(2015, 0, 1), max: Date.UTC(2060, 0, 1) };
    fc.assert(
      fc.property(fc.integer(inReach), fc.integer({ min: 0, max: 9999 }), (ms, ticks) => {
        const text = toKqlDatetime(ms + ticks / 10_000);
        expect(Math.abs(Date.parse(`${text.slice(0, 23)}Z`) - ms)).toBeLessThanOrEqual(1);
        expect(
          Math.abs(Number(text.slice(23, 27)) + (Date.parse(`${text.slice(0, 23)}Z`) - ms) * 10_000 - ticks),
        ).toBeLessThan(3);
      }),
    );
  });
});
