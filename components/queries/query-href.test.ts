import { expect, test } from 'vitest';
import type { ShownQuery } from '@/lib/report/report';
import { logHrefIn, queryHrefIn, queryIds } from './query-href';

function query(question: string, workspace = 'ops'): ShownQuery {
  return { question, title: question, workspace, kql: 'T', rows: 0, serverMs: null, failure: null, portal: null };
}

const queries = [query('system-rows'), query('console-tails'), query('system-rows', 'eu')];

test('a link leads to the first query of its name, and every query has a place of its own', () => {
  const ids = [...queryIds(queries).values()];

  expect(ids).toEqual(['query-system-rows', 'query-console-tails', 'query-system-rows-2']);
  expect(queryHrefIn(queries)('system-rows')).toBe(`#${ids[0]}`);
});

test('what was not asked has no link', () => {
  expect(queryHrefIn(queries)('console-failure-lines')).toBeNull();
});

test('a line of the console leads to the question that found lines', () => {
  const words = { ...query('console-failure-lines'), rows: 3 };
  const table = 'ContainerAppConsoleLogs_CL';

  expect(logHrefIn([...queries, words])(table)).toBe('#query-console-failure-lines');
  expect(logHrefIn([...queries, { ...words, rows: 0 }])(table)).toBe('#query-console-tails');
  expect(logHrefIn([words])('ContainerAppSystemLogs')).toBeNull();
});
