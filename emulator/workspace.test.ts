import { existsSync } from 'node:fs';
import path from 'node:path';
import { isRestError } from '@azure/core-rest-pipeline';
import { LogsQueryClient, type LogsQueryOptions, type QueryTimeInterval } from '@azure/monitor-query';
import { LogsQueryClient as SuccessorClient } from '@azure/monitor-query-logs';
import { afterAll, describe, expect, test } from 'vitest';
import { type EmbeddedWorkspace, openExports, openRows, openSample } from '.';
import { createEmulatorServer } from './server';
import { withFolder } from './store/testing/folder';
import { probeExport, writeProbeExport } from './testing/probe-export';

const credential = { getToken: async () => ({ token: 'STATIC', expiresOnTimestamp: Date.now() + 3_600_000 }) };
const always: QueryTimeInterval = { startTime: new Date('2020-01-01'), endTime: new Date('2100-01-01') };
const opened: EmbeddedWorkspace[] = [];

afterAll(async () => {
  await Promise.all(opened.map((workspace) => workspace.close()));
});

async function keep(opening: Promise<EmbeddedWorkspace>): Promise<EmbeddedWorkspace> {
  const workspace = await opening;
  opened.push(workspace);
  return workspace;
}

function clientOf(workspace: EmbeddedWorkspace): LogsQueryClient {
  return new LogsQueryClient(credential, { httpClient: workspace.transport, retryOptions: { maxRetries: 0 } });
}

/** Rows as objects of the untouched wire, which unlike the client's own rows tells a null datetime from 1970. */
async function ask(
  workspace: EmbeddedWorkspace,
  kql: string,
  span: QueryTimeInterval = always,
  options: LogsQueryOptions = {},
): Promise<Record<string, unknown>[]> {
  let wire = '';
  await clientOf(workspace).queryWorkspace(workspace.workspaceId, kql, span, {
    ...options,
    onResponse: (raw) => {
      wire = raw.bodyAsText ?? '';
    },
  });
  const { tables } = JSON.parse(wire) as { tables: { columns: { name: string }[]; rows: unknown[][] }[] };
  const [table] = tables;
  return (table?.rows ?? []).map((row) =>
    Object.fromEntries((table?.columns ?? []).map(({ name }, i) => [name, row[i]])),
  );
}

const system = 'ContainerAppSystemLogs_CL';

const rows = [
  {
    TimeGenerated: '2026-06-20T14:00:00.1234567Z',
    RevisionName_s: 'ca-shop--v1',
    Reason_s: 'ContainerTerminated',
    Log_s: 'a',
    Count_d: '3',
    bag: { a: [1] },
    time_t: '2026-06-20T13:59:59Z',
  },
  {
    TimeGenerated: '2026-06-20T15:00:00Z',
    RevisionName_s: 'ca-shop--v1',
    Reason_s: '',
    Log_s: 'b "quoted"\n',
    Count_d: null,
  },
];

describe('rows given as objects', () => {
  const opening = keep(openRows({ tables: { [system]: rows } }));

  test('come back as they went in, with text never null and the rest null', async () => {
    expect(await ask(await opening, `${system} | order by TimeGenerated asc`)).toMatchObject([
      {
        TimeGenerated: '2026-06-20T14:00:00.1234567Z',
        ContainerAppName_s: 'ca-shop',
        Reason_s: 'ContainerTerminated',
        Count_d: 3,
        bag: '{"a":[1]}',
        time_t: '2026-06-20T13:59:59Z',
      },
      {
        TimeGenerated: '2026-06-20T15:00:00Z',
        Reason_s: '',
        Log_s: 'b "quoted"\n',
        Count_d: null,
        bag: null,
        time_t: null,
      },
    ]);
  });

  test('are counted and dated', async () => {
    expect(await opening).toMatchObject({ rows: 2, newestRowMs: Date.parse('2026-06-20T15:00:00Z'), problems: [] });
  });

  test('are cut by the timespan of the request, which does not include its end', async () => {
    const span = { startTime: new Date('2026-06-20T14:00:00Z'), endTime: new Date('2026-06-20T15:00:00Z') };

    expect(await ask(await opening, `${system} | project Log_s`, span)).toEqual([{ Log_s: 'a' }]);
  });

  test('leave a table without rows missing, as in Azure', async () => {
    const error = await ask(await opening, 'ContainerAppConsoleLogs_CL | take 1').catch((thrown: unknown) => thrown);

    expect(isRestError(error) && error).toMatchObject({
      statusCode: 400,
      details: {
        error: {
          innerError: {
            innerError: { code: 'SEM0100', message: expect.stringContaining('ContainerAppConsoleLogs_CL') },
          },
        },
      },
    });
    expect(await ask(await opening, `union isfuzzy=true ContainerAppConsoleLogs_CL, ${system} | count`)).toEqual([
      { Count: 2 },
    ]);
  });

  test('answer the successor of the client and plain HTTP alike', async () => {
    const workspace = await opening;
    const query = `${system} | summarize n = count()`;
    const successor = new SuccessorClient(credential, { httpClient: workspace.transport });
    expect(await successor.queryWorkspace(workspace.workspaceId, query, always)).toMatchObject({
      status: 'Success',
      tables: [{ rows: [[2]] }],
    });

    const server = await createEmulatorServer({ workspace });
    const answer = await fetch(`${server.url}/v1/workspaces/${workspace.workspaceId}/query`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    expect(await answer.json()).toMatchObject({ tables: [{ name: 'PrimaryResult', rows: [[2]] }] });
    await server.close();
  });

  test.each<[string, string, string]>([
    ['a syntax error', `${system}\n| where Log_s == `, 'SYN'],
    ['an unknown column', `${system} | where Nope == 1`, 'SEM0100'],
  ])('refuse %s with its code', async (_, kql, code) => {
    const error = await ask(await opening, kql).catch((thrown: unknown) => thrown);

    expect(isRestError(error) && error.statusCode).toBe(400);
    expect(JSON.stringify(isRestError(error) ? error.details : null)).toContain(`"code":"${code}`);
  });

  test('stop a long query when its reader leaves, or when the time is up', async () => {
    const slow =
      'range a from 1 to 100000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 100000 step 1 | extend k = 1) on k | summarize sum(a * b % 7)';
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);

    await expect(ask(await opening, slow, always, { abortSignal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect(ask(await opening, slow, always, { serverTimeoutInSeconds: 1 })).rejects.toMatchObject({
      statusCode: 504,
      code: 'GatewayTimeout',
    });
    expect(await ask(await opening, `${system} | count`)).toEqual([{ Count: 2 }]);
  });

  test('beyond the limit are cut and the answer says so', async () => {
    const workspace = await keep(openRows({ tables: { [system]: rows }, limits: { rows: 1 } }));

    expect(await clientOf(workspace).queryWorkspace(workspace.workspaceId, system, always)).toMatchObject({
      status: 'PartialFailure',
      partialTables: [{ rows: [expect.anything()] }],
      partialError: { code: 'PartialError' },
    });
  });

  test('may be none at all', async () => {
    const workspace = await keep(openRows({ tables: {} }));

    expect(workspace).toMatchObject({ rows: 0, newestRowMs: null });
    expect(await ask(workspace, 'print x = 1')).toEqual([{ x: 1 }]);
  });

  test('may have columns that differ in case only, or are named like words of the language', async () => {
    const odd = {
      TimeGenerated: '2026-06-20T14:00:00Z',
      log_s: 'lower',
      Log_s: 'upper',
      order: 'o',
      where: 'w',
      select: 1,
    };
    const workspace = await keep(openRows({ tables: { [system]: [odd] } }));

    expect(await ask(workspace, `${system} | project Log_s, log_s, ['order'], ['where'], select`)).toEqual([
      { Log_s: 'upper', log_s: 'lower', order: 'o', where: 'w', select: 1 },
    ]);
  });
});

describe('the sample', () => {
  const nowMs = Date.parse('2026-06-20T12:00:00Z');
  let clock = nowMs;
  const opening = keep(openSample({ nowMs, clock: () => clock }));

  test('shows nothing that has not happened yet, and lives on with the clock', async () => {
    const workspace = await opening;
    const newest = async () =>
      Date.parse(String((await ask(workspace, `union withsource=t * | summarize t = max(TimeGenerated)`))[0]?.t));

    clock = nowMs;
    const before = workspace.rows;
    expect(workspace.newestRowMs).toBeLessThanOrEqual(nowMs);
    expect(Math.floor(await newest())).toBe(workspace.newestRowMs);
    clock = nowMs + 3_600_000;
    expect(workspace.rows).toBeGreaterThan(before);
    expect(workspace.newestRowMs).toBeGreaterThan(nowMs);
    expect(Math.floor(await newest())).toBe(workspace.newestRowMs);
  });

  test('has every table and no problem', async () => {
    const workspace = await opening;

    expect(workspace.problems).toEqual([]);
    for (const table of [system, 'ContainerAppConsoleLogs_CL', 'ContainerAppSystemLogs', 'ContainerAppConsoleLogs']) {
      expect((await ask(workspace, `${table} | count`))[0]?.Count).toBeGreaterThan(100);
    }
  });
});

describe('a folder of exports', () => {
  test('that does not exist stops the opening with a sentence', async () => {
    await expect(openExports({ folder: '/nonexistent/folder' })).rejects.toThrow(
      'There is no folder /nonexistent/folder.',
    );
  });

  test('loads what is readable and tells the rest', async () => {
    await withFolder({ 'rows.jsonl': `${JSON.stringify(rows[0])}\nnonsense\n` }, async (folder) => {
      const workspace = await keep(openExports({ folder }));

      expect(workspace).toMatchObject({ rows: 1, problems: [{ file: 'rows.jsonl', line: 2 }] });
    });
  });

  test('made by hand answers in KQL', async () => {
    await withFolder({}, async (folder) => {
      writeProbeExport(folder);
      const workspace = await keep(openExports({ folder }));
      const { app, exits, probeRows, systemRows, consoleRows, newestRow } = probeExport;
      const byReason = `${system} | where ContainerAppName_s == '${app}' | summarize n = count(), replicas = dcountif(ReplicaName_s, isnotempty(ReplicaName_s)) by Reason_s | order by Reason_s asc`;

      expect(await ask(workspace, byReason)).toMatchObject([
        { Reason_s: 'ContainerCreated', n: exits, replicas: 0 },
        { Reason_s: 'ContainerStarted', n: exits + 1, replicas: 0 },
        { Reason_s: 'ContainerTerminated', n: exits + 1, replicas: 0 },
        { Reason_s: 'ProbeFailed', n: probeRows, replicas: 1 },
      ]);
      expect(workspace).toMatchObject({
        rows: systemRows + 2 * consoleRows,
        problems: [],
        newestRowMs: Date.parse(newestRow),
      });
    });
  });

  const realFolder = path.resolve(import.meta.dirname, '../../shared/real/startup-probe-404');

  test.skipIf(!existsSync(realFolder))('that Azure wrote answers in KQL', async () => {
    const workspace = await keep(openExports({ folder: realFolder }));
    const byReason = `${system} | where ContainerAppName_s == 'ca-labrevprov-e2upm2' | summarize n = count(), replicas = dcountif(ReplicaName_s, isnotempty(ReplicaName_s)) by Reason_s | order by Reason_s asc`;

    expect(await ask(workspace, byReason)).toMatchObject([
      { Reason_s: 'ContainerCreated', replicas: 0 },
      { Reason_s: 'ContainerStarted', replicas: 0 },
      { Reason_s: 'ContainerTerminated', n: 15, replicas: 0 },
      { Reason_s: 'ProbeFailed', n: 56, replicas: 1 },
    ]);
    expect(workspace).toMatchObject({ rows: 200, problems: [], newestRowMs: Date.parse('2026-06-20T14:22:52.453Z') });
  });
});
