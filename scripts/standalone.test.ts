import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The server as people run it: built, started from a folder of theirs, over the sample and over an export. */

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

/** Nothing of the machine that runs the tests: only what a child needs to run at all, and the settings given. */
function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', ...settings };
}

function launch(script: string, settings: Record<string, string>) {
  const child = spawn(process.execPath, [path.join(projectFolder, script)], {
    cwd: callersFolder,
    env: environment(settings),
  });
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
  const { child, ended, said } = launch('scripts/start.mjs', { ...settings, PORT: String(port) });
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
  const { ended, said } = launch('scripts/start.mjs', { PORT: String(port), ...settings });
  return { code: await ended, said: said() };
}

async function getJson(url: string) {
  const response = await fetch(url);
  return { status: response.status, body: await response.json() };
}

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
  const rows = [
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
  let server: Started;
  beforeAll(async () => {
    mkdirSync(path.join(callersFolder, 'exports'));
    writeFileSync(path.join(callersFolder, 'exports', 'ContainerAppSystemLogs_CL.json'), JSON.stringify(rows));
    writeFileSync(path.join(callersFolder, 'exports', 'broken.json'), '[{"TimeGenerated":');
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
