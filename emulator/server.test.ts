import { Agent, get } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type EngineAnswer, type EngineRequest, KqlError } from '@/emulator/engine/contract';
import { answerFor } from '@/emulator/protocol/answer';
import { serviceLimits } from '@/emulator/protocol/encode';
import { answerOf, RecordingEngine } from '@/emulator/store/testing/recording-engine';
import { createEmulatorServer, type EmulatorServer } from './server';

const workspaceId = '11111111-2222-3333-4444-555555555555';
const open: EmulatorServer[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function serve(reply: (request: EngineRequest) => Promise<EngineAnswer> | EngineAnswer) {
  const engine = new RecordingEngine(reply);
  const server = await createEmulatorServer({
    workspace: {
      answer: answerFor({ workspaceId, engine, clock: Date.now, hidesFuture: false, limits: serviceLimits }),
    },
  });
  open.push(server);
  return { engine, server, query: `${server.url}/v1/workspaces/${workspaceId}/query` };
}

const rows = (count: number) =>
  answerOf(
    [{ name: 's', type: 'string' }],
    Array.from({ length: count }, () => ['the same again']),
  );
const post = (url: string, init: RequestInit = {}) =>
  fetch(url, { method: 'POST', headers: { authorization: 'Bearer x' }, body: '{"query":"T"}', ...init });

describe('the HTTP server', () => {
  test('listens on the loopback address only', async () => {
    const { server } = await serve(() => rows(1));

    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });

  test('answers as the transport in process does, compressed when that is asked for and pays', async () => {
    const { query } = await serve((request) => rows(request.kql === 'T' ? 1 : 500));

    const small = await post(query);
    const large = await post(query, { body: '{"query":"U"}' });

    expect(small.headers.get('content-encoding')).toBeNull();
    expect(await small.json()).toEqual({
      tables: [{ name: 'PrimaryResult', columns: [{ name: 's', type: 'string' }], rows: [['the same again']] }],
    });
    expect(large.headers.get('content-encoding')).toBe('gzip');
    expect((await large.json()).tables[0].rows).toHaveLength(500);
    const plain = await post(query, {
      body: '{"query":"U"}',
      headers: { authorization: 'Bearer x', 'accept-encoding': 'identity' },
    });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  test('passes errors with their status', async () => {
    const { query } = await serve(() => rows(1));

    expect((await post(query, { headers: {} })).status).toBe(401);
    expect((await post(`${query}s`)).status).toBe(404);
    expect((await post(query, { body: `{"query":"${'x'.repeat(5 * 2 ** 20)}"}` })).status).toBe(413);
  });

  test('stops the query when the client hangs up', async () => {
    let stopped = false;
    const { query, engine } = await serve(
      (request) =>
        new Promise((_, reject) => {
          request.signal?.addEventListener('abort', () => {
            stopped = true;
            reject(new KqlError('aborted', '', 'stopped', null, null, null));
          });
        }),
    );
    const request = get(`${query}?query=T`, { headers: { authorization: 'Bearer x' }, agent: new Agent() });
    request.on('error', () => undefined);
    await expect.poll(() => engine.requests.length).toBe(1);

    request.destroy();

    await expect.poll(() => stopped).toBe(true);
  });
});
