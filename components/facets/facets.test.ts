import { describe, expect, test } from 'vitest';
import { type Filing, filterRows, isAnyChosen, parseFacetParam, toFacetParam, toFacets, toggled } from './facets';

interface Row {
  code: string;
  apps: string[];
  kind: string;
}

const rows: Row[] = [
  { code: '137', apps: ['a'], kind: 'x' },
  { code: '137', apps: ['b'], kind: 'x' },
  { code: '1', apps: ['a', 'b'], kind: 'x' },
  { code: 'none', apps: [], kind: 'x' },
];

const filing: Filing<Row, 'code' | 'apps' | 'kind'> = {
  names: ['code', 'apps', 'kind'],
  valuesOf: (row, name) => (name === 'apps' ? row.apps : [row[name]]),
};

describe('facets', () => {
  test('count what the rows hold, and leave out what divides nothing', () => {
    expect(toFacets(rows, filing, {})).toEqual([
      {
        name: 'code',
        values: [
          { value: '137', count: 2 },
          { value: '1', count: 1 },
          { value: 'none', count: 1 },
        ],
      },
      {
        name: 'apps',
        values: [
          { value: 'a', count: 2 },
          { value: 'b', count: 2 },
        ],
      },
    ]);
  });

  test('count under what is chosen elsewhere, not under their own choice', () => {
    const [code, apps] = toFacets(rows, filing, { code: ['1'] });

    expect(code?.values.map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(apps?.values).toEqual([
      { value: 'a', count: 1 },
      { value: 'b', count: 1 },
    ]);
  });

  test('stay to be taken back when one is chosen that no row has', () => {
    const kind = toFacets(rows, filing, { kind: ['y'] }).find(({ name }) => name === 'kind');

    expect(kind?.values).toEqual([
      { value: 'x', count: 4 },
      { value: 'y', count: 0 },
    ]);
  });
});

describe('filtering', () => {
  test('takes any value of one facet and needs every facet', () => {
    expect(filterRows(rows, filing, { code: ['137', '1'] })).toHaveLength(3);
    expect(filterRows(rows, filing, { code: ['137', '1'], apps: ['b'] })).toHaveLength(2);
  });

  test('keeps everything where nothing is chosen', () => {
    expect(filterRows(rows, filing, { code: [] })).toHaveLength(4);
    expect(isAnyChosen({ code: [] })).toBe(false);
  });
});

test('a value is taken in, and out again', () => {
  const once = toggled<'code'>({}, 'code', '1');

  expect(once).toEqual({ code: ['1'] });
  expect(toggled(once, 'code', '137')).toEqual({ code: ['1', '137'] });
  expect(toggled(once, 'code', '1')).toEqual({});
});

describe('in an address', () => {
  test.each([[['137', 'none']], [['a,b', '100 %', '%2C']]])('%j comes back as it was', (values) => {
    expect(parseFacetParam(toFacetParam(values))).toEqual(values);
  });

  test('nothing is no parameter, and no parameter is nothing', () => {
    expect(toFacetParam([])).toBeNull();
    expect(parseFacetParam(null)).toEqual([]);
    expect(parseFacetParam(',,1,1')).toEqual(['1']);
  });
});
