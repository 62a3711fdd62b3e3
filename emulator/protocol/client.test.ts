import { isRestError } from '@azure/core-rest-pipeline';
import { LogsQueryClient, type LogsQueryOptions, type QueryTimeInterval } from '@azure/monitor-query';
import { describe, expect, test } from 'vitest';
import { type EngineAnswer, type EngineRequest, KqlError } from '@/emulator/engine/contract';
import { ticks } from '@/emulator/store/testing/folder';
import { answerOf, RecordingEngine } from '@/emulator/store/testing/recording-engine';
import { answerFor } from './answer';
import { type AnswerLimits, serviceLimits } from './encode';
import { transportOver } from './transport';

const workspaceId = '11111111-2222-3333-4444-555555555555';
const nowMs = Date.parse('2026-06-20T12:00:00Z');
const day: QueryTimeInterval = {
  startTime: new Date('2026-06-19T12:00:00Z'),
  endTime: new Date('2026-06-20T12:00:00Z'),
};

/** An unmodified client at its default endpoint, whose only difference is where its requests go. */
function clientOver(
  reply: (request: EngineRequest) => Promise<EngineAnswer> | EngineAnswer,
  options: { limits?: Partial<AnswerLimits>; hidesFuture?: boolean; token?: string } = {},
) {
  const engine = new RecordingEngine(reply);
  const tokens: { scopes: string | string[] }[] = [];
  const client = new LogsQueryClient(
    {
      async getToken(scopes) {
        tokens.push({ scopes });
        return { token: options.token ?? 'STATIC', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    },
    {
      httpClient: transportOver(
        answerFor({
          workspaceId,
          engine,
          clock: () => nowMs,
          hidesFuture: options.hidesFuture ?? false,
          limits: { ...serviceLimits, ...options.limits },
        }),
      ),
      retryOptions: { maxRetries: 0 },
    },
  );
  const ask = (kql: string, span: QueryTimeInterval = day, more: LogsQueryOptions = {}, id = workspaceId) =>
    client.queryWorkspace(id, kql, span, more);
  return { client, engine, tokens, ask };
}

const failing =
  (...args: ConstructorParameters<typeof KqlError>) =>
  () =>
    Promise.reject(new KqlError(...args));

async function errorOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isRestError(error)) throw new Error(`Not a RestError: ${String(error)}`);
  return error;
}

describe('rows through the query client', () => {
  test('arrive with every type as the service would send it', async () => {
    const { ask, tokens } = clientOver(() =>
      answerOf(
        [
          { name: 'b', type: 'bool' },
          { name: 't', type: 'datetime' },
          { name: 'd', type: 'dynamic' },
          { name: 'g', type: 'guid' },
          { name: 'i', type: 'int' },
          { name: 'r', type: 'real' },
          { name: 's', type: 'string' },
          { name: 'ts', type: 'timespan' },
          { name: 'dec', type: 'decimal' },
        ],
        [
          [
            true,
            '2026-06-20T14:22:52.4535724Z',
            '{"a":[1,null]}',
            '74be27de-1e4e-49d9-b579-fe0b331d3642',
            3,
            1.5,
            'x "y"\n',
            '1.02:03:04.5000000',
            '0.10',
          ],
          [null, null, null, null, null, 'NaN', '', null, null],
        ],
      ),
    );

    const result = await ask('T');

    expect(tokens).toEqual([{ scopes: ['https://api.loganalytics.io/.default'] }]);
    expect(result.status).toBe('Success');
    expect('tables' in result && result.tables).toMatchObject([
      {
        name: 'PrimaryResult',
        rows: [
          [
            true,
            new Date('2026-06-20T14:22:52.453Z'),
            { a: [1, null] },
            '74be27de-1e4e-49d9-b579-fe0b331d3642',
            3,
            1.5,
            'x "y"\n',
            '1.02:03:04.5000000',
            '0.10',
          ],
          // The client makes 1970 of a null datetime; whoever needs the difference reads the wire.
          [null, new Date(0), null, null, null, 'NaN', '', null, null],
        ],
      },
    ]);
  });

  test('keep longs beyond 2^53 as bare integers on the wire', async () => {
    const { ask } = clientOver(() =>
      answerOf(
        [
          { name: 'n', type: 'long' },
          { name: 's', type: 'string' },
        ],
        [[9_223_372_036_854_775_807n, 'x']],
      ),
    );
    let wire: string | null | undefined;

    await ask('T', day, { onResponse: (raw) => (wire = raw.bodyAsText) });

    expect(wire).toContain('"rows":[[9223372036854775807,"x"]]');
  });

  test('several tables arrive in their order', async () => {
    const one = answerOf([{ name: 'a', type: 'long' }], [[1]]);
    const { ask } = clientOver(() => ({
      ...one,
      tables: [...one.tables, { name: 'Table_1', columns: [{ name: 'b', type: 'long' }], rows: [] }],
    }));

    expect(await ask('A; B')).toMatchObject({ tables: [{ name: 'PrimaryResult' }, { name: 'Table_1', rows: [] }] });
  });

  test('statistics and the chart come when they are asked for, and only then', async () => {
    const { ask } = clientOver(() => answerOf([{ name: 'a', type: 'long' }], [[1]], { visualization: 'barchart' }));

    expect(await ask('T', day, { includeQueryStatistics: true, includeVisualization: true })).toMatchObject({
      statistics: {
        query: {
          executionTime: 0.003,
          inputDatasetStatistics: { rows: { scanned: 1 } },
          datasetStatistics: [{ tableRowCount: 1 }],
        },
      },
      visualization: { visualization: 'barchart' },
    });
    const plain = await ask('T');
    expect(plain.statistics).toBeUndefined();
    expect(plain.visualization).toBeUndefined();
  });
});

describe('what the engine is asked', () => {
  const empty = () => answerOf([], []);

  test('is the query as written, at the clock, within the span', async () => {
    const { ask, engine } = clientOver(empty);

    await ask('T // comment', day, { serverTimeoutInSeconds: 7 });

    expect(engine.requests).toMatchObject([
      {
        kql: 'T // comment',
        now: ticks('2026-06-20T12:00:00.000Z'),
        timespan: { from: ticks('2026-06-19T12:00:00.000Z'), to: ticks('2026-06-20T12:00:00.000Z') },
        timeoutMs: 7_000,
        maxRows: 500_000,
      },
    ]);
  });

  test.each<[string, QueryTimeInterval, string | null, string | null]>([
    [
      'a start and a duration',
      { startTime: new Date('2026-06-19T00:00:00Z'), duration: 'PT90M' },
      '2026-06-19T00:00:00.000Z',
      '2026-06-19T01:30:00.000Z',
    ],
    [
      'a duration and an end',
      { duration: 'P1DT1H', endTime: new Date('2026-06-20T01:00:00Z') },
      '2026-06-19T00:00:00.000Z',
      '2026-06-20T01:00:00.000Z',
    ],
    ['a duration alone, which ends now', { duration: 'P2D' }, '2026-06-18T12:00:00.000Z', null],
  ])('%s', async (_, span, from, to) => {
    const { ask, engine } = clientOver(empty);

    await ask('T', span);

    expect(engine.requests[0]?.timespan).toEqual({
      from: from === null ? null : ticks(from),
      to: to === null ? null : ticks(to),
    });
  });

  test('never reaches beyond the clock in a workspace that holds its own future', async () => {
    const { ask, engine } = clientOver(empty, { hidesFuture: true });

    await ask('T', { startTime: new Date('2026-06-20T00:00:00Z'), endTime: new Date('2026-06-21T00:00:00Z') });
    await ask('T', { startTime: new Date('2026-06-20T00:00:00Z'), endTime: new Date('2026-06-20T01:00:00Z') });

    expect(engine.requests.map(({ timespan }) => timespan.to)).toEqual([
      ticks('2026-06-20T12:00:00.000Z', 1n),
      ticks('2026-06-20T01:00:00.000Z'),
    ]);
  });

  test('is nothing when the same workspace is named again, and an error when another is', async () => {
    const { ask, engine } = clientOver(empty);

    await ask('T', day, { additionalWorkspaces: [workspaceId.toUpperCase()] });
    expect(engine.requests).toHaveLength(1);
    expect(await errorOf(ask('T', day, { additionalWorkspaces: ['other'] }))).toMatchObject({
      statusCode: 400,
      code: 'BadArgumentError',
    });
  });
});

describe('errors through the query client', () => {
  const kql = 'T\n| were x == 1';

  test('a syntax error names line, position and word', async () => {
    const { ask } = clientOver(failing('syntax', 'SYN0002', 'unexpected', 4, 4, null));

    expect(await errorOf(ask(kql))).toMatchObject({
      statusCode: 400,
      code: 'BadArgumentError',
      message: 'The request had some invalid properties',
      details: {
        error: {
          innerError: {
            code: 'SyntaxError',
            innerError: {
              code: 'SYN0002',
              message: "Query could not be parsed at 'were' on line [2,3]",
              line: 2,
              pos: 3,
              token: 'were',
            },
          },
        },
      },
    });
  });

  test('a missing table is a semantic error with its own message', async () => {
    const message = "'where' operator: Failed to resolve table or column expression named 'T'";
    const { ask } = clientOver(failing('semantic', 'SEM0100', message, 0, 1, 'T'));

    expect(await errorOf(ask(kql))).toMatchObject({
      statusCode: 400,
      details: {
        error: {
          innerError: { code: 'SemanticError', innerError: { code: 'SEM0100', message, line: 1, pos: 1, token: 'T' } },
        },
      },
    });
  });

  test('what the engine does not know is a bad argument that names it and its place', async () => {
    const { ask } = clientOver(failing('unsupported', '', "The operator 'scan' is not supported", 4, 4, 'scan'));

    expect(await errorOf(ask(kql))).toMatchObject({
      statusCode: 400,
      code: 'BadArgumentError',
      details: {
        error: {
          innerError: {
            innerError: { code: 'EXL0001', message: expect.stringContaining("'scan'"), line: 2, pos: 3, token: 'scan' },
          },
        },
      },
    });
  });

  test('too slow is a gateway timeout', async () => {
    const { ask } = clientOver(failing('timeout', '', 'too slow', null, null, null));

    expect(await errorOf(ask(kql))).toMatchObject({
      statusCode: 504,
      code: 'GatewayTimeout',
      details: { error: { innerError: { code: 'GatewayTimeout', message: 'Kusto query timed out' } } },
    });
  });

  test('a bug in the engine is an internal error, not an answer', async () => {
    const { ask } = clientOver(() => Promise.reject(new Error('Catalog Error')));

    expect(await errorOf(ask(kql))).toMatchObject({ statusCode: 500, code: 'InternalServerError' });
  });

  test.each<[string, string, number, string]>([
    ['another workspace', '99999999-2222-3333-4444-555555555555', 404, 'ResourceNotFoundError'],
    ['a name in place of a GUID', 'ops-logs', 404, 'PathNotFoundError'],
  ])('%s is not found', async (_, id, statusCode, code) => {
    const { ask, engine } = clientOver(() => answerOf([], []));

    expect(await errorOf(ask('T', day, {}, id))).toMatchObject({ statusCode, code });
    expect(engine.requests).toEqual([]);
  });

  test('a duration that is none is an invalid request', async () => {
    const { ask } = clientOver(() => answerOf([], []));

    expect(await errorOf(ask('T', { duration: '1 day' }))).toMatchObject({ statusCode: 400, code: 'BadArgumentError' });
  });

  test('a resource in place of a workspace is a path that does not exist', async () => {
    const { client } = clientOver(() => answerOf([], []));
    const id = '/subscriptions/s/resourceGroups/r/providers/Microsoft.App/containerApps/a';

    expect(await errorOf(client.queryResource(id, 'T', day))).toMatchObject({
      statusCode: 404,
      code: 'PathNotFoundError',
    });
  });
});

describe('answers that were cut', () => {
  const rows = Array.from({ length: 100 }, (_, i) => [i, 'x'.repeat(100)]);
  const columns = [
    { name: 'n', type: 'long' as const },
    { name: 's', type: 'string' as const },
  ];

  test('by the number of rows are partial', async () => {
    const { ask } = clientOver(() => answerOf(columns, rows, { truncated: true }), { limits: { rows: 100 } });

    const result = await ask('T');

    expect(result).toMatchObject({ status: 'PartialFailure', partialError: { code: 'PartialError' } });
    expect('partialTables' in result && result.partialTables[0]?.rows).toHaveLength(100);
  });

  test('by the size of the text are partial, and what remains is whole rows', async () => {
    const { ask } = clientOver(() => answerOf(columns, rows), { limits: { text: 2_000 } });
    let wire: unknown;

    const result = await ask('T', day, { onResponse: (raw) => (wire = JSON.parse(raw.bodyAsText ?? '')) });

    expect(result.status).toBe('PartialFailure');
    const cut = 'partialTables' in result ? (result.partialTables[0]?.rows ?? []) : [];
    expect(cut.length).toBeGreaterThan(10);
    expect(cut.length).toBeLessThan(20);
    expect(cut.every((row) => row.length === 2)).toBe(true);
    expect(wire).toMatchObject({
      error: { details: [{ code: 'EngineError', innererror: { code: '-2133196797', severityName: 'Error' } }] },
    });
  });
});

describe('aborting', () => {
  /** Runs until it is told to stop, as a long query does. */
  const endless = (request: EngineRequest) =>
    new Promise<EngineAnswer>((_, reject) => {
      request.signal?.addEventListener('abort', () => reject(new KqlError('aborted', '', 'stopped', null, null, null)));
    });

  test('ends the query and rejects as the client promises', async () => {
    const { ask, engine } = clientOver(endless);
    const controller = new AbortController();
    const answer = ask('T', day, { abortSignal: controller.signal });
    await expect.poll(() => engine.requests.length).toBe(1);

    controller.abort();

    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('before the request was sent asks nothing', async () => {
    const { ask, engine } = clientOver(endless);

    await expect(ask('T', day, { abortSignal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.requests).toEqual([]);
  });

  test("the client's own time limit counts too", async () => {
    const { ask } = clientOver(endless);

    await expect(ask('T', day, { requestOptions: { timeout: 30 } })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

test('a batch answers each query by itself', async () => {
  const { client } = clientOver((request) =>
    request.kql === 'bad'
      ? Promise.reject(new KqlError('semantic', 'SEM0100', 'no such table', 0, 3, 'bad'))
      : answerOf([{ name: 'a', type: 'string' }], [[request.kql]]),
  );
  const query = (kql: string, id = workspaceId) => ({ workspaceId: id, query: kql, timespan: day });

  const results = await client.queryBatch([
    query('one'),
    query('bad'),
    query('two', '99999999-2222-3333-4444-555555555555'),
    query('three'),
  ]);

  // The client leaves a flag on its array, which is no result.
  expect([...results]).toMatchObject([
    { status: 'Success', tables: [{ rows: [['one']] }] },
    { status: 'Failure', code: 'BadArgumentError' },
    { status: 'Failure', code: 'BadArgumentError' },
    { status: 'Success', tables: [{ rows: [['three']] }] },
  ]);
});
