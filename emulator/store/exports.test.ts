import { existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probeExport, writeProbeExport } from '@/emulator/testing/probe-export';
import { readFolder, UnusableFolder } from './exports';
import { loadFiles, loadFolder, ticks, withFolder } from './testing/folder';

const system = 'ContainerAppSystemLogs_CL';
const console_ = 'ContainerAppConsoleLogs_CL';

/** One system row as the command line prints it: every value text, a null as `None`. */
function systemRow(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    TableName: 'PrimaryResult',
    TimeGenerated: '2026-06-20T14:22:52.4535724Z',
    time_t: '2026-06-20T14:22:51.1Z',
    ContainerAppName_s: 'ca-shop',
    RevisionName_s: 'ca-shop--v1',
    ReplicaName_s: 'ca-shop--v1-779b85697c-2bckf',
    Reason_s: 'ContainerTerminated',
    Log_s: "Container 'app' was terminated with exit code '137' and reason 'ProcessExited'",
    Type_s: 'Warning',
    Count_d: '3.0',
    ...more,
  };
}

const asArray = (rows: unknown[], indent = 2) => JSON.stringify(rows, null, indent);
const asLines = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).join('\n');

function asRest(rows: Record<string, unknown>[]): string {
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'TableName');
  const type = (name: string) => (name === 'Count_d' ? 'real' : /^time/i.test(name) ? 'datetime' : 'string');
  return JSON.stringify({
    tables: [
      {
        name: 'PrimaryResult',
        columns: names.map((name) => ({ name, type: type(name) })),
        rows: rows.map((row) => names.map((name) => (name === 'Count_d' ? Number(row[name]) : row[name]))),
      },
    ],
  });
}

/** As the portal writes it: a byte order mark, zones in brackets, times in American style, everything quoted. */
function asPortalCsv(rows: Record<string, unknown>[]): string {
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== 'TableName');
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const header = names.map((name) => quote(/^time/i.test(name) ? `${name} [UTC]` : name));
  const lines = rows.map((row) =>
    names.map((name) => quote(/^time/i.test(name) ? portalTime(String(row[name])) : String(row[name]))).join(','),
  );
  return `\ufeff${[header.join(','), ...lines].join('\r\n')}\r\n`;
}

function portalTime(iso: string): string {
  const date = new Date(iso);
  const hour = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = `${hour % 12 === 0 ? 12 : hour % 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  const ms = String(date.getUTCMilliseconds()).padStart(3, '0');
  return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}, ${clock}.${ms} ${hour < 12 ? 'AM' : 'PM'}`;
}

describe('the forms of an export', () => {
  const rows = [
    systemRow(),
    systemRow({ TimeGenerated: '2026-06-20T14:22:50Z', Reason_s: 'ContainerStarted', Log_s: 'say "hi",\nplease' }),
  ];
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(asArray(rows), 'utf16le')]);

  test.each<[string, string, string | Uint8Array, bigint]>([
    ['the array of the command line', 'rows.json', asArray(rows), 4_535_724n],
    ['a compact array', 'rows.json', asArray(rows, 0), 4_535_724n],
    ['JSON lines', 'rows.jsonl', asLines(rows), 4_535_724n],
    ['JSON lines with a name that promises something else', 'rows.csv', asLines(rows), 4_535_724n],
    ['the REST answer', 'rows.json', asRest(rows), 4_535_724n],
    ["the portal's CSV, cut to milliseconds", 'query_data.csv', asPortalCsv(rows), 4_530_000n],
    ['what Windows PowerShell makes of the rows', 'rows.json', JSON.stringify({ value: rows, Count: 2 }), 4_535_724n],
    [
      'what Windows PowerShell exports as CSV',
      'rows.csv',
      `#TYPE System.Management.Automation.PSCustomObject\r\n${asPortalCsv(rows).slice(1)}`,
      4_530_000n,
    ],
    ['gzip', 'rows.json.gz', gzipSync(asArray(rows)), 4_535_724n],
    ['gzip of CSV', 'rows.csv.gz', gzipSync(asPortalCsv(rows)), 4_530_000n],
    ['what Windows PowerShell redirects: UTF-16', 'rows.json', utf16, 4_535_724n],
  ])('%s is read, oldest row first', async (_, name, content, fraction) => {
    const loaded = await loadFiles({ [name]: content });

    expect(loaded.problems).toEqual([]);
    expect(loaded.tables).toEqual([system]);
    const [older, newer] = loaded.rows(system);
    expect(older).toMatchObject({ Reason_s: 'ContainerStarted', Log_s: 'say "hi",\nplease' });
    expect(newer).toMatchObject({
      TimeGenerated: ticks('2026-06-20T14:22:52.000Z', fraction),
      time_t: ticks('2026-06-20T14:22:51.100Z'),
      ReplicaName_s: 'ca-shop--v1-779b85697c-2bckf',
      Count_d: 3,
    });
    expect(loaded.types(system)).not.toHaveProperty('TableName');
  });

  test('a CSV saved by a European spreadsheet is read', async () => {
    const loaded = await loadFiles({
      'a.csv': 'TimeGenerated [UTC];Reason_s;Log_s\n20.06.2026, 14:22:52.453;Error;a b\n',
    });

    expect(loaded.rows(system)).toEqual([
      { TimeGenerated: ticks('2026-06-20T14:22:52.453Z'), Reason_s: 'Error', Log_s: 'a b' },
    ]);
  });

  test('one surely European date decides for all dates of the file', async () => {
    const loaded = await loadFiles({
      'a.csv': 'TimeGenerated [UTC],Reason_s,Log_s\n"5/6/2026, 1:00:00 PM",a,\n"20/6/2026, 1:00:00 PM",b,\n',
    });

    expect(loaded.rows(system).map((row) => row.TimeGenerated)).toEqual([
      ticks('2026-06-05T13:00:00.000Z'),
      ticks('2026-06-20T13:00:00.000Z'),
    ]);
  });

  test('times in an unnamed zone are refused rather than taken for UTC', async () => {
    const loaded = await loadFiles({
      'a.csv': 'TimeGenerated [Local Time],Reason_s,Log_s\n"6/20/2026, 1:00:00 PM",a,b\n',
    });

    expect(loaded.tables).toEqual([]);
    expect(loaded.problems).toMatchObject([
      { file: 'a.csv', line: null, reason: expect.stringContaining('set the portal') },
    ]);
  });

  test('folders in the folder are read, hidden files are not', async () => {
    const loaded = await loadFiles({
      'june/20/rows.json': asArray([systemRow()]),
      '.DS_Store': 'x',
      '.git/rows.json': 'x',
    });

    expect(loaded.problems).toEqual([]);
    expect(loaded.rows(system)).toHaveLength(1);
  });

  test('an answer without rows is no problem and makes no table', async () => {
    const loaded = await loadFiles({
      'a.json': '[]',
      'b.json': '{"tables":[{"name":"PrimaryResult","columns":[{"name":"Log_s","type":"string"}],"rows":[]}]}',
    });

    expect(loaded).toMatchObject({ problems: [], tables: [] });
  });
});

describe('which table', () => {
  const bare = { TimeGenerated: '2026-06-20T14:22:52Z', Log_s: 'x' };
  const specific = { TimeGenerated: '2026-06-20T14:22:52Z', Log: 'x' };

  test.each<[string, string, Record<string, unknown>, string]>([
    ['the name of the file', 'ContainerAppSystemLogs_CL.json', bare, system],
    ['the name of the file', '2026-06_containerappconsolelogs_cl-part2.json', bare, console_],
    ['the name of the folder', 'ContainerAppConsoleLogs_CL/1.json', bare, console_],
    ['the columns for the family even when the name lacks _CL', 'ContainerAppSystemLogs.json', bare, system],
    ['the name and the columns', 'ContainerAppConsoleLogs.json', specific, 'ContainerAppConsoleLogs'],
    ['a reason', 'a.json', { ...bare, Reason_s: 'Error' }, system],
    ['a count', 'a.json', { ...specific, Count: 3 }, 'ContainerAppSystemLogs'],
    ['a stream', 'a.json', { ...bare, Stream_s: 'stderr' }, console_],
    ['a container group', 'a.json', { ...specific, ContainerGroupName: 'x' }, 'ContainerAppConsoleLogs'],
    ['a container without a reason', 'a.json', { ...bare, ContainerName_s: 'app' }, console_],
    ['the table in the row', 'system.json', { ...bare, Type: console_ }, console_],
    [
      'a severity where the other family has the table',
      'a.json',
      { ...specific, Type: 'Warning' },
      'ContainerAppSystemLogs',
    ],
    ['a word in the name when the columns are silent', 'my console.json', bare, console_],
    ['the columns against a word in the name', 'console.json', { ...bare, Reason_s: 'Error' }, system],
  ])('is told from %s (%s)', async (_, name, row, table) => {
    const loaded = await loadFiles({ [name]: asArray([row]) });

    expect(loaded.problems).toEqual([]);
    expect(loaded.tables).toEqual([table]);
  });

  test('a union of tables is taken apart row by row', async () => {
    const loaded = await loadFiles({
      'union.csv':
        'TimeGenerated [UTC],Reason_s,Log_s,Stream_s,ContainerGroupName_s,Count_d\n' +
        '"6/20/2026, 1:00:00 PM",Error,x,,,2\n"6/20/2026, 1:00:01 PM",,y,stderr,r,\n',
    });

    expect(loaded.rows(system)).toMatchObject([{ Log_s: 'x', Count_d: 2 }]);
    expect(loaded.rows(console_)).toMatchObject([{ Log_s: 'y', Stream_s: 'stderr' }]);
    expect(loaded.types(system)).not.toHaveProperty('Stream_s');
    expect(loaded.types(console_)).not.toHaveProperty('Count_d');
  });

  test('a row that nothing tells about is a problem, not a guess', async () => {
    const loaded = await loadFiles({ 'a.json': asArray([bare]) });

    expect(loaded.tables).toEqual([]);
    expect(loaded.problems).toMatchObject([
      { file: 'a.json', line: 2, reason: expect.stringContaining('name the file after its table') },
    ]);
  });

  test("the container log stream's own names are understood", async () => {
    const row = {
      TimeStamp: '2026-06-20 13:35:17.7886384 +0000 UTC',
      Type: 'Normal',
      ContainerAppName: 'a',
      RevisionName: 'a--1',
      ReplicaName: 'r',
      Msg: 'Created',
      Reason: 'ContainerCreated',
      EventSource: 'ContainerAppController',
      Count: 1,
    };
    const loaded = await loadFiles({ 'a.json': asLines([row]) });

    expect(loaded.rows('ContainerAppSystemLogs')).toMatchObject([
      { TimeGenerated: ticks('2026-06-20T13:35:17.000Z', 7_886_384n), Log: 'Created', Type: 'Normal', Count: 1 },
    ]);
  });
});

describe('columns', () => {
  test('have the types of the service, by name, suffix or content', async () => {
    const row = systemRow({
      _timestamp_d: '1782461947.6977',
      ContainerGroupId_g: '0E39E2E2-0000-0000-0000-000000000000',
      ContainerId_g: 'f'.repeat(64),
      ready_b: 'True',
      seen_t: '2026-06-20T14:22:51Z',
      unknownText: 'x',
      unknownTime: '2026-06-20T14:22:51Z',
      unknownNumber: 12,
      unknownShare: 1.5,
      unknownFlag: true,
      unknownBag: { a: 1 },
      looksLikeNumber: '007',
    });
    const loaded = await loadFiles({ [`${system}.json`]: asArray([row, systemRow({ Log_s: 'other' })]) });

    expect(loaded.problems).toEqual([]);
    expect(loaded.types(system)).toMatchObject({
      TimeGenerated: 'datetime',
      time_t: 'datetime',
      Count_d: 'real',
      _timestamp_d: 'real',
      Log_s: 'string',
      ContainerGroupId_g: 'guid',
      ContainerId_g: 'string',
      ready_b: 'bool',
      seen_t: 'datetime',
      unknownText: 'string',
      unknownTime: 'datetime',
      unknownNumber: 'long',
      unknownShare: 'real',
      unknownFlag: 'bool',
      unknownBag: 'dynamic',
      looksLikeNumber: 'string',
    });
    expect(loaded.rows(system)[0]).toMatchObject({
      _timestamp_d: 1782461947.6977,
      ready_b: true,
      unknownBag: '{"a":1}',
      ContainerGroupId_g: '0e39e2e2-0000-0000-0000-000000000000',
    });
  });

  test('that a row lacks are empty text or null, as in the service', async () => {
    const loaded = await loadFiles({
      [`${system}.json`]: asArray([
        systemRow(),
        { TimeGenerated: '2026-06-20T15:00:00Z', Log_s: 'x', Count_d: 'None' },
      ]),
    });

    expect(loaded.problems).toEqual([]);
    expect(loaded.rows(system)[1]).toMatchObject({ Reason_s: '', Count_d: null, time_t: null });
  });

  test('of declared types keep them', async () => {
    const answer = {
      tables: [
        {
          name: 'PrimaryResult',
          columns: [
            { name: 'TimeGenerated', type: 'datetime' },
            { name: 'Log_s', type: 'string' },
            { name: 'age', type: 'timespan' },
            { name: 'bag', type: 'dynamic' },
            { name: 'n', type: 'long' },
          ],
          rows: [['2026-06-20T14:22:51Z', 'x', '1.02:03:04.5', '{"a":[1]}', null]],
        },
      ],
    };
    const loaded = await loadFiles({ [`${console_}.json`]: JSON.stringify(answer) });

    expect(loaded.types(console_)).toMatchObject({ age: 'timespan', bag: 'dynamic', n: 'long' });
    expect(loaded.rows(console_)).toMatchObject([{ age: 937_845_000_000n, bag: '{"a":[1]}', n: null }]);
  });

  test('with values that do not fit lose the values and say so once', async () => {
    const loaded = await loadFiles({
      [`${system}.json`]: asLines([systemRow(), systemRow({ Count_d: 'many' }), systemRow({ Count_d: 'more' })]),
    });

    expect(loaded.rows(system)).toHaveLength(3);
    expect(loaded.problems).toEqual([
      {
        file: `${system}.json`,
        line: 2,
        reason: "Count_d: 2 values do not fit the column's type and were left empty.",
      },
    ]);
  });

  test('tell the app from the revision, or else from the replica, where its own column is missing or empty', async () => {
    const rows = [
      { TimeGenerated: '2026-06-20T14:00:00Z', Log_s: 'a', Reason_s: 'x', RevisionName_s: 'ca-shop--v1' },
      {
        TimeGenerated: '2026-06-20T14:00:01Z',
        Log_s: 'b',
        Reason_s: 'x',
        ReplicaName_s: 'ca-cart--v1-779b85697c-2bckf',
      },
      { TimeGenerated: '2026-06-20T14:00:02Z', Log_s: 'c', Reason_s: 'x', RevisionName_s: 'no-dashes' },
      {
        TimeGenerated: '2026-06-20T14:00:03Z',
        Log_s: 'd',
        Reason_s: 'x',
        RevisionName_s: 'other--v1',
        ContainerAppName_s: 'mine',
      },
    ];
    const loaded = await loadFiles({ 'a.json': asArray(rows) });

    expect(loaded.rows(system).map((row) => row.ContainerAppName_s)).toEqual(['ca-shop', 'ca-cart', '', 'mine']);
  });

  test('that tell of no app or job are missed, row by row and file by file', async () => {
    const { TimeGenerated, Reason_s, Log_s } = systemRow();
    const bare = { TimeGenerated, Reason_s, Log_s };
    const ofJob = { ...bare, ReplicaName_s: 'sync-a1b2c3d-x9k2m' };
    const loaded = await loadFiles({
      'a.json': asArray([bare, systemRow(), ofJob]),
      'b.json': asArray([{ ...bare, Log_s: 'another' }]),
      'c.json': asArray([
        { ...bare, Log_s: 'c', JobName_s: 'sync' },
        { ...bare, Log_s: 'd', ExecutionName_s: 'sync-a1b2c3d' },
        { ...bare, Log_s: 'e', RevisionName_s: 'no-dashes' },
      ]),
    });

    expect(loaded.problems).toEqual([]);
    expect(loaded.nameless).toEqual([
      { file: 'a.json', line: null, reason: expect.stringMatching(/^2 rows name neither app nor job/) },
      { file: 'b.json', line: null, reason: expect.stringMatching(/^1 row names neither app nor job/) },
    ]);
  });

  test('that only name another table or no column at all are left out', async () => {
    const loaded = await loadFiles({ 'a.json': asArray([systemRow({ 'a b': 1, '': 2 })]) });

    expect(Object.keys(loaded.types(system))).not.toContain('a b');
    expect(loaded.problems).toMatchObject([{ line: null, reason: expect.stringContaining('"a b"') }]);
  });
});

describe('the same rows in two files', () => {
  const poor = ({ ReplicaName_s: _, time_t: __, Count_d: ___, ...row }: Record<string, unknown>) => row;
  const twice = [systemRow(), systemRow({ TimeGenerated: '2026-06-20T14:00:00Z' }), systemRow()];

  test.each<[string, string]>([
    ['a copy', asArray(twice)],
    ['a copy in another order and form', asLines([...twice].reverse())],
    ['a copy with fewer columns', asArray(twice.map(poor))],
    ["the portal's copy, cut to milliseconds", asPortalCsv(twice)],
  ])('%s adds no row and loses nothing', async (_, other) => {
    const alone = await loadFiles({ 'b.json': asArray(twice) });
    for (const names of [
      ['a', 'b'],
      ['c', 'b'],
    ]) {
      const both = await loadFiles({ [`${names[0]}.x`]: other, 'b.json': asArray(twice) });
      expect(both.problems).toEqual([]);
      expect(both.rows(system)).toEqual(alone.rows(system).map((row) => expect.objectContaining(row)));
    }
  });

  test('rows that one file repeats stay repeated', async () => {
    const loaded = await loadFiles({
      'a.json': asArray([systemRow(), systemRow(), systemRow()]),
      'b.json': asArray([systemRow(), systemRow()]),
    });

    expect(loaded.rows(system)).toHaveLength(3);
  });

  test('two replicas that say the same at once stay two, although a third file knows no replicas', async () => {
    const first = systemRow({ ReplicaName_s: 'r-1' });
    const second = systemRow({ ReplicaName_s: 'r-2' });
    const files = [[first], [poor(first), poor(second)], [second, first]];
    for (const order of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 1, 0],
    ]) {
      const loaded = await loadFiles(
        Object.fromEntries(order.map((which, i) => [`${i}.json`, asArray(files[which] ?? [])])),
      );
      expect(
        loaded
          .rows(system)
          .map((row) => row.ReplicaName_s)
          .sort(),
      ).toEqual(['r-1', 'r-2']);
    }
  });

  test('a row prefers the partner with which it has most in common', async () => {
    const { Count_d: _, ...first } = systemRow({ ReplicaName_s: 'r-1' });
    const files = {
      'a.jsonl': asLines([poor(systemRow()), first]),
      'b.json': asArray([systemRow({ ReplicaName_s: 'r-1' }), systemRow({ ReplicaName_s: 'r-2' })]),
    };
    const loaded = await loadFiles(files);

    expect(loaded.rows(system).map((row) => row.ReplicaName_s)).toEqual(['r-2', 'r-1']);
  });

  test('a row whose replica nobody knows is not given that of a row that was matched', async () => {
    const rows = [systemRow(), poor(systemRow())];
    const loaded = await loadFiles({ 'a.jsonl': asLines(rows), 'b.jsonl': asLines([...rows].reverse()) });

    expect(loaded.rows(system).map((row) => row.ReplicaName_s)).toEqual([systemRow().ReplicaName_s, '']);
  });

  test.each<[string, Record<string, unknown>]>([
    ['another replica', { ReplicaName_s: 'r-2' }],
    ['another message', { Log_s: 'x' }],
    ['a tick later', { TimeGenerated: '2026-06-20T14:22:52.4535725Z' }],
    ['a column that is empty there', { ReplicaName_s: '' }],
  ])('%s is another row', async (_, change) => {
    const loaded = await loadFiles({ 'a.json': asArray([systemRow()]), 'b.json': asArray([systemRow(change)]) });

    expect(loaded.rows(system)).toHaveLength(2);
  });

  test('a projection without the message is recognised by the other columns', async () => {
    const { Log_s: _, ...silent } = systemRow();
    const loaded = await loadFiles({ 'a.json': asArray([silent]), 'b.json': asArray([systemRow()]) });

    expect(loaded.rows(system)).toMatchObject([{ Log_s: expect.stringContaining('exit code') }]);
  });

  test('a projection of the time alone is not taken for any row', async () => {
    const loaded = await loadFiles({
      [`${system}-1.json`]: asArray([{ TimeGenerated: systemRow().TimeGenerated, Reason_s: 'ContainerTerminated' }]),
      'b.json': asArray([systemRow()]),
    });

    expect(loaded.rows(system)).toHaveLength(2);
  });

  test('any split of a table into overlapping, differently projected files gives the table back', async () => {
    const row = fc.record({
      second: fc.integer({ min: 0, max: 3 }),
      replica: fc.constantFrom('r-1', 'r-2'),
      message: fc.constantFrom('a', 'b'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), async (rows, from, to) => {
        const table = rows.map(({ second, replica, message }) =>
          systemRow({ TimeGenerated: `2026-06-20T14:00:0${second}.1234567Z`, ReplicaName_s: replica, Log_s: message }),
        );
        const part = table
          .slice(from % table.length)
          .slice(0, to % (table.length + 1))
          .map(poor);
        const files = { 'a.json': asArray(part.length === 0 ? [] : part), 'b.json': asArray(table) };
        const identity = (loaded: Awaited<ReturnType<typeof loadFiles>>) =>
          loaded
            .rows(system)
            .map((one) => `${one.TimeGenerated} ${one.ReplicaName_s} ${one.Log_s} ${one.Count_d}`)
            .sort();
        expect(identity(await loadFiles(files))).toEqual(identity(await loadFiles({ 'b.json': asArray(table) })));
      }),
      { numRuns: 40 },
    );
  });
});

describe('order', () => {
  test('rows of one instant are turned round with a file that is newest first', async () => {
    const at = (second: number, text: string) =>
      systemRow({ TimeGenerated: `2026-06-20T14:00:0${second}Z`, Log_s: text });
    const loaded = await loadFiles({ 'a.json': asArray([at(3, 'e'), at(2, 'd'), at(2, 'c'), at(1, 'b'), at(1, 'a')]) });

    expect(loaded.rows(system).map((row) => row.Log_s)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('rows of one instant keep their order in a file that is oldest first', async () => {
    const at = (second: number, text: string) =>
      systemRow({ TimeGenerated: `2026-06-20T14:00:0${second}Z`, Log_s: text });
    const loaded = await loadFiles({ 'a.json': asArray([at(1, 'a'), at(1, 'b'), at(3, 'd'), at(2, 'c')]) });

    expect(loaded.rows(system).map((row) => row.Log_s)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('what cannot be read', () => {
  const good = asArray([systemRow()]);

  test('a damaged row is named with its line and the others load', async () => {
    const text = `${asLines([systemRow()])}\n{"TimeGenerated": "2026-06\n${asLines([systemRow({ Log_s: 'y' })])}\n[1,2]\n"text"\n`;
    const loaded = await loadFiles({ 'a.jsonl': text });

    expect(loaded.rows(system)).toHaveLength(2);
    expect(loaded.problems.map(({ file, line }) => [file, line])).toEqual([
      ['a.jsonl', 2],
      ['a.jsonl', 4],
      ['a.jsonl', 4],
      ['a.jsonl', 5],
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['no time', { TimeGenerated: undefined, time_t: undefined }],
    ['an unreadable time', { TimeGenerated: 'yesterday', time_t: '' }],
    ['a day that does not exist', { TimeGenerated: '2026-02-30T00:00:00Z', time_t: null }],
  ])('a row with %s is a problem', async (_, change) => {
    const loaded = await loadFiles({ 'a.jsonl': asLines([systemRow(), systemRow(change)]) });

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems).toMatchObject([
      { file: 'a.jsonl', line: 2, reason: expect.stringContaining('TimeGenerated') },
    ]);
  });

  test('a row without TimeGenerated is placed by time_t', async () => {
    const loaded = await loadFiles({ 'a.jsonl': asLines([systemRow({ TimeGenerated: '' })]) });

    expect(loaded.problems).toEqual([]);
    expect(loaded.rows(system)).toMatchObject([{ TimeGenerated: ticks('2026-06-20T14:22:51.100Z') }]);
  });

  test('rows of a REST answer are named by their number', async () => {
    const answer = JSON.parse(asRest([systemRow(), systemRow()]));
    answer.tables[0].rows[1][0] = null;
    answer.tables[0].rows[1][1] = null;
    answer.tables[0].rows.push(['too short']);
    const loaded = await loadFiles({ 'a.json': JSON.stringify(answer) });

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('Row 3 '),
      expect.stringContaining('Row 2: '),
    ]);
  });

  test('an answer that the service cut says so beside its rows', async () => {
    const answer = {
      ...JSON.parse(asRest([systemRow()])),
      error: { code: 'PartialError', message: 'There were some errors' },
    };
    const loaded = await loadFiles({ 'a.json': JSON.stringify(answer) });

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems).toMatchObject([
      { reason: expect.stringContaining('PartialError: There were some errors') },
    ]);
  });

  test('a CSV row of another length is named by its line, after a row of two lines', async () => {
    const text =
      'TimeGenerated [UTC],Reason_s,Log_s\n"6/20/2026, 1:00:00 PM",a,"two\nlines"\n"6/20/2026, 1:00:01 PM",b\n"6/20/2026, 1:00:02 PM",c,d\n';
    const loaded = await loadFiles({ 'a.csv': text });

    expect(loaded.rows(system).map((row) => row.Log_s)).toEqual(['two\nlines', 'd']);
    expect(loaded.problems).toEqual([{ file: 'a.csv', line: 4, reason: 'The row has 2 values, the header 3.' }]);
  });

  test('a quotation mark that is never closed ends a CSV with a problem', async () => {
    const text = `TimeGenerated [UTC],Reason_s,Log_s\n"6/20/2026, 1:00:00 PM",a,b\n"6/20/2026, 1:00:00 PM",a,"b\n${'x,y,z\n'.repeat(100)}`;
    const loaded = await loadFiles({ 'a.csv': text });

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems).toMatchObject([
      { file: 'a.csv', line: 3, reason: expect.stringContaining('never closed') },
    ]);
  });

  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'empty'],
    ['blanks', '\n\n  \n', 'empty'],
    ['prose', '# Notes\nNothing here.', 'no log export'],
    ['another CSV', 'a,b\n1,2\n', 'no log export'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2]), 'not a text file'],
    ['a zip archive', Buffer.from('PK\u0003\u0004rest'), 'zip archive'],
    ['JSON of another kind', '{"name":"exitline","version":"1"}', 'no log row'],
    ['a list of numbers', '[1,2,3]', 'no log rows'],
    ['broken JSON', '{"tables": [', 'no log rows'],
    ['an error answer', '{"error":{"code":"AuthenticationFailed","message":"No"}}', 'no log rows'],
  ])('%s is a problem of that file only', async (_, content, reason) => {
    const loaded = await loadFiles({ 'a.json': content, 'b.json': good });

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems).toContainEqual(
      expect.objectContaining({ file: 'a.json', reason: expect.stringContaining(reason) }),
    );
    expect(loaded.problems.every(({ file }) => file === 'a.json')).toBe(true);
  });

  test('a gzip file that ends early is a problem, and the rows before that load', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => systemRow({ Log_s: `line ${Math.sqrt(i)}` }));
    for (const [name, text] of [
      ['a.json.gz', asArray(rows)],
      ['a.csv.gz', asPortalCsv(rows)],
    ] as const) {
      const whole = gzipSync(text);
      const loaded = await loadFiles({ [name]: whole.subarray(0, whole.length - 5_000) });

      expect(loaded.problems).toMatchObject([{ file: name, line: null, reason: expect.stringContaining('gzip') }]);
      expect(loaded.rows(system).length).toBeGreaterThan(1_000);
      expect(loaded.rows(system).length).toBeLessThan(5_000);
    }
  });

  test('a file above the limit is refused whole, packed or not, and its share goes to the others', async () => {
    const long = asArray(Array.from({ length: 200 }, (_, i) => systemRow({ Log_s: `line ${i}` })));
    const loaded = await loadFiles(
      { 'a.json': long, 'b.json.gz': gzipSync(long), 'c.json': good },
      { perFile: 20_000, left: 25_000 },
    );

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems).toMatchObject([
      { file: 'a.json', line: null, reason: expect.stringContaining('export fewer days per file') },
      { file: 'b.json.gz', line: null, reason: expect.stringContaining('export fewer days per file') },
    ]);
  });

  test('a folder above what memory bears is read as far as that goes', async () => {
    const loaded = await loadFiles(
      { 'a.json': good, 'b.json': asArray([systemRow({ Log_s: 'later' })]) },
      { left: good.length + 10 },
    );

    expect(loaded.rows(system)).toHaveLength(1);
    expect(loaded.problems).toMatchObject([{ file: 'b.json', reason: expect.stringContaining('max-old-space-size') }]);
  });

  test('a thousand bad rows are counted, not listed', async () => {
    const loaded = await loadFiles({
      'a.jsonl': asLines([
        systemRow(),
        ...Array.from({ length: 1000 }, () => systemRow({ TimeGenerated: '?', time_t: '?' })),
      ]),
    });

    expect(loaded.problems.length).toBeLessThan(30);
    expect(loaded.problems.at(-1)?.reason).toBe('981 more problems of this kind in this file.');
  });

  test('no bytes at all make the loader throw', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const row = fc.dictionary(
      fc.constantFrom('TimeGenerated', 'Log_s', 'Reason_s', 'Count_d', 'Type', 'time_t', '__proto__', 'x'),
      fc.jsonValue(),
    );
    const likely = fc.oneof(
      bytes.map((head) => Buffer.from(head)),
      fc.array(row).map((rows) => Buffer.from(JSON.stringify(rows))),
      fc.array(row).map((rows) => Buffer.from(asLines(rows))),
      fc
        .tuple(
          fc.constantFrom(
            '{"tables":',
            '[',
            '{"a":',
            'TimeGenerated,Log_s,Reason_s\n',
            '\ufeff"TimeGenerated [UTC]"\n',
          ),
          fc.string(),
        )
        .map(([head, tail]) => Buffer.from(head + tail)),
      fc
        .record({ columns: fc.jsonValue(), rows: fc.jsonValue() })
        .map((table) => Buffer.from(JSON.stringify({ tables: [table] }))),
    );
    const packed = fc.oneof(
      likely,
      likely.map((content) => gzipSync(content)),
      fc.tuple(likely, fc.nat(40)).map(([content, cut]) => gzipSync(content).subarray(0, -cut - 1)),
    );
    const name = fc.constantFrom('a.json', 'a.csv', `${system}.json.gz`, 'console.jsonl');
    await fc.assert(
      fc.asyncProperty(name, packed, async (file, content) => {
        const loaded = await loadFiles({ [file]: content });
        expect(loaded.problems.every((problem) => problem.file === file && problem.reason !== '')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a folder that cannot be used', () => {
  test.each<[string, string, string]>([
    ['is not there', 'missing', 'Give the path of a folder'],
    ['is a file', 'a.json', 'Give the folder that holds the export'],
    ['holds nothing', 'empty', 'Put log exports into it'],
  ])('that %s is said in a sentence with a remedy', async (_, name, remedy) => {
    await withFolder({ 'a.json': '[]', 'empty/.keep': '' }, async (folder) => {
      await expect(readFolder(`${folder}/${name}`)).rejects.toThrow(UnusableFolder);
      await expect(readFolder(`${folder}/${name}`)).rejects.toThrow(remedy);
    });
  });
});

describe('an export made by hand', () => {
  const { app, systemRows, rowsWithReplica, consoleRows } = probeExport;
  const loading = withFolder({}, async (folder) => {
    writeProbeExport(folder);
    return await loadFolder(folder);
  });

  test('gets the replica from the second file of the same events, and no event', async () => {
    const loaded = await loading;
    const rows = loaded.rows(system);
    const known = rows.filter((row) => row.ReplicaName_s !== '');

    expect(loaded.problems).toEqual([]);
    expect(rows).toHaveLength(systemRows);
    expect(known).toHaveLength(rowsWithReplica);
    expect(new Set(known.map((row) => row.Reason_s))).toEqual(new Set(['ProbeFailed']));
    expect(loaded.rows(console_)).toHaveLength(2 * consoleRows);
  });

  test('gets the app, which no file names', async () => {
    const loaded = await loading;
    const named = [system, console_].flatMap((table) => loaded.rows(table).map((row) => row.ContainerAppName_s));

    expect(new Set(named)).toEqual(new Set([app]));
  });
});

const realFolder = path.resolve(import.meta.dirname, '../../../shared/real');

describe.skipIf(!existsSync(realFolder))('real exports', () => {
  const folder = path.join(realFolder, 'startup-probe-404');

  test('the second file of the same events adds the replica and no event', async () => {
    const loaded = await loadFolder(folder);
    const rows = loaded.rows(system);

    expect(loaded.problems).toEqual([]);
    expect(rows).toHaveLength(100);
    expect(rows.filter((row) => row.Reason_s === 'ContainerTerminated')).toHaveLength(15);
    const known = rows.filter((row) => row.ReplicaName_s !== '');
    expect(known).toHaveLength(50);
    expect(known.every((row) => row.Reason_s === 'ProbeFailed')).toBe(true);
    expect(loaded.rows(console_)).toHaveLength(100);
  });

  test('every row has the app, which no file names', async () => {
    const loaded = await loadFolder(folder);

    for (const table of [system, console_]) {
      expect(loaded.nameless).toEqual([]);
      expect(new Set(loaded.rows(table).map((row) => row.ContainerAppName_s))).toEqual(
        new Set(['ca-labrevprov-e2upm2']),
      );
    }
  });

  test('all columns of a console row keep what the export holds', async () => {
    const loaded = await loadFolder(realFolder);

    expect(loaded.problems.map(({ file }) => file)).toEqual(['README.md']);
    expect(loaded.rows(console_).at(-1)).toMatchObject({
      time_t: ticks('2026-06-26T08:19:07.117Z', 3_359n),
      TimeGenerated: ticks('2026-06-26T08:19:09.438Z', 6_781n),
      Stream_s: 'stderr',
      _ResourceId: '',
      _timestamp_d: 1782461947.6977,
    });
  });
});
