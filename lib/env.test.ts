import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Environment, explainListening, hostToListenOn, parseSettings, settingNames } from './env';

const guid = '11111111-2222-3333-4444-555555555555';
const resource = `/subscriptions/${guid}/resourceGroups/ops/providers/Microsoft.OperationalInsights/workspaces/ops-logs`;
const otherGuid = 'AAAAAAAA-2222-3333-4444-555555555555';

function parse(environment: Environment) {
  return parseSettings(environment, '/home/me/logs');
}

describe('settings', () => {
  test('show the sample workspace on loopback when nothing is set', () => {
    expect(parse({ PATH: '/bin', HOME: '/home/me' })).toEqual({
      source: { kind: 'sample' },
      credential: 'auto',
      clientId: null,
      hasManagedIdentity: false,
      cloud: 'public',
      workspaceResources: new Map(),
      resourceGroup: null,
      nowMs: null,
      listen: { host: '127.0.0.1', port: 3000, isLoopback: true },
      hosts: [],
      allowAnonymous: false,
    });
  });

  test('name several workspaces, spaces and a last comma allowed', () => {
    expect(parse({ EXITLINE_WORKSPACES: ` ops-logs=${guid}, eu.2 = ${otherGuid} ,` }).source).toEqual({
      kind: 'azure',
      workspaces: [
        { name: 'ops-logs', id: guid },
        { name: 'eu.2', id: otherGuid.toLowerCase() },
      ],
    });
  });

  test('know the resource IDs of workspaces, for links', () => {
    const { workspaceResources } = parse({
      EXITLINE_WORKSPACES: `ops=${guid}`,
      EXITLINE_WORKSPACE_RESOURCES: ` ops = ${resource},`,
    });
    expect([...workspaceResources]).toEqual([['ops', resource]]);
  });

  test('make the folder of exports absolute from where the program was called', () => {
    expect(parse({ EXITLINE_DATA: '../exports' }).source).toEqual({ kind: 'export', folder: '/home/me/exports' });
    expect(parse({ EXITLINE_DATA: '/data' }).source).toEqual({ kind: 'export', folder: '/data' });
  });

  test('fix the clock in whatever zone it was written', () => {
    expect(parse({ EXITLINE_NOW: '2026-06-20T16:38:00+02:00' }).nowMs).toBe(Date.UTC(2026, 5, 20, 14, 38));
  });

  test('take an empty value for not set', () => {
    expect(parse({ EXITLINE_WORKSPACES: '', EXITLINE_DATA: ' ', PORT: '', EXITLINE_CREDENTIAL: '' })).toEqual(
      parse({}),
    );
  });

  test('know the managed identity of the platform and the client id of one of several', () => {
    expect(parse({ IDENTITY_ENDPOINT: 'http://localhost:42356/msi/token', AZURE_CLIENT_ID: guid })).toMatchObject({
      hasManagedIdentity: true,
      clientId: guid,
    });
  });

  test('list further host names in lower case', () => {
    expect(parse({ EXITLINE_HOSTS: 'Exitline.internal, my-box' }).hosts).toEqual(['exitline.internal', 'my-box']);
  });

  test.each([
    ['a container runtime gives the name of the container', '3f2b9c0d1e2f', '127.0.0.1'],
    ['a shell gives the name of the machine', 'laptop.home', '127.0.0.1'],
    ['it looks like an address and is none', '999.1.1.1', '127.0.0.1'],
    ['it has a colon and is no address', 'foo:bar', '127.0.0.1'],
    ['it is localhost', 'localhost', 'localhost'],
    ['it is another loopback address', '127.0.0.2', '127.0.0.2'],
    ['it is IPv6 loopback', '::1', '::1'],
    ['it is IPv6 loopback in brackets', '[::1]', '::1'],
  ])('listen on loopback when %s', (_, hostname, host) => {
    expect(parse({ HOSTNAME: hostname }).listen).toMatchObject({ host, isLoopback: true });
  });

  test('listen for other machines only when anonymous readers are allowed', () => {
    expect(() => parse({ HOSTNAME: '0.0.0.0' })).toThrow(/without signing in.*EXITLINE_ALLOW_ANONYMOUS=1/);
    expect(() => parse({ HOSTNAME: '0.0.0.0', EXITLINE_ALLOW_ANONYMOUS: '0' })).toThrow(/without signing in/);
    expect(parse({ HOSTNAME: '0.0.0.0', EXITLINE_ALLOW_ANONYMOUS: '1' }).listen).toEqual({
      host: '0.0.0.0',
      port: 3000,
      isLoopback: false,
    });
  });

  test.each<[Environment, RegExp]>([
    [{ EXITLINE_WORKSPACES: guid }, /EXITLINE_WORKSPACES.*is not name=GUID.*Write for example/],
    [{ EXITLINE_WORKSPACES: 'ops-logs=ops' }, /"ops-logs=ops" is not name=GUID/],
    [{ EXITLINE_WORKSPACES: `a=${guid},a=${otherGuid}` }, /names "a" and "a"/],
    [{ EXITLINE_WORKSPACES: `a=${guid}=b` }, /"a=[-0-9]+=b" is not name=GUID/],
    [{ EXITLINE_WORKSPACES: `ops=${guid},Ops=${otherGuid}` }, /names "ops" and "Ops"/],
    [{ EXITLINE_WORKSPACES: `a=${otherGuid},b=${otherGuid.toLowerCase()}` }, /one workspace twice, as "a" and "b"/],
    [{ EXITLINE_WORKSPACES: ',' }, /holds no workspace/],
    [{ EXITLINE_WORKSPACES: `a=${guid}`, EXITLINE_DATA: '/data' }, /both set.*Remove EXITLINE_DATA/],
    [{ EXITLINE_NOW: 'yesterday' }, /EXITLINE_NOW is "yesterday".*2026-06-20T14:38:00Z/],
    [{ EXITLINE_NOW: '2026-06-20T14:38:00' }, /with its zone/],
    [{ EXITLINE_NOW: '2026-06-31T14:38:00Z' }, /not a moment/],
    [{ EXITLINE_NOW: '2026-06-20T14:38:61Z' }, /not a moment/],
    [{ EXITLINE_CREDENTIAL: 'password' }, /EXITLINE_CREDENTIAL is "password".*auto, managed-identity, cli/],
    [{ EXITLINE_WORKSPACE_RESOURCES: 'ops-logs' }, /EXITLINE_WORKSPACE_RESOURCES "ops-logs" is not name=resource ID/],
    [
      { EXITLINE_WORKSPACE_RESOURCES: 'ops=/subscriptions/1/resourceGroups/a/providers/Microsoft.App/containerApps/b' },
      /is not name=resource ID/,
    ],
    [
      { EXITLINE_WORKSPACES: `other=${guid}`, EXITLINE_WORKSPACE_RESOURCES: `ops=${resource}` },
      /names "ops", which EXITLINE_WORKSPACES does not/,
    ],
    [
      { EXITLINE_RESOURCE_GROUP: 'rg;rm -rf /' },
      /EXITLINE_RESOURCE_GROUP is not the name of a resource group.*my-group/,
    ],
    [{ EXITLINE_RESOURCE_GROUP: '/subscriptions/1/resourceGroups/shop' }, /Write its name only/],
    [{ EXITLINE_RESOURCE_GROUP: 'shop.' }, /no period at the end/],
    [{ EXITLINE_RESOURCE_GROUP: 'g'.repeat(91) }, /at most 90/],
    [{ EXITLINE_CLOUD: 'germany' }, /EXITLINE_CLOUD is "germany".*public, usgovernment, china/],
    [{ EXITLINE_ALLOW_ANONYMOUS: 'yes' }, /Write 1 for yes/],
    [{ EXITLINE_HOSTS: 'https://exitline.internal' }, /host names only/],
    [{ AZURE_CLIENT_ID: 'my-identity' }, /AZURE_CLIENT_ID is not a client id/],
    [{ PORT: '0' }, /PORT is "0".*1 to 65535/],
    [{ PORT: '80000' }, /PORT is "80000"/],
    [{ EXITLINE_WORKSPACE: `a=${guid}` }, /EXITLINE_WORKSPACE is not a setting.*Did you mean EXITLINE_WORKSPACES\?/],
    [{ EXITLINE_COLOUR_SCHEME: 'dark' }, /EXITLINE_COLOUR_SCHEME is not a setting.*\.env\.example/],
  ])('refuse %o with a sentence that says how to mend it', (environment, sentence) => {
    expect(() => parse(environment)).toThrow(sentence);
  });

  test('name everything that is wrong at once', () => {
    expect(() => parse({ PORT: 'x', EXITLINE_CLOUD: 'y', EXITLINE_DATE: 'z' })).toThrow(
      /EXITLINE_DATE .*EXITLINE_CLOUD .*PORT /s,
    );
  });
});

test.each(['shop-prod_1.eu(west)', 'größe', 'G', 'g'.repeat(90)])('the resource group %s is taken as it is', (name) => {
  expect(parse({ EXITLINE_RESOURCE_GROUP: name }).resourceGroup).toBe(name);
});

test('the scripts, which run before anything is compiled, listen by the same rule', async () => {
  const file = path.join(import.meta.dirname, '..', 'scripts', 'server', 'host.mjs');
  const scripts: { hostToListenOn: typeof hostToListenOn } = await import(pathToFileURL(file).href);
  const names = [undefined, '', ' 10.0.0.5 ', '999.1.1.1', 'foo:bar', '[::1]', '::', 'localhost', 'box', '[box]'];

  expect(names.map(scripts.hostToListenOn)).toEqual(names.map(hostToListenOn));
});

describe('a server that reads HOSTNAME by itself', () => {
  const { listen } = parse({});

  test.each([
    ['is not set', {}, 'every address of this machine'],
    ['is empty', { HOSTNAME: '' }, 'every address of this machine'],
    ['names a container', { HOSTNAME: '3f2b9c0d1e2f' }, '"3f2b9c0d1e2f"'],
  ])('is told apart where it %s', (_, environment, where) => {
    expect(explainListening(environment, listen)).toContain(`listens on ${where}, not on 127.0.0.1`);
  });

  test('is where it should be when it was told', () => {
    expect(explainListening({ HOSTNAME: '127.0.0.1' }, listen)).toBeNull();
  });
});

test('.env.example lists every setting, once, and nothing else', () => {
  const text = readFileSync(path.join(import.meta.dirname, '..', '.env.example'), 'utf8');
  const listed = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map((match) => match[1] ?? '');

  expect([...listed].sort()).toEqual([...settingNames].sort());
});
