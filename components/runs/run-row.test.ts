import { describe, expect, test } from 'vitest';
import { run } from '@/lib/timeline/testing/diagnosis';
import { filterRows, sortRows, toFacets, toRunRows } from './run-row';

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
  test('count what the rows hold, and leave out what divides nothing', () => {
    const facets = toFacets(rows, {});

    expect(facets.map((facet) => facet.name)).toEqual(['code', 'reason', 'end']);
    expect(facets[0]?.values).toEqual([
      { value: 'none', count: 2 },
      { value: '137', count: 1 },
      { value: '1', count: 1 },
    ]);
  });

  test('stay to be taken back when one is chosen', () => {
    expect(toFacets(rows, { container: 'api' }).map((facet) => facet.name)).toContain('container');
  });

  test('narrow together', () => {
    expect(filterRows(rows, { code: 'none', end: 'stop' })).toHaveLength(1);
    expect(filterRows(rows, { code: '137', end: 'stop' })).toHaveLength(0);
    expect(filterRows(rows, {})).toHaveLength(4);
  });
});

test('what is unknown is sorted last, up and down', () => {
  const up = sortRows(rows, { by: 'code', isDescending: false }).map((row) => row.exitCode);
  const down = sortRows(rows, { by: 'code', isDescending: true }).map((row) => row.exitCode);

  expect(up).toEqual([1, 137, null, null]);
  expect(down).toEqual([137, 1, null, null]);
});
