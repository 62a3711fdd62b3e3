import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settingNames } from '@/lib/env';

/**
 * The server as people run it, started from a folder of theirs, over the sample and over an export: with `npm start`, and
 * by itself from a copy of the build, which no folder of ours above it helps with what the build left out.
 */

const projectFolder = path.resolve(import.meta.dirname, '..');
const callersFolder = mkdtempSync(path.join(os.tmpdir(), 'exitline-standalone-'));
afterAll(() => rmSync(callersFolder, { recursive: true }));

interface Started {
  address: string;
  /** Both streams, as far as they have come. */
  said(): string;
  /** @returns the exit code */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** An empty value is not set, and keeps the `.env` of whoever runs the tests from setting it. */
const noSettings = Object.fromEntries(settingNames.map((name) => [name, '']));

/** Nothing of the machine that runs the tests: only what a child needs to run at all, and the settings given. */
function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...noSettings, ...settings };
}

const npmStart = path.join(projectFolder, 'scripts', 'start.mjs');

function launch(script: string, settings: Record<string, string>) {
  const child = spawn(process.execPath, [script], { cwd: callersFolder, env: environment(settings) });
  children.add(child);
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const ended = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      children.delete(child);
      resolve(code);
    });
  });
  return { child, ended, said: () => said };
}

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts and waits until the address is printed. */
async function start(settings: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const { child, ended, said } = launch(npmStart, { ...settings, PORT: String(port) });
  const address = `http://127.0.0.1:${port}`;
  const announced = new Promise<void>((resolve) => {
    child.stdout.on('data', () => {
      if (said().includes(`Exitline: ${address}`)) resolve();
    });
  });
  await Promise.race([announced, ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${said()}`)))]);
  return {
    address,
    said,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

/** Runs to its end: for starts that must not succeed. */
async function startInVain(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const port = await freePort();
  const { ended, said } = launch(npmStart, { PORT: String(port), ...settings });
  return { code: await ended, said: said() };
}

async function getJson(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

/** Starts a server by itself and waits until it answers. */
async function startServer(script: string, settings: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const { child, ended, said } = launch(script, { ...settings, PORT: String(port) });
  const address = `http://127.0.0.1:${port}`;
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  for (;;) {
    const answer = await fetch(`${address}/api/v1/health`).catch(() => null);
    if (answer?.ok) break;
    if (hasEnded) throw new Error(`ended with ${await ended}: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    said,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 2_000 });
    const settle = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}

const exportedRows = [
  ['2026-06-20T14:20:00.1234567Z', 'ContainerStarted', 'Normal', "Started container 'api'"],
  [
    '2026-06-20T14:20:09.0000000Z',
    'ContainerTerminated',
    'Warning',
    "Container 'api' was terminated with exit code '1' and reason 'ProcessExited'",
  ],
].map(([TimeGenerated, Reason_s, Type_s, Log_s]) => ({
  TimeGenerated,
  Reason_s,
  Type_s,
  Log_s,
  RevisionName_s: 'orders--r1',
  ReplicaName_s: 'orders--r1-abc-1',
}));
mkdirSync(path.join(callersFolder, 'exports'));
writeFileSync(path.join(callersFolder, 'exports', 'ContainerAppSystemLogs_CL.json'), JSON.stringify(exportedRows));
writeFileSync(path.join(callersFolder, 'exports', 'broken.json'), '[{"TimeGenerated":');

describe('the sample workspace', () => {
  let server: Started;
  beforeAll(async () => {
    server = await start({});
  });
  afterAll(() => server.stop('SIGTERM'));

  test('is said to be one in the log', () => {
    expect(server.said()).toContain('Showing the sample workspace');
    expect(server.said()).not.toContain('Next.js');
  });

  test('answers with its apps, worst first', async () => {
    const { status, body } = await getJson(`${server.address}/api/v1/apps`);

    expect(status).toBe(200);
    expect(body.apps.length).toBeGreaterThanOrEqual(12);
    expect(body.apps[0]).toMatchObject({ status: 'crash-looping', workspace: 'sample' });
  });

  test('shows its start page with every file that the page asks for', async () => {
    const page = await fetch(server.address);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map((match) => match[1] ?? '');
    const statuses = await Promise.all(files.map(async (file) => (await fetch(server.address + file)).status));

    expect(page.status).toBe(200);
    expect(files.some((file) => file.includes('.js'))).toBe(true);
    expect(files.some((file) => file.includes('.css'))).toBe(true);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(html).not.toMatch(/(?:src|href)="https?:\/\/(?!127\.0\.0\.1)[^"]+\.(?:js|css|woff2)"/);
  });

  test('keeps a second start away from its port and says where to go', async () => {
    const port = new URL(server.address).port;

    const { code, said } = await startInVain({ PORT: port });

    expect(code).toBe(1);
    expect(said).toContain(`Port ${port} on 127.0.0.1 is in use`);
  });
});

describe('a folder of exports', () => {
  let server: Started;
  beforeAll(async () => {
    server = await start({ EXITLINE_DATA: './exports' });
  });
  afterAll(() => server.stop('SIGTERM'));

  test('given relative to where the program was called is read', async () => {
    const { status, body } = await getJson(`${server.address}/api/v1/apps`);

    expect(status).toBe(200);
    expect(body.apps).toMatchObject([{ name: 'orders', exits: { unexpected: 1, intended: 0 } }]);
  });

  test('is shown as of its newest row, which is inside', async () => {
    const { body } = await getJson(`${server.address}/api/v1/apps/orders`);

    expect(body.asOf).toBe('2026-06-20T14:20:09.001Z');
    expect(body.runs).toMatchObject([{ exitCode: 1, terminationReason: 'ProcessExited' }]);
  });

  test('says in the log which file it could not read', () => {
    expect(server.said()).toContain('Could not read broken.json');
  });
});

describe('a start', () => {
  test('ends when it is asked to', async () => {
    const server = await start({});

    expect(await server.stop('SIGTERM')).toBe(143);
    await expect(fetch(server.address)).rejects.toThrow();
  });

  test.each<[string, Record<string, string>, string]>([
    ['a folder that is not there', { EXITLINE_DATA: 'nowhere' }, 'EXITLINE_DATA: There is no folder'],
    ['a setting that is misspelt', { EXITLINE_WORKSPACE: 'x' }, 'Did you mean EXITLINE_WORKSPACES?'],
    ['a port that is none', { PORT: 'http' }, 'PORT is "http"'],
    ['a bind to every address', { HOSTNAME: '0.0.0.0' }, 'EXITLINE_ALLOW_ANONYMOUS=1'],
  ])('stops with a sentence about %s', async (_, settings, sentence) => {
    const { code, said } = await startInVain(settings);

    expect(code).toBe(1);
    expect(said).toContain(sentence);
    expect(said).not.toMatch(/\n\s+at /);
  });

  test('listens on loopback although a container runtime names the container', async () => {
    const server = await start({ HOSTNAME: '3f2b9c0d1e2f' });

    expect((await fetch(`${server.address}/api/v1/health`)).status).toBe(200);
    await server.stop('SIGTERM');
  });
});

describe('the built folder by itself', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-built-'));
  const script = path.join(folder, 'server.js');
  beforeAll(async () => {
    const file = pathToFileURL(path.join(projectFolder, 'scripts', 'project', 'build.mjs')).href;
    const { ensureBuilt }: { ensureBuilt(): Promise<string | null> } = await import(file);
    const server = await ensureBuilt();
    if (server === null) throw new Error('There is no build.');
    cpSync(path.dirname(server), folder, { recursive: true, verbatimSymlinks: true });
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('shows the sample workspace', async () => {
    const server = await startServer(script, {});

    expect((await getJson(`${server.address}/api/v1/apps`)).body.apps.length).toBeGreaterThanOrEqual(12);
    expect((await fetch(`${server.address}/apps/orders-api`)).status).toBe(200);
    expect(await server.stop('SIGTERM')).toBe(143);
  });

  test.each([
    ['is not set', ''],
    ['names the container', '3f2b9c0d1e2f'],
  ])('answers on loopback only when HOSTNAME %s', async (_, hostname) => {
    const server = await startServer(script, { HOSTNAME: hostname, EXITLINE_DATA: './exports' });

    // Where a machine has no second loopback address (macOS), nothing can answer there either.
    expect(await canConnect('127.0.0.2', Number(new URL(server.address).port))).toBe(false);
    await server.stop('SIGTERM');
  });

  test('answers where HOSTNAME has an address', async () => {
    const server = await startServer(script, { HOSTNAME: '0.0.0.0', EXITLINE_ALLOW_ANONYMOUS: '1' });

    expect(await canConnect('127.0.0.1', Number(new URL(server.address).port))).toBe(true);
    await server.stop('SIGTERM');
  });

  test('reads an export given relative to where it was called', async () => {
    const server = await startServer(script, { EXITLINE_DATA: './exports' });
    const { status, body } = await getJson(`${server.address}/api/v1/apps`);

    expect(status).toBe(200);
    expect(body.apps).toMatchObject([{ name: 'orders', exits: { unexpected: 1, intended: 0 } }]);
    await server.stop('SIGTERM');
  });

  test('does not go on when Next would listen on every address', async () => {
    const { ended, said } = launch(path.join(folder, 'next-server.js'), { PORT: String(await freePort()) });

    expect(await ended).toBe(1);
    expect(said()).toContain('listens on every address of this machine, not on 127.0.0.1');
  });
});

describe('a name in an address of the API', () => {
  let server: Started;
  beforeAll(async () => {
    server = await start({});
  });
  afterAll(() => server.stop('SIGTERM'));

  test.each([
    ['is unescaped once', '/api/v1/apps/100%2525', 'the name 100%25'],
    ['that is escaped wrongly is nobody’s', '/api/v1/apps/%E0%A4%A', 'There is nothing at'],
    ['longer than any is nobody’s', `/api/v1/apps/${'a'.repeat(5_000)}`, 'the name aaaa'],
    ['of a run beyond time is nobody’s', '/api/v1/apps/orders-api/runs/a~b~8640000000000000/console', 'has no run'],
    ['of a share is told in words of its own', '/api/v1/shares/abc', 'this version of Exitline keeps none'],
    ['that leads nowhere is told in JSON', '/api/v1/nowhere', 'There is nothing at'],
    ['may be missing', '/api', 'There is nothing at'],
  ])('%s', async (_, address, said) => {
    const { status, body } = await getJson(server.address + address);

    expect(status).toBe(404);
    expect(body.error).toEqual({
      kind: expect.any(String),
      message: expect.stringContaining(said),
      remedy: expect.any(String),
    });
  });

  test.each(['from=0001-01-01&to=0001-01-02', 'from=9999-12-30T00:00:00Z&to=9999-12-31T23:59:59Z'])(
    'with a range outside of all rows is a bad request: %s',
    async (query) => {
      const { status, body } = await getJson(`${server.address}/api/v1/apps?${query}`);

      expect(status).toBe(400);
      expect(body.error.kind).toBe('bad-request');
    },
  );

  test('whose request is refused gets the reason in JSON', async () => {
    const response = await fetch(`${server.address}/api/v1/apps`, { method: 'POST' });

    expect(response.status).toBe(405);
    expect(await response.json()).toMatchObject({ error: { kind: 'method' } });
  });
});
