import { describe, expect, test } from 'vitest';
import { platformSidecar } from './platform.sidecar';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  [
    'a token request in Python',
    [
      "ERROR: MSI: Failed to retrieve a token from 'http://localhost:42356/msi/token/?resource=https://vault.azure.net' with an error of 'HTTPConnectionPool(host='localhost', port=42356): Max retries exceeded (Caused by NewConnectionError: [Errno 111] Connection refused)'",
    ],
    /identity service/,
  ],
  [
    'a token request in .NET',
    [
      'Azure.Identity.CredentialUnavailableException: ManagedIdentityCredential authentication unavailable. No response received from the managed identity endpoint.',
      ' ---> System.Net.Http.HttpRequestException: Connection refused (localhost:42356)',
    ],
    /identity service/,
  ],
  [
    'a token request in Go',
    ['panic: Get "http://localhost:42356/msi/token?resource=x": dial tcp 127.0.0.1:42356: connect: connection refused'],
    /identity service/,
  ],
];

describe('platform.sidecar', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('platform.sidecar');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    [
      'an identity that the app does not have',
      ['ManagedIdentityCredential authentication failed: No User Assigned or Delegated Managed Identity found'],
    ],
    ['another local port', ['Error: connect ECONNREFUSED 127.0.0.1:5432']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(platformSidecar, crashed(lines))).toBe(false);
  });
});
