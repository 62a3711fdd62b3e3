import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, NOW, request } from '@/emulator/engine/testing/ask';
import { type Engine, openEngine } from './index';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
  await engine.ensureTable({
    name: 'Lines_CL',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'Log_s', type: 'string' },
      { name: 'Code', type: 'long' },
      { name: 'Props', type: 'dynamic' },
    ],
  });
  await engine.insert(
    'Lines_CL',
    ['TimeGenerated', 'Log_s', 'Code', 'Props'],
    [
      [NOW, 'ready', 0n, '{"pid": 1}'],
      [NOW + 1n, null, null, null],
      [NOW + 2n, "it's over", 137n, 'no json'],
    ],
  );
}, 60_000);
afterAll(() => engine.close());

describe('tables', () => {
  test('hold what was put in, with empty texts for missing ones', async () => {
    expect(await ask(engine, 'Lines_CL | project Log_s, Code, Props | order by Code asc nulls first')).toEqual([
      ['', null, null],
      ['ready', 0, '{"pid": 1}'],
      ["it's over", 137, '"no json"'],
    ]);
  });

  test('grow columns, and columns keep their type', async () => {
    await engine.ensureTable({ name: 'Wide', columns: [{ name: 'a', type: 'long' }] });
    await engine.insert('Wide', ['a'], [[1n]]);
    await engine.ensureTable({
      name: 'Wide',
      columns: [
        { name: 'a', type: 'string' },
        { name: 'A', type: 'string' },
      ],
    });

    expect(engine.tables().find((table) => table.name === 'Wide')?.columns).toEqual([
      { name: 'a', type: 'long' },
      { name: 'A', type: 'string' },
    ]);
    expect(await ask(engine, 'Wide')).toEqual([[1, '']]);
  });

  test('take only columns they have', async () => {
    await expect(engine.insert('Lines_CL', ['Nope'], [[1n]])).rejects.toThrow('Nope');
  });

  test('stay in a file', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'engine-'));
    const file = path.join(folder, 'rows.duckdb');
    const first = await openEngine({ path: file });
    await first.ensureTable({ name: 'Kept', columns: [{ name: 'n', type: 'long' }] });
    await first.insert('Kept', ['n'], [[5n]]);
    await first.close();
    const second = await openEngine({ path: file });
    const rows = await ask(second, 'Kept');
    await second.close();
    rmSync(folder, { recursive: true });

    expect(rows).toEqual([[5]]);
  });

  test('take 100 000 rows in seconds', async () => {
    await engine.ensureTable({ name: 'Many', columns: [{ name: 'n', type: 'long' }] });
    const rows = Array.from({ length: 100_000 }, (_, index) => [BigInt(index)]);
    await engine.insert('Many', ['n'], rows);

    expect(await ask(engine, 'Many | summarize count(), sum(n)')).toEqual([[100_000, 4_999_950_000]]);
  });
});

describe('a request', () => {
  test('narrows every base table to its half-open span', async () => {
    const between = { timespan: { from: NOW + 1n, to: NOW + 2n } };

    expect(await ask(engine, 'Lines_CL | count', between)).toEqual([[1]]);
    expect(await ask(engine, 'Lines_CL | count', { timespan: { from: NOW + 1n, to: null } })).toEqual([[2]]);
  });

  test('leaves rows without TimeGenerated alone', async () => {
    expect(await ask(engine, 'print 1', { timespan: { from: NOW, to: NOW } })).toEqual([[1]]);
  });

  test('reads now() once, and again in the next request', async () => {
    expect(await ask(engine, 'print now(), ago(1h)')).toEqual([['2026-07-01T12:00:00Z', '2026-07-01T11:00:00Z']]);
    expect(await ask(engine, 'print now(), ago(1h)', { now: NOW + 1n })).toEqual([
      ['2026-07-01T12:00:00.0000001Z', '2026-07-01T11:00:00.0000001Z'],
    ]);
  });

  test('cuts rows beyond its limit and says so', async () => {
    const answer = await engine.query(request('range x from 1 to 10 step 1', { maxRows: 3 }));

    expect(answer).toMatchObject({ truncated: true, tables: [{ rows: [[1], [2], [3]] }] });
  });

  test('says nothing when the rows just fit', async () => {
    const answer = await engine.query(request('range x from 1 to 3 step 1', { maxRows: 3 }));

    expect(answer.truncated).toBe(false);
  });

  test('gives one table for each statement', async () => {
    const answer = await engine.query(request('print 1; print 2'));

    expect(answer.tables.map((table) => table.rows)).toEqual([[[1]], [[2]]]);
  });

  test('passes on what render asked for', async () => {
    expect((await engine.query(request('Lines_CL | render timechart'))).visualization).toBe('timechart');
  });

  test('ends when its time is over', async () => {
    const endless =
      'range a from 1 to 200000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 200000 step 1 | extend k = 1) on k | where a + b == -1 | count';

    await expect(ask(engine, endless, { timeoutMs: 100 })).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('ends when it is cancelled, before or during', async () => {
    const endless =
      'range a from 1 to 200000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 200000 step 1 | extend k = 1) on k | where a - b == 400000 | count';
    const during = new AbortController();
    setTimeout(() => during.abort(), 50);

    await expect(ask(engine, endless, { signal: during.signal })).rejects.toMatchObject({ kind: 'aborted' });
    await expect(ask(engine, 'print 1', { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'aborted' });
    expect(await ask(engine, 'print 1')).toEqual([[1]]);
  });
});

describe('a query that cannot run', () => {
  test.each([
    ['a syntax error', 'Lines_CL | where', 'syntax', 'SYN0002', 16],
    ['an unknown operator', 'Lines_CL | frobnicate', 'syntax', 'SYN0002', 11],
    ['an unknown table', 'Nope_CL | where x > 1', 'semantic', 'SEM0100', 0],
    ['an unknown column', 'Lines_CL | where Nope > 1', 'semantic', 'SEM0100', 17],
    ['an unknown function', 'print nope(1)', 'semantic', 'SEM0260', 6],
    ['a text compared with a number', 'Lines_CL | where Log_s == 1', 'semantic', 'SEM0025', 17],
    ['dynamics compared with each other', 'Lines_CL | where Props == Props', 'semantic', 'SEM0025', 17],
    ['an operator it does not know', 'Lines_CL | reduce by Log_s', 'unsupported', 'UNSUPPORTED', 11],
    ['a function it does not know', 'print series_fft(dynamic([1]))', 'unsupported', 'UNSUPPORTED', 6],
    ['a plug-in it does not know', 'Lines_CL | evaluate autocluster()', 'unsupported', 'UNSUPPORTED', 11],
    ['another workspace', 'workspace("other").Lines_CL | count', 'unsupported', 'UNSUPPORTED', 0],
    ['a management command', '.show tables', 'unsupported', 'UNSUPPORTED', 0],
  ])('is named by kind, code and place: %s', async (_, kql, kind, code, start) => {
    await expect(ask(engine, kql)).rejects.toMatchObject({ kind, code, start });
  });

  test('has the words of the service for what it could not find', async () => {
    await expect(ask(engine, 'Nope_CL | where x > 1')).rejects.toThrow(
      "'where' operator: Failed to resolve table or column expression named 'Nope_CL'",
    );
  });

  test('keeps the places of the text when missing tables were left out of it', async () => {
    const kql = 'union isfuzzy=true Gone_CL, (Lines_CL | where Nope > 1)';

    await expect(ask(engine, kql)).rejects.toMatchObject({ start: kql.indexOf('Nope'), length: 4 });
  });
});

describe('the database under it', () => {
  test('runs no SQL from the text of a query', async () => {
    const rows = await ask(
      engine,
      `Lines_CL | where Log_s == "x'; DROP TABLE \\"Lines_CL\\"; --" or ['Log_s'] has "it's" | count`,
    );

    expect(rows).toEqual([[1]]);
  });

  test('takes column names of any kind', async () => {
    expect(await ask(engine, `print ['a"b'] = 1, ["a'b"] = 2 | project x = ['a"b'] + ["a'b"]`)).toEqual([[3]]);
  });
});
