import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, openEngine } from '@/emulator/engine';
import { ask, request } from '@/emulator/engine/testing/ask';

/** Operators for which the SQL that first comes to mind gives other rows than Kusto. */
let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
}, 60_000);
afterAll(() => engine.close());

const NAMES = 'datatable(name:string, n:long)["a", 1, "b", 2, "a", 3]';

describe('sort', () => {
  test('goes down unless told, with nulls last', async () => {
    const rows = await ask(engine, 'datatable(x:long)[1, long(null), 2] | order by x');

    expect(rows).toEqual([[2], [1], [null]]);
  });

  test('puts nulls first when it goes up', async () => {
    const rows = await ask(engine, 'datatable(x:long)[1, long(null), 2] | order by x asc');

    expect(rows).toEqual([[null], [1], [2]]);
  });

  test('keeps its order through later operators', async () => {
    const rows = await ask(engine, `${NAMES} | order by n desc | extend m = n * 2 | where n != 2 | project m`);

    expect(rows).toEqual([[6], [2]]);
  });
});

describe('summarize', () => {
  test('has a group for null', async () => {
    const rows = await ask(
      engine,
      'datatable(k:long)[1, long(null), long(null)] | summarize c = count() by k | order by k asc',
    );

    expect(rows).toEqual([
      [null, 2],
      [1, 1],
    ]);
  });

  test('counts rows for count(x), null or not', async () => {
    expect(await ask(engine, 'datatable(x:long)[1, long(null)] | summarize count(x)')).toEqual([[2]]);
  });

  test('takes percentiles that occur, by nearest rank', async () => {
    expect(await ask(engine, 'range x from 1 to 4 step 1 | summarize percentile(x, 50)')).toEqual([[2]]);
  });

  test('takes the columns of arg_max from one row, and keeps a group whose values are all null', async () => {
    const rows = await ask(
      engine,
      'datatable(k:string, t:long, v:string)["a", 1, "old", "a", 2, "new", "b", long(null), "none"] | summarize arg_max(t, *) by k | order by k asc',
    );

    expect(rows).toEqual([
      ['a', 2, 'new'],
      ['b', null, 'none'],
    ]);
  });

  test('flattens arrays and skips nulls in make_list', async () => {
    const rows = await ask(
      engine,
      'datatable(d:dynamic)[dynamic([1,2]), dynamic(null), dynamic(3)] | summarize make_list(d)',
    );

    expect(rows).toEqual([['[1,2,3]']]);
  });

  test('lists in the order of a sort before it', async () => {
    expect(await ask(engine, `${NAMES} | order by n desc | summarize make_list(n)`)).toEqual([['[3,2,1]']]);
  });

  test('works out expressions over aggregates', async () => {
    expect(await ask(engine, `${NAMES} | summarize share = 100.0 * countif(name == "b") / count()`)).toEqual([
      [100 / 3],
    ]);
  });

  test('tells columns apart that differ in case only', async () => {
    const rows = await ask(engine, 'print Name = "x", name = "y" | summarize count() by name, Name');

    expect(rows).toEqual([['y', 'x', 1]]);
  });
});

describe('join', () => {
  const other = 'datatable(name:string, m:long)["a", 10, "a", 11, "c", 12]';

  test('without a kind keeps one left row of each key', async () => {
    expect(await ask(engine, `${NAMES} | join (${other}) on name | count`)).toEqual([[2]]);
  });

  test('inner keeps all pairs and both keys', async () => {
    const answer = await engine.query(request(`${NAMES} | join kind=inner (${other}) on name`));

    expect(answer.tables[0]?.columns.map((column) => column.name)).toEqual(['name', 'n', 'name1', 'm']);
    expect(answer.tables[0]?.rows).toHaveLength(4);
  });

  test('pads texts with empty ones and numbers with null', async () => {
    const rows = await ask(
      engine,
      `${NAMES} | join kind=rightouter (${other}) on name | where m == 12 | project name, n, name1`,
    );

    expect(rows).toEqual([['', null, 'c']]);
  });

  test('lets null keys meet', async () => {
    const rows = await ask(
      engine,
      'datatable(k:long)[long(null)] | join kind=inner (datatable(k:long)[long(null)]) on k | count',
    );

    expect(rows).toEqual([[1]]);
  });

  test('as lookup drops the key on the right', async () => {
    const answer = await engine.query(request(`${NAMES} | lookup (${other}) on name`));

    expect(answer.tables[0]?.columns.map((column) => column.name)).toEqual(['name', 'n', 'm']);
  });
});

describe('union', () => {
  test('splits one name with two types', async () => {
    const answer = await engine.query(request('union (print x = 1), (print x = "one")'));

    expect(answer.tables[0]?.columns).toEqual([
      { name: 'x_long', type: 'long' },
      { name: 'x_string', type: 'string' },
    ]);
    expect(answer.tables[0]?.rows).toEqual([
      [1, ''],
      [null, 'one'],
    ]);
  });

  test('forgives missing tables when fuzzy, also inside parentheses, and keeps the columns right', async () => {
    const kql = 'union isfuzzy=true Gone, (AlsoGone | where x > 1 | project y = x), (print x = 1) | project x';

    expect(await ask(engine, kql)).toEqual([[1]]);
  });

  test('does not forgive missing columns', async () => {
    await expect(ask(engine, 'union isfuzzy=true Gone, (print x = 1 | where nope > 1)')).rejects.toMatchObject({
      kind: 'semantic',
      construct: 'nope',
    });
  });

  test('fails when every table is missing', async () => {
    await expect(ask(engine, 'union isfuzzy=true Gone, (AlsoGone | count)')).rejects.toMatchObject({ code: 'SEM0100' });
  });
});

describe('extend', () => {
  test('sees the input row, not its siblings', async () => {
    expect(await ask(engine, 'print x = 1 | extend x = x + 1, y = x | project x, y')).toEqual([[2, 1]]);
  });
});

describe('mv-expand', () => {
  test('gives a row for null and none for an empty array', async () => {
    const rows = await ask(
      engine,
      'datatable(k:long, d:dynamic)[1, dynamic(null), 2, dynamic([]), 3, dynamic([7,8])] | mv-expand d to typeof(long)',
    );

    expect(rows).toEqual([
      [1, null],
      [3, 7],
      [3, 8],
    ]);
  });

  test('expands several lists side by side', async () => {
    const rows = await ask(
      engine,
      'print a = dynamic([1,2]), b = dynamic(["x"]) | mv-expand a to typeof(long), b to typeof(string)',
    );

    expect(rows).toEqual([
      [1, 'x'],
      [2, ''],
    ]);
  });

  test('expands bags to bags of one key', async () => {
    expect(await ask(engine, 'print d = dynamic({"a":1,"b":2}) | mv-expand d')).toEqual([['{"a":1}'], ['{"b":2}']]);
  });

  test('runs a sub-query for every row as mv-apply', async () => {
    const rows = await ask(
      engine,
      'datatable(k:long, d:dynamic)[1, dynamic([3,9]), 2, dynamic([5])] | mv-apply v = d to typeof(long) on (top 1 by v) | project k, v',
    );

    expect(rows).toEqual([
      [1, 9],
      [2, 5],
    ]);
  });
});

describe('parse', () => {
  test('takes nothing when one value does not convert', async () => {
    const rows = await ask(
      engine,
      'print s = "id=x1 name=bob" | parse s with "id=" id:long " name=" name | project id, name',
    );

    expect(rows).toEqual([[null, '']]);
  });

  test('loses only that value when relaxed', async () => {
    const rows = await ask(
      engine,
      'print s = "id=x1 name=bob" | parse kind=relaxed s with "id=" id:long " name=" name | project id, name',
    );

    expect(rows).toEqual([[null, 'bob']]);
  });

  test('reads an exit code out of a sentence', async () => {
    const rows = await ask(
      engine,
      `print s = "Container 'web' was terminated with exit code '137' and reason 'OOM'" | parse s with * "exit code '" code:int "'" * | project code`,
    );

    expect(rows).toEqual([[137]]);
  });

  test('does not count the groups its author wrote', async () => {
    const rows = await ask(engine, 'print s = "b=7" | parse kind=regex s with "(a|b)=" n:long | project n');

    expect(rows).toEqual([[7]]);
  });
});

describe('make-series', () => {
  test('leaves the end out and fills gaps with 0', async () => {
    const rows = await ask(
      engine,
      'datatable(t:long, v:long)[0, 5, 4, 7] | make-series s = sum(v) on t from 0 to 6 step 2',
    );

    expect(rows).toEqual([['[5,0,7]', '[0,2,4]']]);
  });

  test('gives no row for no data', async () => {
    expect(await ask(engine, 'datatable(t:long)[] | make-series count() on t from 0 to 6 step 2')).toEqual([]);
  });
});

describe('functions over other rows', () => {
  test('need rows in order', async () => {
    await expect(ask(engine, `${NAMES} | extend r = row_number()`)).rejects.toMatchObject({
      kind: 'semantic',
      construct: 'row_number',
    });
  });

  test('restart, also on a condition that looks back', async () => {
    const rows = await ask(
      engine,
      `${NAMES} | order by name asc, n asc | extend s = row_cumsum(n, name != prev(name)) | project name, s`,
    );

    expect(rows).toEqual([
      ['a', 1],
      ['a', 4],
      ['b', 2],
    ]);
  });

  test('give an empty text past the edge', async () => {
    expect(await ask(engine, `${NAMES} | order by n asc | extend p = prev(name) | take 1 | project p`)).toEqual([['']]);
  });
});

describe('columns that depend on data', () => {
  test('come out of bag_unpack, and can be used after it', async () => {
    const rows = await ask(engine, 'print d = dynamic({"b":"x","a":2}) | evaluate bag_unpack(d) | where a > 1');

    expect(rows).toEqual([[2, 'x']]);
  });

  test('come out of pivot', async () => {
    const answer = await engine.query(request(`${NAMES} | evaluate pivot(name, sum(n))`));

    expect(answer.tables[0]).toMatchObject({ columns: [{ name: 'a' }, { name: 'b' }], rows: [[4, 2]] });
  });

  test('leave the places of later errors where they were in the text', async () => {
    const kql = 'print d = dynamic({"a":2}) | evaluate bag_unpack(d) | where nope > 1';

    await expect(ask(engine, kql)).rejects.toMatchObject({ construct: 'nope', start: kql.indexOf('nope') });
  });
});

describe('names', () => {
  test('of columns win over parameters, as the parser says', async () => {
    expect(await ask(engine, 'let n = 100; datatable(n:long)[1] | where n == 1 | count')).toEqual([[1]]);
  });

  test('of functions bring their own arguments', async () => {
    const kql =
      'let twice = (x:long, times:long = 2) { x * times }; let big = (T:(n:long)) { T | where n > 1 }; big(datatable(n:long)[1, 2]) | project twice(n)';

    expect(await ask(engine, kql)).toEqual([[4]]);
  });

  test('of declared parameters have their defaults', async () => {
    expect(await ask(engine, 'declare query_parameters(p:long = 7); print p')).toEqual([[7]]);
  });
});
