import { isRestError } from '@azure/core-rest-pipeline';
import { LogsQueryClient } from '@azure/monitor-query';
import { LogsQueryClient as NextLogsQueryClient } from '@azure/monitor-query-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { staticCredential } from './credential';
import { type EmbeddedWorkspace, loadEmulator } from './embedded';

/**
 * The client we use and its successor, both unmodified, against the emulator: what either of them accepts is what the
 * protocol is. When the successor honours `abortSignal` and `audience`, these tests say whether the swap is one line.
 */

const day = { startTime: new Date('2026-06-20T00:00:00Z'), endTime: new Date('2026-06-21T00:00:00Z') };
const row = {
  TimeGenerated: '2026-06-20T14:20:09.1234567Z',
  ContainerAppName_s: 'orders',
  Reason_s: 'ContainerTerminated',
  Log_s: "Container 'api' was terminated with exit code '1' and reason 'ProcessExited'",
  RevisionName_s: 'orders--r1',
};

let workspace: EmbeddedWorkspace;
beforeAll(async () => {
  const { openRows } = await loadEmulator();
  workspace = await openRows({
    tables: { ContainerAppSystemLogs_CL: [row, { ...row, TimeGenerated: '2026-06-19T00:00:00Z' }] },
  });
});
afterAll(() => workspace.close());

const noRetries = { retryOptions: { maxRetries: 0 } };

interface Client {
  queryWorkspace: LogsQueryClient['queryWorkspace'] | NextLogsQueryClient['queryWorkspace'];
}

describe.each<[string, () => Client]>([
  [
    '@azure/monitor-query',
    () => new LogsQueryClient(staticCredential, { httpClient: workspace.transport, ...noRetries }),
  ],
  [
    '@azure/monitor-query-logs',
    () => new NextLogsQueryClient(staticCredential, { httpClient: workspace.transport, ...noRetries }),
  ],
])('%s', (_, open) => {
  const ask = (kql: string) => open().queryWorkspace(workspace.workspaceId, kql, day, { includeQueryStatistics: true });

  test('gets rows and the types of their columns, within the timespan', async () => {
    const answer = await ask('ContainerAppSystemLogs_CL | project TimeGenerated, Reason_s, Rows = 1');

    expect(answer).toMatchObject({
      status: 'Success',
      tables: [
        {
          name: 'PrimaryResult',
          columnDescriptors: [
            { name: 'TimeGenerated', type: 'datetime' },
            { name: 'Reason_s', type: 'string' },
            { name: 'Rows', type: expect.stringMatching(/^(int|long)$/) },
          ],
          rows: [[new Date('2026-06-20T14:20:09.123Z'), 'ContainerTerminated', 1]],
        },
      ],
    });
  });

  test('gets a table without rows', async () => {
    expect(await ask("ContainerAppSystemLogs_CL | where Reason_s == 'Other' | project Reason_s")).toMatchObject({
      status: 'Success',
      tables: [{ rows: [] }],
    });
  });

  test('gets the statistics it asked for', async () => {
    const { statistics } = await ask('ContainerAppSystemLogs_CL | count');

    expect(statistics).toMatchObject({ query: { executionTime: expect.any(Number) } });
  });

  test.each([
    ['a syntax error', 'ContainerAppSystemLogs_CL | where', 'SYN'],
    ['a table that is not there', 'ContainerAppConsoleLogs_CL | count', 'SEM0100'],
  ])('gets %s as the service tells it', async (_name, kql, code) => {
    const error = await ask(kql).catch((thrown: unknown) => thrown);

    expect(isRestError(error)).toBe(true);
    expect(error).toMatchObject({ statusCode: 400, code: 'BadArgumentError' });
    expect(JSON.stringify((error as { details?: unknown }).details)).toContain(code);
  });
});
