import { expect, test } from 'vitest';
import type { Slot } from './slots';
import { placeTags } from './tags';

function at(...places: number[]): Slot<'exit'>[] {
  return places.map((x) => ({ kind: 'exit', x, first: 0, count: 1, behind: 0 }));
}

test('a mark with room carries its code', () => {
  expect(placeTags(at(100, 200), () => '137').map((tag) => tag.slot.x)).toEqual([100, 200]);
});

test('a mark whose code would cover a neighbour does without', () => {
  expect(placeTags(at(100, 115, 200), () => '137').map((tag) => tag.slot.x)).toEqual([200]);
});

test('two wide tags side by side do not touch', () => {
  const tags = placeTags(at(100, 123), () => '137');

  expect(tags.map((tag) => tag.slot.x)).toEqual([100]);
});

test('a mark without anything to say stays as it is', () => {
  expect(placeTags(at(100), () => null)).toEqual([]);
});
