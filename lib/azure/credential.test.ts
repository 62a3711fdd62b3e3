import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RestError } from '@azure/core-rest-pipeline';
import { AzureCliCredential, DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildCredential } from './credential';

const clientId = '11111111-2222-3333-4444-555555555555';
const scope = 'https://api.loganalytics.io/.default';
const auto = { credential: 'auto', hasManagedIdentity: false, clientId: null, cloud: 'public' } as const;

describe('the credential', () => {
  test.each([
    [
      'the chain of a developer machine',
      { credential: 'auto', hasManagedIdentity: false } as const,
      DefaultAzureCredential,
    ],
    [
      'the managed identity where there is one',
      { credential: 'auto', hasManagedIdentity: true } as const,
      ManagedIdentityCredential,
    ],
    [
      'the managed identity when asked for',
      { credential: 'managed-identity', hasManagedIdentity: false } as const,
      ManagedIdentityCredential,
    ],
    ['az login when asked for', { credential: 'cli', hasManagedIdentity: true } as const, AzureCliCredential],
  ])('is %s', (_, settings, kind) => {
    expect(buildCredential({ ...settings, clientId: null, cloud: 'public' })).toBeInstanceOf(kind);
  });
});

describe('a service principal of the environment', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test.each([
    ['public', 'login.microsoftonline.com'],
    ['usgovernment', 'login.microsoftonline.us'],
    // MSAL's own name for login.partner.microsoftonline.cn.
    ['china', 'login.partner.microsoftonline.cn'],
  ] as const)('of the cloud %s signs in at %s', async (cloud, host) => {
    vi.stubEnv('AZURE_TENANT_ID', clientId);
    vi.stubEnv('AZURE_CLIENT_ID', clientId);
    vi.stubEnv('AZURE_CLIENT_SECRET', 'none');
    vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential');
    vi.stubEnv('AZURE_AUTHORITY_HOST', undefined);
    const hosts = new Set<string>();
    const credential = buildCredential(
      { ...auto, cloud },
      {
        sendRequest: (request) => {
          hosts.add(new URL(request.url).host);
          return Promise.reject(new RestError('offline', { request, statusCode: 400 }));
        },
      },
    );

    await expect(credential.getToken(scope)).rejects.toThrow();
    expect([...hosts]).toEqual([host]);
  });
});

/** Container Apps offers tokens over plain http at IDENTITY_ENDPOINT, guarded by a header. */
describe('the managed identity of the platform', () => {
  const asked: { query: URLSearchParams; header: unknown }[] = [];
  let endpoint: Server;

  beforeAll(async () => {
    endpoint = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://localhost').searchParams;
      asked.push({ query, header: request.headers['x-identity-header'] });
      const inAnHour = Math.floor(Date.now() / 1000) + 3600;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          access_token: `token of ${query.get('client_id') ?? 'the system'}`,
          expires_on: String(inAnHour),
          resource: query.get('resource'),
          token_type: 'Bearer',
        }),
      );
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    const { port } = endpoint.address() as AddressInfo;
    vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${port}/msi/token`);
    vi.stubEnv('IDENTITY_HEADER', 'guard');
  });
  afterEach(() => {
    asked.length = 0;
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await new Promise((resolve) => endpoint.close(resolve));
  });

  test('of the user is asked for by its client id', async () => {
    const token = await buildCredential({ ...auto, hasManagedIdentity: true, clientId }).getToken(scope);

    expect(token?.token).toBe(`token of ${clientId}`);
    expect(asked[0]?.header).toBe('guard');
    expect(asked[0]?.query.get('resource')).toBe('https://api.loganalytics.io');
  });

  test('of the system is asked for without one', async () => {
    const credential = buildCredential({ ...auto, credential: 'managed-identity', hasManagedIdentity: true });

    expect((await credential.getToken(scope))?.token).toBe('token of the system');
    expect(asked[0]?.query.has('client_id')).toBe(false);
  });
});
