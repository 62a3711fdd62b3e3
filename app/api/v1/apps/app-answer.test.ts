import { beforeEach, describe, expect, test, vi } from 'vitest';
import { currentSource } from '@/lib/azure/source';
import { appCells, fakeSource, forbidden } from '@/lib/logs/testing/fake-source';
import { asks, asOfMs, crashLoop, knownApp } from '@/lib/report/testing/crash-loop';
import { GET as getApp } from './[name]/route';
import { GET as getConsole } from './[name]/runs/[run]/console/route';

vi.mock('@/lib/azure/source', () => ({ currentSource: vi.fn() }));

type Answers = Parameters<typeof fakeSource>[0];
type Options = Parameters<typeof fakeSource>[1];

function connect(answers: Answers, options: Options = {}) {
  vi.mocked(currentSource).mockResolvedValue(fakeSource(answers, { asOfMs, ...options }));
}

/** As much of a request as a route looks at. */
async function ask(query: string, name = 'shop') {
  const request = new Request(`http://localhost/api/v1/apps/${name}${query}`) as Parameters<typeof getApp>[0];
  const answer = await getApp(request, { params: Promise.resolve({ name }) });
  return { status: answer.status, body: await answer.json() };
}

async function askConsole(run: string) {
  const request = new Request('http://localhost/api') as Parameters<typeof getConsole>[0];
  const answer = await getConsole(request, { params: Promise.resolve({ name: 'shop', run }) });
  return { status: answer.status, body: await answer.json() };
}

beforeEach(() => {
  connect(crashLoop());
});

describe('a name', () => {
  test('that one app bears is answered', async () => {
    expect(await ask('')).toMatchObject({ status: 200, body: { app: 'shop' } });
    expect(await ask('?kind=app&env=env-prod&ws=ops')).toMatchObject({ status: 200 });
  });

  test('that an app and a job bear is a 409 with the choices', async () => {
    connect({ ...crashLoop(), [asks.appsInSystemLog]: [...knownApp(), appCells({ Kind: 'job' })] });

    expect(await ask('')).toMatchObject({
      status: 409,
      body: { error: { kind: 'ambiguous' }, choices: [{ kind: 'app' }, { kind: 'job' }] },
    });
    expect(await ask('?kind=app')).toMatchObject({ status: 200 });
  });

  test('that only another kind or environment bears is a 404 with the choices', async () => {
    const body = { error: { kind: 'not-found' }, choices: [{ name: 'shop', kind: 'app', environment: 'env-prod' }] };

    expect(await ask('?kind=job')).toMatchObject({ status: 404, body });
    expect(await ask('?env=typo')).toMatchObject({ status: 404, body });
    expect(JSON.stringify(await ask('?kind=job'))).not.toContain('No row');
  });

  test('in a workspace that is not connected is a 400 that names those that are', async () => {
    connect(crashLoop(), { workspaces: ['ops', 'dev'] });

    expect(await ask('?ws=typo')).toMatchObject({
      status: 400,
      body: {
        error: { kind: 'bad-request', message: expect.stringContaining('typo'), remedy: '“ws” can be ops and dev.' },
      },
    });
  });

  test('that nobody bears says since when, where rows may be older', async () => {
    connect({}, { kind: 'azure' });
    const inAzure = await ask('');
    connect({}, { kind: 'export' });
    const inExport = await ask('');

    expect(inAzure).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('since 2026-03-22T') } },
    });
    expect(inExport).toMatchObject({
      status: 404,
      body: { error: { message: 'No row in the connected logs bears the name shop.' } },
    });
  });
});

describe('the console of a run', () => {
  test('whose own lines could not be read is an error', async () => {
    const { body } = await ask('');
    const [run] = body.runs;
    connect({ ...crashLoop(), [asks.newestLines]: forbidden });

    expect(await askConsole(run.id)).toMatchObject({ status: 502, body: { error: { kind: 'forbidden' } } });
    connect(crashLoop());
    expect(await askConsole(run.id)).toMatchObject({ status: 200, body: { run: run.id } });
  });
});
