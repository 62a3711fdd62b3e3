import { functions } from '@/emulator/engine/functions';
import { aggregates } from './aggregates';
import { type Engine, KqlError } from './contract';
import { functionNames } from './kusto';

/** One small query for each operator of the language; what the engine answers to it is what the page says. */
const OPERATORS: Record<string, string> = {
  as: 'print a = 1 | as Rows | count',
  consume: 'print a = 1 | consume',
  count: 'print a = 1 | count',
  datatable: 'datatable(a:long)[1]',
  distinct: 'print a = 1 | distinct a',
  evaluate: 'print d = dynamic({"a": 1}) | evaluate bag_unpack(d)',
  'evaluate narrow': 'print a = 1 | evaluate narrow()',
  'evaluate pivot': 'print a = "x", b = 1 | evaluate pivot(a, sum(b))',
  'evaluate autocluster': 'print a = 1 | evaluate autocluster()',
  'evaluate basket': 'print a = 1 | evaluate basket()',
  extend: 'print a = 1 | extend b = 2',
  facet: 'print a = 1 | facet by a',
  find: 'let T = print a = 1; find in (T) where a == 1',
  fork: 'print a = 1 | fork (count) (take 1)',
  getschema: 'print a = 1 | getschema',
  invoke: 'let f = (T:(a:long)) { T | count }; print a = 1 | invoke f()',
  join: 'print a = 1 | join kind=inner (print a = 1) on a',
  let: 'let x = 1; print x',
  lookup: 'print a = 1 | lookup (print a = 1, b = 2) on a',
  'make-series': 'print a = 1 | make-series count() on a from 0 to 2 step 1',
  materialize: 'let m = materialize(print a = 1); m',
  'mv-apply': 'print a = dynamic([1]) | mv-apply a on (count)',
  'mv-expand': 'print a = dynamic([1]) | mv-expand a',
  parse: 'print a = "x=1" | parse a with "x=" x:long',
  'parse-kv': 'print a = "x=1" | parse-kv a as (x:long) with (kv_delimiter="=")',
  'parse-where': 'print a = "x=1" | parse-where a with "x=" x:long',
  partition: 'print a = 1 | partition by a (count)',
  print: 'print a = 1',
  project: 'print a = 1 | project a',
  'project-away': 'print a = 1, b = 2 | project-away b',
  'project-keep': 'print a = 1, b = 2 | project-keep b',
  'project-rename': 'print a = 1 | project-rename b = a',
  'project-reorder': 'print a = 1, b = 2 | project-reorder b',
  range: 'range a from 1 to 2 step 1',
  reduce: 'print a = "x" | reduce by a',
  render: 'print a = 1 | render table',
  sample: 'print a = 1 | sample 1',
  'sample-distinct': 'print a = 1 | sample-distinct 1 of a',
  scan: 'print a = 1 | sort by a asc | scan declare (b:long = 0) with (step s: true => b = a;)',
  search: 'print a = "x" | search "x"',
  serialize: 'print a = 1 | serialize',
  sort: 'print a = 1 | sort by a asc',
  summarize: 'print a = 1 | summarize count() by a',
  take: 'print a = 1 | take 1',
  top: 'print a = 1 | top 1 by a',
  'top-hitters': 'print a = 1 | top-hitters 1 of a',
  'top-nested': 'print a = 1 | top-nested 1 of a by count()',
  union: 'union (print a = 1), (print a = 2)',
  where: 'print a = 1 | where a == 1',
};

/** The page `docs/kql-support.md`. */
export async function supportPage(engine: Engine): Promise<string> {
  const known: string[] = [];
  const refused: string[] = [];
  for (const [name, kql] of Object.entries(OPERATORS)) ((await answers(engine, kql)) ? known : refused).push(name);
  const all = functionNames();
  const scalar = all.scalar.filter((name) => functions.has(name));
  return `# KQL in the embedded engine

Made by asking the engine; do not edit (\`npx vitest run emulator/engine/support.test.ts -u\` writes it anew). The query text is
parsed and bound by Microsoft's own parser, so names, types and errors are Kusto's. What is not listed as known is
refused by name and place; nothing is answered approximately, except that \`dcount\` and \`top-hitters\` count exactly where
Kusto estimates.

## Operators and statements

Known: ${listed(known)}.

Refused: ${listed(refused)}; management commands; other workspaces, clusters and external tables.

## Scalar functions

Known (${scalar.length}): ${listed(scalar)}.

Refused: ${listed(all.scalar.filter((name) => !functions.has(name)))}.

## Aggregates

Known (${aggregates.size}): ${listed([...aggregates.keys()])}.

Refused: ${listed(all.aggregate.filter((name) => !aggregates.has(name)))}.
`;
}

async function answers(engine: Engine, kql: string): Promise<boolean> {
  try {
    await engine.query({ kql, now: 0n, timespan: { from: null, to: null }, timeoutMs: 20_000, maxRows: 10 });
    return true;
  } catch (error) {
    if (error instanceof KqlError && error.kind === 'unsupported') return false;
    throw error;
  }
}

function listed(names: string[]): string {
  return [...new Set(names)]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');
}
