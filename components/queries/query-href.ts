import type { ShownQuery } from '@/lib/report/report';

/** Where each query of a page stands: the first of its name is the one that links mean. */
export function queryIds(queries: readonly ShownQuery[]): Map<ShownQuery, string> {
  const seen = new Map<string, number>();
  return new Map(
    queries.map((query) => {
      const count = (seen.get(query.question) ?? 0) + 1;
      seen.set(query.question, count);
      return [query, count === 1 ? `query-${query.question}` : `query-${query.question}-${count}`];
    }),
  );
}

/** @returns what leads from a number to the query behind it; `null` where the question was not asked. */
export function queryHrefIn(queries: readonly ShownQuery[]): (question: string) => string | null {
  const asked = new Set(queries.map(({ question }) => question));
  return (question) => (asked.has(question) ? `#query-${question}` : null);
}

/**
 * @returns what leads from a row of one of the two logs to the query that found it. Lines of the console are found by
 * their words or as the last of their container; where no line has such words it was the latter.
 */
export function logHrefIn(queries: readonly ShownQuery[]): (table: string) => string | null {
  const hrefOf = queryHrefIn(queries);
  const hasWords = queries.some(({ question, rows }) => question === 'console-failure-lines' && rows !== 0);
  return (table) =>
    table.includes('System') ? hrefOf('system-rows') : hrefOf(hasWords ? 'console-failure-lines' : 'console-tails');
}
