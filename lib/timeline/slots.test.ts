import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipStretches, mergeIntoSlots, slotPx, toTime, toX } from './slots';

/** One pixel is one millisecond, so that places can be read off. */
const window = { fromMs: 0, toMs: 1000, widthPx: 1000 };

describe('marks of a row', () => {
  test('nearer than a glyph become one with a count, at the place of the first', () => {
    const slots = mergeIntoSlots([{ kind: 'exit', times: [100, 105, 111, 112, 300] }], window);

    expect(slots).toEqual([
      { kind: 'exit', x: 100, first: 0, count: 3, behind: 0 },
      { kind: 'exit', x: 112, first: 3, count: 1, behind: 0 },
      { kind: 'exit', x: 300, first: 4, count: 1, behind: 0 },
    ]);
  });

  test('keep the severe one in its place and count the milder behind it', () => {
    const slots = mergeIntoSlots(
      [
        { kind: 'exit', times: [100] },
        { kind: 'back-off', times: [91, 111, 112] },
      ],
      window,
    );

    expect(slots).toEqual([
      { kind: 'exit', x: 100, first: 0, count: 1, behind: 2 },
      { kind: 'back-off', x: 112, first: 2, count: 1, behind: 0 },
    ]);
  });

  test('outside the window are left out, the right edge being outside', () => {
    const slots = mergeIntoSlots([{ kind: 'exit', times: [-1, 0, 999, 1000] }], window);

    expect(slots.map((slot) => slot.x)).toEqual([0, 999]);
  });

  test('never cover each other and never get lost', () => {
    const times = fc
      .array(fc.integer({ min: 0, max: 999 }), { maxLength: 200 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(times, times, (exits, starts) => {
        const slots = mergeIntoSlots(
          [
            { kind: 'exit', times: exits },
            { kind: 'start', times: starts },
          ],
          window,
        );
        slots.slice(1).forEach((slot, place) => {
          expect(slot.x - (slots[place]?.x ?? 0)).toBeGreaterThanOrEqual(slotPx);
        });
        expect(slots.reduce((sum, slot) => sum + slot.count + slot.behind, 0)).toBe(exits.length + starts.length);
      }),
    );
  });
});

describe('bars and waits', () => {
  test('are cut at both edges and stay visible when short', () => {
    expect(clipStretches([-50, 200, 990], [20, 200, 2000], window, 2)).toEqual([
      { x: 0, width: 20, index: 0 },
      { x: 200, width: 2, index: 1 },
      { x: 990, width: 10, index: 2 },
    ]);
  });

  test('outside the window are left out', () => {
    expect(clipStretches([-50, 1000], [-10, 1200], window)).toEqual([]);
  });
});

test('a place and a moment are told from each other', () => {
  const zoomed = { fromMs: 5_000, toMs: 7_000, widthPx: 400 };
  expect(toX(6_000, zoomed)).toBe(200);
  expect(toTime(200, zoomed)).toBe(6_000);
});
