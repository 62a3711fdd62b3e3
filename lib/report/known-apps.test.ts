import { describe, expect, test } from 'vitest';
import type { AppIdentity } from '@/lib/domain/diagnosis';
import type { AppRow } from '@/lib/logs/app-row';
import { findSimilar, isSelected, toKnownApps } from './known-apps';

function appRow(change: Partial<AppRow> = {}): AppRow {
  return {
    name: 'shop',
    kind: 'app',
    workspace: 'ops',
    environment: 'prod',
    newestRowMs: 2_000,
    oldestRowMs: 1_000,
    rowsInRange: 5,
    ...change,
  };
}

describe('known apps', () => {
  test('are joined from the two logs', () => {
    expect(toKnownApps([appRow()], [appRow({ newestRowMs: 3_000, oldestRowMs: 500, rowsInRange: 7 })])).toEqual([
      {
        app: { name: 'shop', kind: 'app', workspace: 'ops', environment: 'prod' },
        newestRowMs: 3_000,
        oldestConsoleMs: 500,
        systemRowsInRange: 5,
        consoleRowsInRange: 7,
      },
    ]);
  });

  test('of rows without an environment belong to the one that is named', () => {
    const known = toKnownApps([appRow({ environment: null })], [appRow({ environment: 'prod' })]);

    expect(known.map(({ app }) => app.environment)).toEqual(['prod']);
  });

  test('of rows without an environment stand for themselves where several are named', () => {
    const known = toKnownApps([appRow({ environment: null }), appRow({ environment: 'test' })], [appRow()]);

    expect(known.map(({ app }) => app.environment).sort()).toEqual([null, 'prod', 'test'].sort());
  });

  test.each([
    ['kind', appRow({ kind: 'job' })],
    ['workspace', appRow({ workspace: 'dev' })],
    ['environment', appRow({ environment: 'test' })],
  ])('of another %s are not the same', (_, other) => {
    expect(toKnownApps([appRow(), other], [])).toHaveLength(2);
  });
});

describe('a choice', () => {
  const app: AppIdentity = { name: 'shop', kind: 'app', workspace: 'ops', environment: null };

  test.each([
    [{}, true],
    [{ ws: 'ops' }, true],
    [{ ws: 'dev' }, false],
    [{ kind: 'job' as const }, false],
    [{ env: 'prod' }, false],
  ])('%j selects the app: %s', (select, expected) => {
    expect(isSelected(app, select)).toBe(expected);
  });
});

describe('similar names', () => {
  const apps = ['orders-api', 'orders-worker', 'billing', 'shop'].map(
    (name): AppIdentity => ({ name, kind: 'app', workspace: 'ops', environment: null }),
  );

  test.each([
    ['order-api', ['orders-api']],
    ['orders', ['orders-api', 'orders-worker']],
    ['Shop', ['shop']],
    ['shpo', ['shop']],
    ['zzzzzz', []],
  ])('of %s are %j', (name, expected) => {
    expect(findSimilar(name, apps).map((app) => app.name)).toEqual(expected);
  });
});
