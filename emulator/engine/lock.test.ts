import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request } from '@/emulator/engine/testing/ask';
import { type Engine, KqlError, openEngine } from './index';

const SECRET = 'quite-secret-4711';
let folder: string;
let file: string;
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  file = path.join(folder, 'secret.csv');
  writeFileSync(file, `word\n${SECRET}\n`);
  process.env.EXITLINE_LOCK_TEST = SECRET;
  engine = await openEngine();
  await engine.ensureTable({ name: 'Lines_CL', columns: [{ name: 'Log_s', type: 'string' }] });
  await engine.insert('Lines_CL', ['Log_s'], [['ready']]);
}, 60_000);
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
  delete process.env.EXITLINE_LOCK_TEST;
});

/** Every text that comes back: cells, names, or the error. */
async function heard(kql: string): Promise<string> {
  try {
    const answer = await engine.query(request(kql));
    return JSON.stringify(answer.tables, (_, value) => (typeof value === 'bigint' ? String(value) : value));
  } catch (error) {
    expect(error).toBeInstanceOf(KqlError);
    return String(error);
  }
}

const tries: [string, (file: string) => string][] = [
  ['externaldata', (f) => `externaldata(word:string)[@"${f}"] with (format="csv")`],
  ['externaldata by URL', (f) => `externaldata(word:string)[@"file://${f}"]`],
  ['a table with the name of the file', (f) => `['${f}']`],
  ['a table with the name of the file, quoted for SQL', (f) => `['"${f}"'] | take 1`],
  ['table()', (f) => `table("${f}")`],
  ['a fuzzy union over the file', (f) => `union isfuzzy=true Lines_CL, ['${f}']`],
  ['a union over a pattern', (f) => `union ['${path.dirname(f)}/*'], Lines_CL`],
  ['search in the file', (f) => `search in (['${f}']) "secret"`],
  ['database()', (f) => `database("${f}").word`],
  ['cluster()', (f) => `cluster("file://${f}").database("x").word`],
  ['a DuckDB table function', (f) => `read_csv("${f}")`],
  ['a DuckDB table function after a pipe', (f) => `Lines_CL | invoke read_text("${f}")`],
  ['a DuckDB function', (f) => `print read_text("${f}")`],
  ['another one', (f) => `print getenv("EXITLINE_LOCK_TEST"), read_blob("${f}")`],
  ['a plug-in', (f) => `evaluate http_request("file://${f}")`],
  ['a plug-in that runs SQL', (f) => `evaluate sql_request("", "select * from read_csv('${f}')")`],
  ['a plug-in that runs Python', (f) => `Lines_CL | evaluate python(typeof(*), "open('${f}').read()")`],
  ['a management command', (f) => `.ingest into table Lines_CL ("${f}")`],
  ['a text that ends its literal', (f) => `print x = "'); SELECT * FROM read_csv('${f}'); --"`],
  ['a text with a backslash', (f) => `print x = "\\\\' UNION SELECT word FROM read_csv(\\'${f}\\') --"`],
  ['a column name that ends its identifier', (f) => `print ['a" , (SELECT word FROM read_csv(\\'${f}\\')) AS "b'] = 1`],
  ['a column made of data', (f) => `print b = dynamic({"x\\" FROM read_csv('${f}') --": 1}) | evaluate bag_unpack(b)`],
  [
    'a key of a path',
    (f) => `print b = dynamic({"a": 1}) | project b["a' || (SELECT word FROM read_csv('${f}')) || '"]`,
  ],
  ['a datatable column', (f) => `datatable(['x" VARCHAR); COPY t FROM \\'${f}\\'; --']:string)["a"]`],
  ['a regex', (f) => `print extract("') FROM read_csv('${f}') --", 0, "a")`],
  ['a format', (f) => `print format_datetime(now(), "') FROM read_csv('${f}') --")`],
  ['a message', (f) => `print assert(1 == 2, "') FROM read_csv('${f}') --")`],
  [
    'a function of the query',
    (f) => `let read_csv = (p:string) { print p }; read_csv("${f}") | project-away p | take 1`,
  ],
  [
    'a stand-in of cached SQL',
    (f) =>
      `let p_a = "' || (SELECT word FROM read_csv('${f}')) || '";\nprint ['/*~let.p_a*/'] = "/*~let.p_a*/", a = p_a == "b"`,
  ],
  [
    'a value that DuckDB would run',
    (f) => `let p_a = dynamic(["x') OR EXISTS (FROM read_csv('${f}')) --"]);\nLines_CL | where Log_s in (p_a)`,
  ],
];

describe('a query', () => {
  test.each(tries)('reads no file by %s', async (_, kql) => {
    const said = await heard(kql(file));

    expect(said).not.toContain('4711');
    // Still there, and still alone.
    expect(await heard('Lines_CL')).toContain('["ready"]');
  });
});

describe('the database under it', () => {
  const below = () => (engine as unknown as { instance: DuckDBInstance }).instance.connect();

  test.each([
    ['reads no file', (f: string) => `SELECT * FROM read_csv('${f}')`],
    ['reads no file by its name', (f: string) => `SELECT * FROM '${f}'`],
    ['reads no text', (f: string) => `SELECT * FROM read_text('${f}')`],
    ['lists no folder', (f: string) => `SELECT * FROM glob('${path.dirname(f)}/*')`],
    ['copies nothing in', (f: string) => `COPY "Lines_CL" FROM '${f}'`],
    ['copies nothing out', (f: string) => `COPY "Lines_CL" TO '${f}'`],
    ['attaches nothing', (f: string) => `ATTACH '${f}.db' AS other`],
    ['loads no extension', () => 'INSTALL httpfs'],
    ['loads no library', (f: string) => `LOAD '${f}'`],
    ['opens no door', () => 'SET enable_external_access = true'],
    ['unlocks no setting', () => 'SET lock_configuration = false'],
    ['gives no more memory', () => "SET memory_limit = '64GB'"],
  ])('%s', async (_, sql) => {
    const connection = await below();
    const running = connection.runAndReadAll(sql(file));

    await expect(running).rejects.toThrow(/disabled|locked|configuration|Permission/i);
    connection.closeSync();
  });
});
