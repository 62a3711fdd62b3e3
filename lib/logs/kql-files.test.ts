import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeQuery, type KqlFile, type KqlValue, parseHeader } from './encode';
import { generate } from './generate';
import { analyse, type TableColumns } from './testing/official-parser';
import { consoleCl, consoleLines, fourTables, system, systemCl } from './testing/tables';

const root = path.resolve(import.meta.dirname, '../..');

function filesIn(folder: string): KqlFile[] {
  return readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.kql'))
    .map((name) => ({ name: name.slice(0, -4), text: readFileSync(path.join(root, folder, name), 'utf8') }));
}

const questions = filesIn('kql');
const oneTable = filesIn('kql/one-table');

const sample: Readonly<Record<string, KqlValue>> = {
  string: 'a "quoted" \\ name',
  datetime: Date.UTC(2026, 5, 20, 14) + 0.4567,
  long: 100,
  dynamic: ['shop', "o'brien"],
};

function encoded(file: KqlFile): string {
  const values = parseHeader(file).parameters.map(({ name, type }) => [name, sample[type]] as const);
  return encodeQuery(file, Object.fromEntries(values));
}

function errorsOf(file: KqlFile, tables: readonly TableColumns[]): string[] {
  return analyse(encoded(file), tables).errors;
}

function subsets<T>(items: readonly T[]): T[][] {
  return Array.from({ length: 2 ** items.length }, (_, bits) => items.filter((_item, place) => (bits >> place) & 1));
}

function without(table: TableColumns, column: string): TableColumns {
  return { name: table.name, columns: table.columns.filter((one) => one !== column) };
}

const onlyTime = (table: TableColumns): TableColumns => ({ name: table.name, columns: ['TimeGenerated:datetime'] });

describe.each(questions.map((file) => [file.name, file] as const))('%s.kql', (_, file) => {
  const mentioned = fourTables.filter((table) => new RegExp(`\\(${table.name}\\n`).test(file.text));

  test('asks both families of one log', () => {
    expect(mentioned.map((table) => table.name.replace('_CL', ''))).toHaveLength(2);
    expect(new Set(mentioned.map((table) => table.name.replace('_CL', ''))).size).toBe(1);
  });

  const whole = analyse(encoded(file), fourTables).columns;
  // Where a leg of the union is absent the parser leaves the types open.
  const names = whole.map((column) => column.split(':')[0]);

  test.each(
    subsets(fourTables).map((tables) => [tables.map((table) => table.name).join(' + ') || 'no table', tables] as const),
  )('is accepted where the workspace has %s, and answers the same columns', (_name, tables) => {
    expect(errorsOf(file, tables)).toEqual([]);
    const least = analyse(encoded(file), tables.map(onlyTime));
    expect(least.errors).toEqual([]);
    const hasLeg = tables.some((table) => mentioned.includes(table));
    expect(hasLeg ? least.columns.map((column) => column.split(':')[0]) : names).toEqual(names);
  });

  test('is accepted as it stands, for the portal and other tools', () => {
    expect(analyse(file.text, fourTables).errors).toEqual([]);
    expect(analyse(file.text, []).errors).toEqual([]);
  });

  test('orders its rows and limits them', () => {
    expect(file.text).toMatch(/\n\| order by .+\n\| take p_limit\n$/);
  });

  test('names every column with an own type', () => {
    expect(whole.length).toBeGreaterThan(4);
    expect(whole.every((column) => /^[A-Z][A-Za-z]+:(?:string|datetime|long)$/.test(column))).toBe(true);
  });
});

describe.each([
  ['console', [consoleCl, consoleLines]],
  ['system', [systemCl, system]],
] as const)('questions about the %s log', (log, tables) => {
  const files = questions.filter((file) => file.text.includes(`(${tables[0].name}\n`));
  const legsOf = (file: KqlFile) => /union isfuzzy=true\n(?: {4}.*\n)+/.exec(file.text)?.[0] ?? file.name;

  test('make the two families one in the same way', () => {
    expect(files.length).toBeGreaterThan(1);
    expect(new Set(files.map(legsOf)).size).toBe(1);
  });

  test('are accepted when any one column is missing', () => {
    const file = files.find(({ name }) => name === (log === 'console' ? 'console-tails' : 'system-rows'));
    const query = file === undefined ? '' : encoded(file);
    for (const table of tables) {
      for (const column of table.columns.slice(1)) {
        if (!query.includes(`"${column.split(':')[0]}"`)) continue;
        const less = tables.map((one) => (one === table ? without(table, column) : one));
        expect([column, analyse(query, less).errors]).toEqual([column, []]);
      }
    }
    expect(query).toContain('column_ifexists("RevisionName_s", "")');
  });
});

describe.each(oneTable.map((file) => [file.name, file] as const))('one-table/%s.kql', (_, file) => {
  const table = fourTables.find((one) => new RegExp(`^${one.name}$`, 'm').test(file.text));

  test('asks one table only, without a union', () => {
    expect(table).toBeDefined();
    expect(file.text).not.toMatch(/\bunion\b|\bjoin\b/);
  });

  test('is accepted with all columns and with the time alone', () => {
    const tables = table === undefined ? [] : [table];
    expect(errorsOf(file, tables)).toEqual([]);
    expect(errorsOf(file, tables.map(onlyTime))).toEqual([]);
  });
});

describe('generated files', () => {
  test.each([...generate(root).files])('%s is what the generator makes of kql/*.kql', (file, text) => {
    expect(readFileSync(path.join(root, file), 'utf8')).toBe(text);
  });

  test('cover every console question in both families', () => {
    const console = questions.filter((file) => file.text.includes('ContainerAppConsoleLogs'));
    expect(oneTable).toHaveLength(console.length * 2);
  });
});

const realFolder = path.resolve(root, '../shared/real');

/** The column set of an export, typed by its suffixes as the ingestion does. */
function exportColumns(file: string): string[] {
  const rows: unknown = JSON.parse(readFileSync(path.join(realFolder, file), 'utf8'));
  const names = new Set((Array.isArray(rows) ? rows : []).flatMap((row: object) => Object.keys(row)));
  return [...names].map((name) => {
    if (name === 'TimeGenerated' || name.endsWith('_t')) return `${name}:datetime`;
    if (name.endsWith('_d')) return `${name}:real`;
    return `${name}:${name.endsWith('_g') ? 'guid' : 'string'}`;
  });
}

describe.skipIf(!existsSync(realFolder))('the columns of real exports', () => {
  test.each(questions.map((file) => [file.name, file] as const))('are enough for %s.kql', (_, file) => {
    const systemColumns = exportColumns('startup-probe-404/ContainerAppSystemLogs_CL.json');
    const probeColumns = exportColumns('startup-probe-404/probe-failed-rows.json');
    const few = exportColumns('startup-probe-404/ContainerAppConsoleLogs_CL.json');
    const many = exportColumns('console-rows-all-columns.json');
    const workspaces: TableColumns[][] = [
      [
        { name: systemCl.name, columns: systemColumns },
        { name: consoleCl.name, columns: few },
      ],
      [
        { name: systemCl.name, columns: probeColumns },
        { name: consoleCl.name, columns: many },
      ],
      [{ name: consoleCl.name, columns: many }, system],
    ];
    for (const tables of workspaces) expect(errorsOf(file, tables)).toEqual([]);
  });
});
