import { describe, expect, test } from 'vitest';
import { filterRows } from '@/components/facets/facets';
import type { AppSummary } from '@/lib/report/report';
import { appFiling } from './app-facets';
import { findItems, groupByEnvironment, toAppItem } from './app-item';
import { listChanges, parseListState } from './use-list-address';

function summary(
  name: string,
  facts: Partial<AppSummary> = {},
  environment: string | null = 'prod',
  workspace = 'ops',
): AppSummary {
  return {
    app: { name, kind: 'app', workspace, environment },
    status: 'quiet',
    exits: { unexpected: 0, intended: 0 },
    exitCodes: [],
    topCause: null,
    topFinding: null,
    topIncident: null,
    newestRowMs: null,
    history: [],
    ...facts,
  };
}

const none = new URLSearchParams();

describe('the address of an app', () => {
  test('is its name alone while nobody else bears it', () => {
    expect(toAppItem(summary('shop'), true, none).href).toBe('/apps/shop');
  });

  test('says which one is meant when two bear it, and keeps the range', () => {
    const query = new URLSearchParams({ from: 'a', to: 'b' });

    expect(toAppItem(summary('a/b c'), false, query).href).toBe('/apps/a%2Fb%20c?from=a&to=b&ws=ops&kind=app&env=prod');
  });
});

describe('the list', () => {
  const items = [
    toAppItem(summary('orders', { status: 'failing', topCause: 'platform.oom', exitCodes: [137, null] }), true, none),
    toAppItem(summary('billing', { exitCodes: [1] }, 'test'), true, none),
    toAppItem(summary('blog', {}, null), true, none),
  ];
  const names = (found: typeof items) => found.map((item) => item.name);

  test('finds every word anywhere in what is said', () => {
    expect(names(findItems(items, ' MEMORY ord'))).toEqual(['orders']);
    expect(findItems(items, 'memory billing')).toEqual([]);
    expect(findItems(items, ' ')).toHaveLength(3);
  });

  test.each([
    [{ status: ['quiet'] }, ['billing', 'blog']],
    [{ code: ['none', '1'] }, ['orders', 'billing']],
    [{ cause: ['platform.oom'] }, ['orders']],
    [{ env: ['none'] }, ['blog']],
    [{ env: ['test', 'prod'], code: ['137'] }, ['orders']],
    [{ code: ['139'] }, []],
  ])('narrows to %j', (chosen, expected) => {
    expect(names(filterRows(items, appFiling, chosen))).toEqual(expected);
  });

  test('says its state in the address, and nothing where nothing is asked', () => {
    const state = { text: 'ord', chosen: { code: ['137'], env: ['a,b'] }, isGrouped: true, healthy: false };
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(listChanges(state))) if (value !== null) params.set(name, value);

    expect(parseListState(params)).toEqual(state);
    expect(Object.values(listChanges(parseListState(new URLSearchParams())))).toEqual(Array(9).fill(null));
  });

  test('does not know a status that is none', () => {
    expect(names(filterRows(items, appFiling, parseListState(new URLSearchParams('status=sick')).chosen))).toEqual([]);
  });
});

describe('groups', () => {
  const group = (summaries: AppSummary[]) =>
    groupByEnvironment(summaries.map((one) => toAppItem(one, true, none))).map(({ workspace, environment, items }) => [
      workspace,
      environment,
      items.length,
    ]);

  test('stand in the order of their worst member', () => {
    expect(group([summary('a', {}, 'test'), summary('b', {}, 'prod'), summary('c', {}, 'test')])).toEqual([
      ['ops', 'test', 2],
      ['ops', 'prod', 1],
    ]);
  });

  test('of two workspaces are two, though both have an environment of that name', () => {
    expect(group([summary('a'), summary('a', {}, 'prod', 'dev')])).toEqual([
      ['ops', 'prod', 1],
      ['dev', 'prod', 1],
    ]);
  });
});
