import { expect, test } from 'vitest';
import { withParams } from '@/app/address';
import { parseIncidentParams, tableChanges, zoomChanges } from './search-params';

test('what cannot be becomes the default and is said, the rest is kept', () => {
  const params = parseIncidentParams({
    from: '2026-06-20T13:00:00Z',
    at: 'noon',
    run: 'api~shop~1',
    zoomFrom: '2026-06-20T13:00:00Z',
    kind: 'pod',
  });

  expect(params).toMatchObject({ range: null, atMs: null, run: 'api~shop~1', zoom: null, identity: { kind: null } });
  expect(params.problems).toEqual([
    expect.stringContaining('both “from” and “to”'),
    expect.stringContaining('“noon”'),
    expect.stringContaining('both “zoomFrom” and “zoomTo”'),
    expect.stringContaining('“pod”'),
  ]);
});

test('a bare address asks for nothing and complains of nothing', () => {
  expect(parseIncidentParams({})).toMatchObject({ range: null, atMs: null, run: null, hidden: [], problems: [] });
});

test('only known kinds of mark can be hidden', () => {
  expect(parseIncidentParams({ hide: 'start,nonsense,exit' }).hidden).toEqual(['exit', 'start']);
});

test('a zoom comes back to the millisecond', () => {
  const query = withParams(
    new URLSearchParams(),
    zoomChanges({ fromMs: 1_781_960_400_000.4, toMs: 1_781_960_500_000 }),
  );

  expect(parseIncidentParams(Object.fromEntries(new URLSearchParams(query))).zoom).toEqual({
    fromMs: 1_781_960_400_000,
    toMs: 1_781_960_500_000,
  });
});

test('sorting and filters of the table come back as they were written', () => {
  const table = {
    chosen: { code: ['137', 'none'], group: ['shop--r7'], end: ['exit'] },
    sorting: { by: 'lived', isDescending: false },
  } as const;
  const query = withParams(new URLSearchParams(), tableChanges(table));

  expect(parseIncidentParams(Object.fromEntries(new URLSearchParams(query))).table).toEqual(table);
  expect(withParams(new URLSearchParams(query), tableChanges(parseIncidentParams({}).table))).toBe('');
});
