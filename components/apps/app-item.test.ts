import { describe, expect, test } from 'vitest';
import type { AppSummary } from '@/lib/report/report';
import { filterItems, groupByEnvironment, toAppItem } from './app-item';

function summary(name: string, facts: Partial<AppSummary> = {}, environment: string | null = 'prod'): AppSummary {
  return {
    app: { name, kind: 'app', workspace: 'ops', environment },
    status: 'quiet',
    exits: { unexpected: 0, intended: 0 },
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

describe('the filter', () => {
  const items = [
    toAppItem(summary('orders', { status: 'failing', topCause: 'platform.oom' }), true, none),
    toAppItem(summary('billing', {}, 'test'), true, none),
  ];

  test('finds every word anywhere in what is said', () => {
    expect(filterItems(items, { text: ' MEMORY ord', status: null }).map((item) => item.name)).toEqual(['orders']);
    expect(filterItems(items, { text: 'memory billing', status: null })).toEqual([]);
  });

  test('narrows to a status', () => {
    expect(filterItems(items, { text: '', status: 'quiet' }).map((item) => item.name)).toEqual(['billing']);
  });

  test('keeps everything when nothing is asked', () => {
    expect(filterItems(items, { text: '', status: null })).toHaveLength(2);
  });
});

test('groups stand in the order of their worst member', () => {
  const items = [summary('a', {}, 'test'), summary('b', {}, 'prod'), summary('c', {}, 'test')].map((one) =>
    toAppItem(one, true, none),
  );

  expect(groupByEnvironment(items).map((group) => [group.environment, group.items.length])).toEqual([
    ['test', 2],
    ['prod', 1],
  ]);
});
