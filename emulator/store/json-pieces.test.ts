import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonCutter, type JsonPiece } from './json-pieces';

function cutAll(text: string, size = text.length): JsonPiece[] {
  const cutter = new JsonCutter();
  const pieces: JsonPiece[] = [];
  for (let at = 0; at < text.length; at += Math.max(size, 1))
    pieces.push(...cutter.push(text.slice(at, at + Math.max(size, 1))));
  const { piece } = cutter.end();
  return piece === null ? pieces : [...pieces, piece];
}

const summary = (pieces: JsonPiece[]) => pieces.map(({ line, state, text }) => [line, state, text]);

describe('JsonCutter', () => {
  const rows = [{ a: 'x "quoted" }{][ \\' }, { b: [1, { c: 'line\nbreak' }] }, {}];

  test.each([
    ['a compact array', JSON.stringify(rows), [1, 1, 1]],
    ['an indented array', JSON.stringify(rows, null, 2), [2, 5, 13]],
    ['JSON lines', rows.map((row) => JSON.stringify(row)).join('\n'), [1, 2, 3]],
    ['JSON lines of Windows', rows.map((row) => JSON.stringify(row)).join('\r\n'), [1, 2, 3]],
    ['indented values one after the other', rows.map((row) => JSON.stringify(row, null, 4)).join('\n'), [1, 4, 12]],
    [
      'two arrays one after the other',
      `${JSON.stringify(rows.slice(0, 2))}\n${JSON.stringify(rows.slice(2))}\n`,
      [1, 1, 2],
    ],
  ])('cuts %s at any chunk size', (_, text, lines) => {
    for (const size of [text.length, 7, 1]) {
      const pieces = cutAll(text, size);
      expect(pieces.map((piece) => JSON.parse(piece.text))).toEqual(rows);
      expect(pieces.map((piece) => piece.line)).toEqual(lines);
      expect(pieces.every((piece) => piece.state === 'whole')).toBe(true);
    }
  });

  test('keeps a damaged line to itself', () => {
    expect(summary(cutAll('{"a":1}\n{"a":"5" disk"}\n{"a":\n{"a":4}\nnonsense\n{"a":5}'))).toEqual([
      [1, 'whole', '{"a":1}'],
      [2, 'cut', '{"a":"5" disk"}\n'],
      [3, 'cut', '{"a":\n'],
      [4, 'whole', '{"a":4}'],
      [5, 'stray', 'nonsense'],
      [6, 'whole', '{"a":5}'],
    ]);
  });

  test('keeps a damaged element of an indented array to itself', () => {
    const text =
      '[\n  {\n    "a": "one"\n  },\n  {\n    "a": "two\n  },\n  {\n    "a": ["three"\n  },\n  {\n    "a": "four"\n  }\n]';
    expect(cutAll(text).map(({ line, state }) => [line, state])).toEqual([
      [2, 'whole'],
      [5, 'whole'],
      [8, 'cut'],
      [11, 'whole'],
    ]);
  });

  test('gives back a value that never ends, and says that the array is open', () => {
    const cutter = new JsonCutter();
    expect(cutter.push('[{"a":1},{"a":')).toHaveLength(1);
    expect(cutter.end()).toEqual({ piece: { line: 1, text: '{"a":', state: 'cut' }, arrayOpen: true, line: 1 });
  });

  test('gives back every row of any JSON, whatever the chunks', () => {
    const json = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 });
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), fc.integer({ min: 1, max: 40 }), (values, indent, size) => {
        const pieces = cutAll(JSON.stringify(values, null, indent), size);
        expect(pieces.map(({ text }) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });
});
