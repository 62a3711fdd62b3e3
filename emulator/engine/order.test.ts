import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, NOW } from '@/emulator/engine/testing/ask';
import { type Engine, openEngine } from './index';

/** Twenty lines of each moment, in row groups enough that DuckDB sorts and scans with several threads. */
const LINES = 260_000;
const PER_MOMENT = 20;
const SECOND = 10_000_000n;

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
  const columns = [
    { name: 'TimeGenerated', type: 'datetime' as const },
    { name: 'Line', type: 'long' as const },
    { name: 'App', type: 'string' as const },
  ];
  for (const [name, first] of [
    ['Old_CL', 0],
    ['New', 1_000_000],
  ] as const) {
    await engine.ensureTable({ name, columns });
    const count = name === 'Old_CL' ? LINES : 1_000;
    const rows = Array.from({ length: count }, (_, line) => [
      NOW + BigInt(Math.floor(line / PER_MOMENT)) * SECOND,
      BigInt(first + line),
      `app-${line % 3}`,
    ]);
    await engine.insert(
      name,
      columns.map((column) => column.name),
      rows,
    );
  }
  await engine.ensureTable({ name: 'Late', columns });
  await engine.insert(
    'Late',
    ['TimeGenerated', 'Line', 'App'],
    [...Array(9).keys()].reverse().map((n) => [NOW, BigInt(n), 'x']),
  );
}, 60_000);
afterAll(() => engine.close());

async function lines(kql: string): Promise<number[]> {
  return (await ask(engine, kql, { maxRows: 1_000_000 })).map((row) => Number(row[0]));
}

const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

describe('rows of one moment', () => {
  test('stand as in their source, the oldest first', async () => {
    expect(await lines('Old_CL | order by TimeGenerated asc | take 50 | project Line')).toEqual(upTo(50));
  });

  test('stand the other way round, the newest first, so that the list turned over is the source', async () => {
    const newest = await lines('Old_CL | order by TimeGenerated desc | take 45 | project Line');

    expect(newest.reverse()).toEqual(upTo(45, LINES - 45));
  });

  test('stay in order when all of them are sorted', async () => {
    expect(await lines('Old_CL | sort by TimeGenerated asc | project Line')).toEqual(upTo(LINES));
  });

  test('keep to it through filters, new columns and names', async () => {
    const kql = `Old_CL
      | where Line % 2 == 0
      | extend At = TimeGenerated, Half = Line / 2
      | project-rename Number = Half
      | project-away TimeGenerated
      | parse App with "app-" Digit:long
      | serialize
      | where Digit >= 0
      | project At, Number
      | order by At asc
      | take 60
      | project Number`;

    expect(await lines(kql)).toEqual(upTo(60));
  });

  test('are ordered by the source, not by the sort before', async () => {
    expect(await lines('Late | order by Line asc | order by TimeGenerated asc | project Line')).toEqual(
      upTo(9).reverse(),
    );
  });

  test('are ordered when the key is no longer there', async () => {
    expect(
      await lines('Old_CL | project Line, Key = bin(TimeGenerated, 1m) | order by Key asc | take 70 | project Line'),
    ).toEqual(upTo(70));
  });

  test('follow the time where the sort has several keys', async () => {
    const kql = 'Old_CL | where Line < 12 | order by App asc, TimeGenerated desc | project Line';

    expect(await lines(kql)).toEqual([9, 6, 3, 0, 10, 7, 4, 1, 11, 8, 5, 2]);
  });

  test('come table by table out of a union, in the order in which it names them', async () => {
    const union =
      'union isfuzzy=true (Old_CL | project TimeGenerated, Line), (New | project TimeGenerated, Line), Gone';

    expect(await lines(`${union} | order by TimeGenerated asc | take 40 | project Line`)).toEqual([
      ...upTo(20),
      ...upTo(20, 1_000_000),
    ]);
    expect(await lines(`${union} | order by TimeGenerated asc | project Line | take 45`)).toHaveLength(45);
  });

  test('are woven together again when the legs of a union read one table', async () => {
    const kql = `let Rows = Old_CL | where Line < 30;
      union (Rows | where Line % 3 == 0), (Rows | where Line % 3 != 0)
      | order by TimeGenerated asc
      | project Line`;

    expect(await lines(kql)).toEqual(upTo(30));
  });

  test('are cut at the right end by top, within each part and in all', async () => {
    const kql = `union Old_CL, New
      | where Line < 20
      | partition hint.strategy=native by App (top 2 by TimeGenerated desc)
      | order by TimeGenerated desc
      | project Line`;

    expect(await lines(kql)).toEqual([19, 18, 17, 16, 15, 14]);
    expect(await lines('Old_CL | where Line < 20 | top 3 by TimeGenerated asc | project Line')).toEqual([0, 1, 2]);
  });

  test('keep their order in a part that does more than take the top', async () => {
    const kql = `Old_CL
      | where Line < 40
      | partition by App (where Line >= 0 | top 2 by TimeGenerated desc)
      | order by TimeGenerated desc
      | project Line`;

    expect(await lines(kql)).toEqual([39, 38, 37, 36, 35, 34]);
  });

  test('keep the order in which a datatable has them', async () => {
    const kql = `datatable(t:long, n:long)[1, 1, 0, 2, 1, 3, 0, 4, 1, 5] | order by t asc | project n`;

    expect(await lines(kql)).toEqual([2, 4, 1, 3, 5]);
  });
});

describe('the place of a row', () => {
  test('is no column', async () => {
    expect(await ask(engine, 'Old_CL | where Line == 7 | order by Line asc')).toEqual([
      ['2026-07-01T12:00:00Z', 7, 'app-1'],
    ]);
    expect((await ask(engine, 'Old_CL | getschema')).map((row) => row[0])).toEqual(['TimeGenerated', 'Line', 'App']);
    expect(await ask(engine, 'Late | where Line == 1 | distinct *')).toEqual([['2026-07-01T12:00:00Z', 1, 'x']]);
  });

  test('cannot be named, nor is a column of that name taken for it', async () => {
    await expect(ask(engine, "Old_CL | project ['~place']")).rejects.toMatchObject({ code: 'SEM0100' });
    expect(
      await ask(
        engine,
        "datatable(['~place']:long, rowid:long)[3, 1, 3, 2] | order by ['~place'] desc | project rowid",
      ),
    ).toEqual([[2], [1]]);
  });

  test('is done without where a table has a column that hides it', async () => {
    await engine.ensureTable({ name: 'Own', columns: [{ name: 'RowId', type: 'string' }] });
    await engine.insert('Own', ['RowId'], [['b'], ['a']]);

    expect(await ask(engine, 'Own | order by RowId asc')).toEqual([['a'], ['b']]);
    expect(await ask(engine, 'union Own, Late | where RowId == "a" | project RowId | order by RowId asc')).toEqual([
      ['a'],
    ]);
  });
});
