import { expect, test } from 'vitest';
import { placeNames } from './app-plot';

const texts = (names: ReturnType<typeof placeNames>) => names.map((name) => [name.text, name.anchor]);

test('a flag is named to its right, at the right edge to its left', () => {
  const flags = [
    { x: 100, text: 'r7 created' },
    { x: 790, text: 'r8 created' },
  ];

  expect(texts(placeNames([100, 790], flags, [], 800))).toEqual([
    ['r7 created', 'start'],
    ['r8 created', 'end'],
  ]);
});

test('names cover neither each other nor a glyph: what has no room stays without', () => {
  const flags = [
    { x: 100, text: 'scaled 1 → 2' },
    { x: 118, text: 'scaled 2 → 3' },
  ];

  expect(texts(placeNames([100, 118], flags, [], 800))).toEqual([
    ['scaled 1 → 2', 'end'],
    ['scaled 2 → 3', 'start'],
  ]);
  expect(placeNames([100, 118, 20, 200], [{ x: 110, text: 'a name too long for here' }], [], 800)).toEqual([]);
});

test('a band bears its long name, else its short one, else none', () => {
  const band = (width: number) => [{ x: 0, width, texts: ['no rows arrived', 'no rows'] }];

  expect(placeNames([], [], band(200), 800)[0]?.text).toBe('no rows arrived');
  expect(placeNames([], [], band(70), 800)[0]?.text).toBe('no rows');
  expect(placeNames([], [], band(20), 800)).toEqual([]);
});
