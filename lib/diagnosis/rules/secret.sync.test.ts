import { describe, expect, test } from 'vitest';
import { secretSync } from './secret.sync';
import { caseOf, event, speaks, verdict } from './testing';

const failed = (message: string, reason = 'SyncingSecretFromAzureKeyVaultForContainerAppFailed') =>
  caseOf({
    container: null,
    role: null,
    faults: [event({ kind: 'secret-sync-failed', detail: message }, { at: 2, reason, message, container: null })],
  });
const syncing =
  'Error happened when syncing secret dsn from Azure Key Vault https://kv-shop.vault.azure.net/secrets/dsn for ContainerApp shop: GET request returned error status: ';

describe('secret.sync', () => {
  test.each([
    [
      'may not read secrets',
      `${syncing}403. body: {"error":{"code":"Forbidden","innererror":{"code":"ForbiddenByRbac"}}}`,
    ],
    ['firewall', `${syncing}403. body: {"error":{"code":"Forbidden","innererror":{"code":"ForbiddenByFirewall"}}}`],
    ['no such secret', `${syncing}404. body: {"error":{"code":"SecretNotFound"}}`],
    [
      'does not resolve',
      'Error happened when syncing secret dsn from Azure Key Vault https://kv-shop.vault.azure.net/secrets/dsn: dial tcp: lookup kv-shop.vault.azure.net: no such host',
    ],
  ])('is high and says why: %s', (says, message) => {
    expect(verdict(failed(message))).toMatchObject({
      cause: 'secret.sync',
      found: { confidence: 'high', summary: expect.stringMatching(new RegExp(`dsn.*kv-shop.*${says}`)) },
    });
  });

  test('keeps quiet about a registry token, whatever the reason says', () => {
    expect(
      speaks(
        secretSync,
        failed('ACR token exchange endpoint returned error status: 401', 'FetchingKeyVaultSecretFailed'),
      ),
    ).toBe(false);
  });

  test('keeps quiet when secrets were read', () => {
    const synced = event(
      { kind: 'secret-synced' },
      { at: 1, reason: 'SyncingSecretFromAzureKeyVaultForContainerAppSucceeded', message: 'ok', container: null },
    );

    expect(speaks(secretSync, caseOf({ events: [synced] }))).toBe(false);
  });
});
