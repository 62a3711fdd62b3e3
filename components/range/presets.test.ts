import { expect, test } from 'vitest';
import { presetsUpTo, stepsBeside } from './presets';

const now = Date.UTC(2026, 5, 20, 14, 21, 7);

test('every preset ends after now, and only the usual one has no times', () => {
  const presets = presetsUpTo(now);

  expect(presets.filter((preset) => preset.range === null).map((preset) => preset.label)).toEqual(['24 hours']);
  expect(presets.flatMap((preset) => preset.range?.toMs ?? []).every((toMs) => toMs > now)).toBe(true);
});

test('a moment on the minute is inside its own preset', () => {
  const atMs = Date.UTC(2026, 5, 20, 14);

  expect(presetsUpTo(atMs)[0]?.range?.toMs).toBe(atMs + 60_000);
});

test('steps join the range without a gap', () => {
  expect(stepsBeside({ fromMs: now - 100, toMs: now - 40 }, now)).toEqual({
    earlier: { fromMs: now - 160, toMs: now - 100 },
    later: { fromMs: now - 40, toMs: now + 20 },
  });
});

test('there is nothing later than now', () => {
  expect(stepsBeside({ fromMs: now - 60, toMs: now }, now).later).toBeNull();
  expect(stepsBeside({ fromMs: now - 60, toMs: now - 1 }, now).later).not.toBeNull();
});
