import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ticks } from '@/emulator/store/testing/folder';
import { answerOf, RecordingEngine } from '@/emulator/store/testing/recording-engine';
import { answerFor } from './answer';
import { serviceLimits } from './encode';
import type { WireRequest } from './wire';

const workspaceId = '11111111-2222-3333-4444-555555555555';
const path = `/v1/workspaces/${workspaceId}`;

async function workspace() {
  const engine = new RecordingEngine(() => answerOf([{ name: 'n', type: 'long' }], [[1]]));
  for (const name of ['ContainerAppConsoleLogs', 'ContainerAppSystemLogs']) {
    await engine.ensureTable({ name, columns: [{ name: 'TimeGenerated', type: 'datetime' }] });
  }
  const answer = answerFor({
    workspaceId,
    engine,
    clock: () => Date.parse('2026-06-20T12:00:00Z'),
    hidesFuture: false,
    limits: serviceLimits,
  });
  const ask = async (request: Partial<Omit<WireRequest, 'header'>> & { headers?: Record<string, string> }) => {
    const headers = { authorization: 'Bearer x', 'content-type': 'application/json', ...request.headers };
    const response = await answer({
      method: 'POST',
      target: `${path}/query`,
      body: '{"query":"T"}',
      header: (name) => new Map(Object.entries(headers)).get(name) ?? null,
      ...request,
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(response.body) };
  };
  return { engine, ask };
}

describe('paths', () => {
  test.each([
    `${path}/query`,
    `//v1//workspaces/${workspaceId}/query`,
    `/v1/workspaces/${workspaceId.toUpperCase()}/query`,
    `/v1/work%73paces/${workspaceId}/query/`,
  ])('%s is the query', async (target) => {
    const { ask } = await workspace();

    expect(await ask({ target })).toMatchObject({
      status: 200,
      body: { tables: [{ name: 'PrimaryResult', rows: [[1]] }] },
    });
  });

  test.each<[string, string]>([
    ['POST', '/'],
    ['POST', '/v1'],
    ['POST', '/v2/workspaces/x/query'],
    ['POST', `${path}/queries`],
    ['POST', `${path}/query/more`],
    ['POST', '/v1/%E0%A4%A/x'],
    ['POST', '/v1/subscriptions/s/resourceGroups/r/providers/p/t/n/query'],
    ['DELETE', `${path}/query`],
    ['GET', '/v1/$batch'],
  ])('%s %s does not exist', async (method, target) => {
    const { ask, engine } = await workspace();

    expect(await ask({ method, target })).toMatchObject({
      status: 404,
      body: { error: { code: 'PathNotFoundError', correlationId: expect.any(String) } },
    });
    expect(engine.requests).toEqual([]);
  });

  test('need an Authorization header', async () => {
    const { ask } = await workspace();

    expect(await ask({ headers: { authorization: '' } })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('Bearer') },
      body: { error: { code: 'AuthenticationFailed' } },
    });
  });
});

describe('the request', () => {
  test('may be a GET with everything in the query string', async () => {
    const { ask, engine } = await workspace();

    await ask({
      method: 'GET',
      body: '',
      target: `${path}/query?query=T%20%7C%20take%201&timespan=PT1H&workspaces=${workspaceId}`,
    });

    expect(engine.requests).toMatchObject([
      { kql: 'T | take 1', timespan: { from: ticks('2026-06-20T11:00:00.000Z'), to: null } },
    ]);
  });

  test.each<[string, string, string, string | null, string | null]>([
    [
      'overlap',
      '2026-06-20T00:00:00Z/2026-06-20T06:00:00Z',
      '2026-06-20T03:00:00Z/P1D',
      '2026-06-20T03:00:00.000Z',
      '2026-06-20T06:00:00.000Z',
    ],
    ['one is open', 'P1D', '2026-06-20T03:00:00Z/PT1H', '2026-06-20T03:00:00.000Z', '2026-06-20T04:00:00.000Z'],
    ['one is empty', '', 'P1D/2026-06-20T03:00:00Z', '2026-06-19T03:00:00.000Z', '2026-06-20T03:00:00.000Z'],
  ])('is limited by both its timespans: %s', async (_, inBody, inQuery, from, to) => {
    const { ask, engine } = await workspace();

    await ask({
      target: `${path}/query?timespan=${encodeURIComponent(inQuery)}`,
      body: JSON.stringify({ query: 'T', timespan: inBody }),
    });

    expect(engine.requests[0]?.timespan).toEqual({
      from: from === null ? null : ticks(from),
      to: to === null ? null : ticks(to),
    });
  });

  test.each(['2026-06-20T00:00:00Z', 'P1D/P1D', 'a/b', 'P', 'PT', '1/2/3', '2026-02-30T00:00:00Z/P1D', '-P1D'])(
    'with the timespan %s is refused',
    async (timespan) => {
      const { ask, engine } = await workspace();

      expect(await ask({ body: JSON.stringify({ query: 'T', timespan }) })).toMatchObject({
        status: 400,
        body: { error: { code: 'BadArgumentError', details: [{ code: 'InvalidTimespan' }] } },
      });
      expect(engine.requests).toEqual([]);
    },
  );

  test.each(['', 'T', '[]', 'null', '{}', '{"query":1}', '{"query":"T","workspaces":"x"}'])(
    'with the body %j is refused',
    async (body) => {
      const { ask } = await workspace();

      expect(await ask({ body })).toMatchObject({
        status: 400,
        body: { error: { details: [{ code: 'InvalidJsonBody' }] } },
      });
    },
  );

  test.each<[string, number]>([
    ['wait=5', 5_000],
    ['wait=9999', 600_000],
    ['wait=x', 180_000],
    ['include-statistics=true, Wait=2', 2_000],
    ['', 180_000],
  ])('with Prefer %j may take %i ms', async (prefer, timeoutMs) => {
    const { ask, engine } = await workspace();

    await ask({ headers: { prefer } });

    expect(engine.requests).toMatchObject([{ timeoutMs }]);
  });

  test('whatever it is gets an answer with a body of JSON', async () => {
    const { ask } = await workspace();
    const target = fc.oneof(
      fc.webPath().map((tail) => `${path}/${tail}`),
      fc.webUrl().map((url) => new URL(url).pathname),
      fc.string(),
    );
    const prefer = fc.string({ unit: 'binary-ascii' });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT'),
        target,
        fc.oneof(fc.string(), fc.json()),
        prefer,
        async (method, to, body, text) => {
          const { status } = await ask({ method, target: to, body, headers: { prefer: text } });
          expect([200, 400, 404]).toContain(status);
        },
      ),
    );
  });
});

describe('search', () => {
  const search = (query: string, timespan: string | null = 'P1D') => ({
    target: `${path}/search${timespan === null ? '' : `?timespan=${timespan}`}`,
    body: JSON.stringify({ query }),
  });

  test.each([
    'ContainerAppConsoleLogs | where Log has "join ContainerAppSystemLogs"',
    "ContainerAppConsoleLogs // union ContainerAppSystemLogs\n| where Log == @'a\\' | take 1",
  ])('answers about one table: %s', async (query) => {
    const { ask } = await workspace();

    expect(await ask(search(query))).toMatchObject({ status: 200 });
  });

  test.each([
    ['two tables', search('union ContainerAppConsoleLogs, ContainerAppSystemLogs')],
    ['a join', search('ContainerAppConsoleLogs | join (ContainerAppConsoleLogs) on Log')],
    ['no timespan', search('ContainerAppConsoleLogs', null)],
  ])('refuses %s', async (_, request) => {
    const { ask, engine } = await workspace();

    expect(await ask(request)).toMatchObject({ status: 400, body: { error: { code: 'BadArgumentError' } } });
    expect(engine.requests).toEqual([]);
  });
});

test.each(['GET', 'POST'])('%s metadata lists the tables that exist', async (method) => {
  const { ask } = await workspace();

  expect(await ask({ method, target: `${path}/metadata` })).toMatchObject({
    status: 200,
    body: {
      tables: [
        {
          name: 'ContainerAppConsoleLogs',
          timespanColumn: 'TimeGenerated',
          columns: [{ name: 'TimeGenerated', type: 'datetime' }],
        },
        { name: 'ContainerAppSystemLogs' },
      ],
    },
  });
});

test('a batch that is none is refused', async () => {
  const { ask } = await workspace();

  expect(await ask({ target: '/v1/$batch', body: '{"requests":1}' })).toMatchObject({ status: 400 });
});
