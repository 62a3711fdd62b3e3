import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
  RestError,
} from '@azure/core-rest-pipeline';
import { describe, expect, test } from 'vitest';
import type { WireAnswer, WireQuestion } from '@/lib/domain/connection';
import { staticCredential } from './credential';
import { type Limits, openLogAnalytics } from './log-analytics';

const workspaceId = '11111111-2222-3333-4444-555555555555';
const dayMs = 86_400_000;

const question: WireQuestion = {
  workspace: 'ops-logs',
  kql: 'ContainerAppSystemLogs_CL | take 1',
  timespan: { fromMs: Date.UTC(2026, 5, 20), toMs: Date.UTC(2026, 5, 20) + dayMs },
};

const oneRow = {
  tables: [
    {
      name: 'PrimaryResult',
      columns: [
        { name: 'EventTime', type: 'datetime' },
        { name: 'Rows', type: 'long' },
      ],
      rows: [['2026-06-20T14:21:07.1234567Z', 3]],
    },
  ],
};

type Reaction = (request: PipelineRequest) => PipelineResponse | Promise<PipelineResponse>;

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Reaction {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (request) => ({
    request,
    status,
    headers: createHttpHeaders({ 'content-type': 'application/json; charset=utf-8', ...headers }),
    bodyAsText: text,
  });
}

function breakWith(code: string, message = `socket: ${code}`): Reaction {
  return (request) => Promise.reject(new RestError(message, { code, request }));
}

/** Never answers; ends as the SDK's own transport does when its signal fires. */
const hang: Reaction = (request) =>
  new Promise((_, reject) => {
    request.abortSignal?.addEventListener('abort', () => {
      reject(Object.assign(new Error('The operation was aborted.'), { name: 'AbortError' }));
    });
  });

function serviceError(code: string, inner?: Record<string, unknown>) {
  return { error: { code, message: `${code} happened`, ...(inner === undefined ? {} : { innererror: inner }) } };
}

/** Plays the reactions in turn, the last one for ever. */
function fakeService(...reactions: Reaction[]) {
  const requests: PipelineRequest[] = [];
  let running = 0;
  let mostAtOnce = 0;
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const react = reactions[Math.min(requests.length, reactions.length - 1)];
      requests.push(request);
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      try {
        if (react === undefined) throw new Error('no reaction left');
        return await react(request);
      } finally {
        running -= 1;
      }
    },
  };
  return { httpClient, requests, mostAtOnce: () => mostAtOnce };
}

function openOver(service: { httpClient: HttpClient }, limits: Partial<Limits> = {}) {
  return openLogAnalytics({
    workspaces: [{ name: 'ops-logs', id: workspaceId }],
    credential: staticCredential,
    cloud: 'public',
    httpClient: service.httpClient,
    limits,
  });
}

async function askWith(...reactions: Reaction[]): Promise<{ answer: WireAnswer; requests: PipelineRequest[] }> {
  const service = fakeService(...reactions);
  return { answer: await openOver(service).ask(question), requests: service.requests };
}

function failed(kind: string, said: RegExp = /./, remedy: RegExp = /./) {
  return {
    status: 'failed',
    failure: { kind, message: expect.stringMatching(said), remedy: expect.stringMatching(remedy) },
  };
}

describe('a request', () => {
  test('goes to the workspace over the default endpoint, with token, range and freshness', async () => {
    const { requests } = await askWith(reply(200, oneRow));

    const [request] = requests;
    expect(request?.url).toBe(`https://api.loganalytics.io/v1/workspaces/${workspaceId}/query`);
    expect(request?.headers.get('authorization')).toBe('Bearer embedded');
    expect(request?.headers.get('prefer')).toBe('wait=30,include-statistics=true');
    expect(request?.headers.get('cache-control')).toBe('max-age=15');
    expect(JSON.parse(String(request?.body))).toEqual({
      query: question.kql,
      timespan: '2026-06-20T00:00:00.000Z/2026-06-21T00:00:00.000Z',
    });
  });

  test('goes to the endpoint of another cloud with that cloud as audience', async () => {
    const service = fakeService(reply(200, oneRow));
    const scopes: unknown[] = [];
    const logs = openLogAnalytics({
      workspaces: [{ name: 'ops-logs', id: workspaceId }],
      cloud: 'usgovernment',
      httpClient: service.httpClient,
      credential: {
        getToken(asked) {
          scopes.push(asked);
          return staticCredential.getToken(asked);
        },
      },
    });

    await logs.ask(question);

    expect(service.requests[0]?.url).toMatch(/^https:\/\/api\.loganalytics\.us\/v1\//);
    expect(scopes.flat()).toEqual(['https://api.loganalytics.us/.default']);
  });
});

describe('an answer', () => {
  test('keeps ticks, nulls, text of dynamics and long numbers as they came', async () => {
    const body = `{"tables":[{"name":"PrimaryResult","columns":[
      {"name":"At","type":"datetime"},{"name":"None","type":"datetime"},{"name":"Bag","type":"dynamic"},
      {"name":"Big","type":"long"},{"name":"Small","type":"long"},{"name":"Text","type":"string"},{"name":"Odd","type":"real"},{"name":"Real","type":"real"}],
      "rows":[["2026-06-20T14:21:07.1234567Z",null,"{\\"a\\":1}",9007199254740993,7,"id 9007199254740993 \\"x\\"","NaN",20000000000000000]]}]}`;

    const { answer } = await askWith(reply(200, body));

    expect(answer).toMatchObject({
      status: 'complete',
      table: {
        rows: [
          [
            '2026-06-20T14:21:07.1234567Z',
            null,
            '{"a":1}',
            '9007199254740993',
            7,
            'id 9007199254740993 "x"',
            'NaN',
            2e16,
          ],
        ],
      },
    });
  });

  test('takes PrimaryResult among several tables, and its cost', async () => {
    const statistics = { query: { executionTime: 0.25, inputDatasetStatistics: { rows: { scanned: 4711 } } } };
    const other = { name: 'Second', columns: [], rows: [] };

    const { answer } = await askWith(reply(200, { tables: [other, ...oneRow.tables], statistics }));

    expect(answer).toMatchObject({
      status: 'complete',
      table: { columns: [{ name: 'EventTime' }, { name: 'Rows' }] },
      cost: { serverMs: 250, rowsScanned: 4711 },
    });
  });

  test('says that the cost is unknown rather than zero', async () => {
    const { answer } = await askWith(reply(200, oneRow));

    expect(answer).toMatchObject({ cost: { serverMs: null, rowsScanned: null } });
  });

  test('without rows is complete', async () => {
    const { answer } = await askWith(reply(200, { tables: [{ ...oneRow.tables[0], rows: [] }] }));

    expect(answer).toMatchObject({ status: 'complete', table: { rows: [] } });
  });

  test('cut by the service is partial and names the reason that sits deepest', async () => {
    const error = {
      code: 'PartialError',
      message: 'There were some errors when processing your query.',
      details: [
        {
          code: 'EngineError',
          message: 'Something went wrong processing your query on the server.',
          innererror: {
            code: '-2133196797',
            message: 'The results of this query exceed the set limit of 500000 records.',
          },
        },
      ],
    };

    const { answer } = await askWith(reply(200, { ...oneRow, error }));

    expect(answer).toMatchObject({
      status: 'partial',
      table: { rows: [['2026-06-20T14:21:07.1234567Z', 3]] },
      warning: expect.stringContaining('exceed the set limit'),
    });
  });

  test('is read when a proxy changed its content type', async () => {
    const { answer } = await askWith(reply(200, oneRow, { 'content-type': 'text/plain' }));

    expect(answer).toMatchObject({ status: 'complete' });
  });
});

describe('a failure', () => {
  const missingTable = serviceError('BadArgumentError', {
    code: 'SemanticError',
    message: 'A semantic error occurred.',
    innererror: {
      code: 'SEM0100',
      message: "'where' operator: Failed to resolve table or column expression named 'ContainerAppSystemLogs_CL'",
    },
  });
  const missingColumn = serviceError('BadArgumentError', {
    code: 'SemanticError',
    innererror: { code: 'SEM0100', message: "'where' operator: Failed to resolve scalar expression named 'Replica_s'" },
  });
  const syntax = serviceError('BadArgumentError', {
    code: 'SyntaxError',
    message: 'A syntax error occurred.',
    innererror: { code: 'SYN0002', message: "Query could not be parsed at '|'", line: 4, pos: 12, token: '|' },
  });
  const page = '<html><body>Please sign in</body></html>';

  test.each<[string, Reaction, ReturnType<typeof failed>]>([
    ['401', reply(401, serviceError('AuthenticationFailed')), failed('auth', /sign-in/, /az login/)],
    [
      '403 for the role',
      reply(403, serviceError('InsufficientAccessError')),
      failed('forbidden', /workspace ops-logs/, /Log Analytics Reader/),
    ],
    [
      '403 for the token',
      reply(403, serviceError('InvalidAuthenticationTokenAudience')),
      failed('auth', /InvalidAuthenticationTokenAudience/, /EXITLINE_CLOUD/),
    ],
    ['404', reply(404, serviceError('PathNotFoundError')), failed('not-found', new RegExp(workspaceId), /GUID/)],
    ['400 unknown workspace', reply(400, serviceError('FailedToResolveResource')), failed('not-found')],
    ['a table without rows so far', reply(400, missingTable), failed('no-table-yet', /ContainerAppSystemLogs_CL/)],
    ['a missing column', reply(400, missingColumn), failed('bad-query', /Replica_s/, /report/)],
    ['a syntax error', reply(400, syntax), failed('bad-query', /line 4, position 12.*could not be parsed/)],
    ['204', reply(204, ''), failed('no-table-yet', /without content/)],
    ['an empty 200', reply(200, ''), failed('no-table-yet', /without content/)],
    ['200 {}', reply(200, {}), failed('malformed', /no table/, /proxy/)],
    ['a row of the wrong length', reply(200, { tables: [{ ...oneRow.tables[0], rows: [[1]] }] }), failed('malformed')],
    ['a sign-in page', reply(200, page, { 'content-type': 'text/html' }), failed('malformed', /no table/)],
    ['a page that claims to be JSON', reply(200, page), failed('malformed', /no table/)],
    ['cut JSON', reply(200, '{"tables":[{"name":"Pri'), failed('malformed', /no table/)],
    ['a redirect', reply(302, '', { location: 'https://elsewhere.example/' }), failed('malformed', /302/)],
    ['504', reply(504, serviceError('GatewayTimeout')), failed('timeout', /40 s/, /shorter range/)],
    ['429 without a wait', reply(429, serviceError('ThrottledError')), failed('throttled', /./, /in a minute/)],
    [
      '429 with a long wait',
      reply(429, serviceError('ThrottledError'), { 'Retry-After': '90' }),
      failed('throttled', /ops-logs/, /wait 90 s/),
    ],
    [
      '503 with a long wait',
      reply(503, serviceError('ServiceUnavailable'), { 'Retry-After': '60' }),
      failed('network', /503/),
    ],
    ['an unknown host', breakWith('ENOTFOUND'), failed('network', /api\.loganalytics\.io.*name/, /DNS/)],
    ['a refused connection', breakWith('ECONNREFUSED'), failed('network', /refused/)],
    [
      'an untrusted certificate',
      breakWith('SELF_SIGNED_CERT_IN_CHAIN'),
      failed('network', /certificate/, /NODE_EXTRA/),
    ],
  ])('is told once and not repeated: %s', async (_, reaction, expected) => {
    const { answer, requests } = await askWith(reaction);

    expect(answer).toMatchObject(expected);
    expect(requests).toHaveLength(1);
  });

  test.each<[string, Reaction]>([
    ['a reset', breakWith('ECONNRESET')],
    ['an answer cut off in its middle', breakWith('PARSE_ERROR', 'Error reading response as text: aborted')],
    ['500', reply(500, page, { 'content-type': 'text/html' })],
    ['502', reply(502, '')],
    ['503', reply(503, serviceError('ServiceUnavailable'))],
    ['429 with a short wait', reply(429, serviceError('ThrottledError'), { 'Retry-After': '0' })],
    [
      '429 with a wait in milliseconds beside a long one',
      reply(429, serviceError('ThrottledError'), { 'x-ms-retry-after-ms': '20', 'Retry-After': '30' }),
    ],
    [
      '429 with a date that has passed',
      reply(429, serviceError('ThrottledError'), { 'Retry-After': 'Sat, 20 Jun 2020 14:00:00 GMT' }),
    ],
  ])('that passes is retried once: %s', async (_, reaction) => {
    const { answer, requests } = await askWith(reaction, reply(200, oneRow));

    expect(answer).toMatchObject({ status: 'complete' });
    expect(requests).toHaveLength(2);
  });

  test('that stays is asked twice, not more', async () => {
    const { answer, requests } = await askWith(breakWith('ECONNRESET'));

    expect(answer).toMatchObject(failed('network', /closed/));
    expect(requests).toHaveLength(2);
  });

  test('never repeats the body of the answer, which may hold rows', async () => {
    const { answer } = await askWith(reply(200, '{"tables": [["secret row"'));

    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  test('to sign in names the way to sign in', async () => {
    const service = fakeService(reply(200, oneRow));
    const logs = openLogAnalytics({
      workspaces: [{ name: 'ops-logs', id: workspaceId }],
      cloud: 'public',
      httpClient: service.httpClient,
      credential: {
        getToken() {
          const error = new Error('Azure CLI could not be found. Please visit …\nstack of the token service');
          return Promise.reject(Object.assign(error, { name: 'CredentialUnavailableError' }));
        },
      },
    });

    const answer = await logs.ask(question);

    expect(answer).toMatchObject(failed('auth', /Azure CLI could not be found/, /az login.*EXITLINE_CREDENTIAL/s));
    expect(JSON.stringify(answer)).not.toContain('token service');
    expect(service.requests).toHaveLength(0);
  });

  test('to name a workspace of the settings lists them', async () => {
    const service = fakeService(reply(200, oneRow));

    const answer = await openOver(service).ask({ ...question, workspace: 'other' });

    expect(answer).toMatchObject(failed('not-found', /other/, /ops-logs/));
    expect(service.requests).toHaveLength(0);
  });
});

describe('waiting', () => {
  test('ends at our own deadline when the service is silent', async () => {
    const service = fakeService(hang);

    const answer = await openOver(service, { deadlineMs: 30 }).ask(question);

    expect(answer).toMatchObject(failed('timeout'));
    expect(service.requests).toHaveLength(1);
  });

  test('ends at once when the reader leaves, and frees the place', async () => {
    const service = fakeService(hang, reply(200, oneRow));
    const logs = openOver(service, { atOnce: 1 });
    const reader = new AbortController();

    const left = logs.ask({ ...question, signal: reader.signal });
    setTimeout(() => reader.abort(), 20);

    expect(await left).toMatchObject(failed('aborted'));
    expect(service.requests[0]?.abortSignal?.aborted).toBe(true);
    expect(await logs.ask(question)).toMatchObject({ status: 'complete' });
  });

  test('for a short Retry-After ends when the reader leaves', async () => {
    const service = fakeService(reply(429, serviceError('ThrottledError'), { 'Retry-After': '5' }));
    const reader = new AbortController();

    const left = openOver(service).ask({ ...question, signal: reader.signal });
    setTimeout(() => reader.abort(), 30);

    expect(await left).toMatchObject(failed('aborted'));
  });

  test('a reader who has already left costs no request', async () => {
    const service = fakeService(reply(200, oneRow));

    const answer = await openOver(service).ask({ ...question, signal: AbortSignal.abort() });

    expect(answer).toMatchObject(failed('aborted'));
    expect(service.requests).toHaveLength(0);
  });

  test('lets four questions run at once', async () => {
    const slow: Reaction = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 15));
      return reply(200, oneRow)(request);
    };
    const service = fakeService(slow);
    const logs = openOver(service);

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => logs.ask({ ...question, kql: `print ${index}` })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 'complete'));
    expect(service.mostAtOnce()).toBe(4);
  });

  test('in the queue ends with a sentence', async () => {
    const service = fakeService(hang);
    const logs = openOver(service, { atOnce: 1, queueMs: 20, deadlineMs: 200 });

    const first = logs.ask(question);
    const second = await logs.ask({ ...question, kql: 'print 2' });

    expect(second).toMatchObject(failed('throttled', /waiting/));
    await first;
  });
});

describe('the same question', () => {
  test('asked by two readers at once is one request, and one of them may leave', async () => {
    const slow: Reaction = async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      return reply(200, oneRow)(request);
    };
    const service = fakeService(slow);
    const logs = openOver(service);
    const impatient = new AbortController();

    const first = logs.ask({ ...question, signal: impatient.signal });
    const second = logs.ask(question);
    setTimeout(() => impatient.abort(), 10);

    expect(await first).toMatchObject(failed('aborted'));
    expect(await second).toMatchObject({ status: 'complete' });
    expect(service.requests).toHaveLength(1);
  });

  test('asked again within the time kept costs no request', async () => {
    const service = fakeService(reply(200, oneRow));
    const logs = openOver(service);

    await logs.ask(question);
    await logs.ask(question);
    expect(service.requests).toHaveLength(1);
  });

  test('is asked again when the time is over', async () => {
    const service = fakeService(reply(200, oneRow));
    const logs = openOver(service, { keepMs: 5 });

    await logs.ask(question);
    await new Promise((resolve) => setTimeout(resolve, 15));
    await logs.ask(question);

    expect(service.requests).toHaveLength(2);
  });

  test('is asked again after a failure', async () => {
    const service = fakeService(reply(403, serviceError('InsufficientAccessError')), reply(200, oneRow));
    const logs = openOver(service);

    expect(await logs.ask(question)).toMatchObject(failed('forbidden'));
    expect(await logs.ask(question)).toMatchObject({ status: 'complete' });
  });

  test('about another range is another question', async () => {
    const service = fakeService(reply(200, oneRow));
    const logs = openOver(service);

    await logs.ask(question);
    await logs.ask({ ...question, timespan: { ...question.timespan, toMs: question.timespan.toMs + 1 } });

    expect(service.requests).toHaveLength(2);
  });

  test('keeps no more cells than allowed', async () => {
    const service = fakeService(reply(200, oneRow));
    const logs = openOver(service, { maxCells: 3 });

    await logs.ask(question);
    await logs.ask({ ...question, kql: 'print 2' });
    await logs.ask(question);

    expect(service.requests).toHaveLength(3);
  });
});
