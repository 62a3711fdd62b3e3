import { describe, expect, test } from 'vitest';
import { filterRows, toFacets } from '@/components/facets/facets';
import { run } from '@/lib/timeline/testing/diagnosis';
import { firstDirection, runFiling, sortRows } from './run-row';
import { toRunRows } from './to-run-rows';

const open = run({ from: 7, to: null });
const runs = [
  run({ from: 0, to: 2, exitCode: 1 }),
  run({ from: 3, to: 4 }),
  run({ from: 5, to: 6, exitCode: null, reason: 'ManuallyStopped', intended: true }),
  open,
];
const rows = toRunRows(runs, new Set([open.id]));

test('rows come newest first and say how each run ended', () => {
  expect(rows.map((row) => row.end)).toEqual(['running', 'stop', 'exit', 'exit']);
});

test('a run without an exit of which nothing shows life is not called running', () => {
  expect(toRunRows(runs, new Set()).map((row) => row.end)).toEqual(['not-seen', 'stop', 'exit', 'exit']);
});

describe('facets', () => {
  test('tell a run that ended without a code from one whose end no row tells', () => {
    const facets = toFacets(rows, runFiling, {});

    expect(facets.map((facet) => facet.name)).toEqual(['end', 'code', 'reason']);
    expect(facets[1]?.values.map(({ value }) => value)).toEqual(['1', '137', 'no-end', 'none']);
  });

  test('narrow together', () => {
    expect(filterRows(rows, runFiling, { code: ['none'], end: ['stop'] })).toHaveLength(1);
    expect(filterRows(rows, runFiling, { code: ['137'], end: ['stop'] })).toHaveLength(0);
    expect(filterRows(rows, runFiling, { code: ['137', '1'] })).toHaveLength(2);
  });
});

describe('the order', () => {
  test('puts what is unknown last, up and down', () => {
    const up = sortRows(rows, { by: 'code', isDescending: false }).map((row) => row.exitCode);
    const down = sortRows(rows, { by: 'code', isDescending: true }).map((row) => row.exitCode);

    expect(up).toEqual([1, 137, null, null]);
    expect(down).toEqual([137, 1, null, null]);
  });

  test('counts numbers in names', () => {
    const named = toRunRows(
      ['shop--r10', 'shop--r9'].map((revision, n) => run({ from: n, to: n + 1, revision })),
      new Set(),
    );

    expect(sortRows(named, firstDirection('group')).map((row) => row.group)).toEqual(['shop--r9', 'shop--r10']);
  });
});
