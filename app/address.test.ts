import { describe, expect, test } from 'vitest';
import { identityParams, rangeChanges, rangeParam, toSearchParams, withParams } from './address';

const from = Date.UTC(2026, 5, 20, 13);
const to = Date.UTC(2026, 5, 20, 14);

describe('a range', () => {
  test('comes back as it was written', () => {
    const query = withParams(new URLSearchParams(), rangeChanges({ fromMs: from, toMs: to }));
    const problems: string[] = [];

    expect(rangeParam(Object.fromEntries(new URLSearchParams(query)), problems)).toEqual({ fromMs: from, toMs: to });
    expect(problems).toEqual([]);
  });

  test.each([
    [{ from: '2026-06-20T13:00:00Z' }, 'both'],
    [{ from: '2026-06-20T13:00:00Z', to: '2026-06-20T12:00:00Z' }, 'ends before it begins'],
    [{ from: '2026-06-20T13:00:00Z', to: '2026-06-20T13:00:00Z' }, 'ends before it begins'],
    [{ from: '2020-01-01', to: '2026-06-20' }, 'longer than two years'],
    [{ from: '2026-02-31', to: '2026-06-20' }, '“2026-02-31” is not a time that “from” can be'],
    [{ from: '0001-01-01', to: '2026-06-20' }, '“0001-01-01” is not a time that “from” can be'],
  ])('that cannot be is none, and one sentence says why: %o', (raw, said) => {
    const problems: string[] = [];

    expect(rangeParam(raw, problems)).toBeNull();
    expect(problems).toEqual([expect.stringContaining(said)]);
  });

  test('with an unreadable end says which, and not that it is missing', () => {
    const problems: string[] = [];
    rangeParam({ from: 'yesterday', to: '2026-06-20T12:00:00Z' }, problems);

    expect(problems).toEqual([expect.stringContaining('“yesterday” is not a time that “from” can be')]);
  });

  test('is not missed when nobody asked for one', () => {
    const problems: string[] = [];

    expect(rangeParam({ from: '' }, problems)).toBeNull();
    expect(problems).toEqual([]);
  });
});

test('a kind that is neither app nor job is said', () => {
  const problems: string[] = [];

  expect(identityParams({ kind: 'pod', ws: 'ops' }, problems)).toEqual({
    workspace: 'ops',
    environment: null,
    kind: null,
  });
  expect(problems).toEqual(['“pod” is neither app nor job.']);
});

test('changing one thing keeps the others; the first of repeated values counts', () => {
  const current = toSearchParams({ run: ['a', 'b'], hide: 'start', empty: '' });

  expect(withParams(current, { hide: null, zoomFrom: 'x' })).toBe('?run=a&zoomFrom=x');
});
