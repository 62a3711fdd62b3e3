import { describe, expect, test } from 'vitest';
import { imagePullAuth } from './image.pull-auth';
import { caseOf, event, failedStart, speaks, verdict } from './testing';

const pull = (...messages: string[]) =>
  caseOf({ failedStarts: messages.map((message, i) => failedStart('pull', message, 5 + i * 20)) });

describe('image.pull-auth', () => {
  test.each([
    'Failed to pull image "contoso.azurecr.io/shop:1": failed to resolve reference: failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized',
    'Failed to pull image "contoso.azurecr.io/shop:1": unexpected status from HEAD request to https://contoso.azurecr.io/v2/shop/manifests/1: 403 Forbidden',
    'Container \'web\' was terminated with exit code \'\' and reason \'ImagePullFailure\'. Image contoso.azurecr.io/shop:1 not found in registry. ErrorMessage={"errors":[{"code":"DENIED","message":"requested access to the resource is denied"}]}',
    'Failed to pull image "shop:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ])('is high when the registry refuses the credential: %s', (message) => {
    expect(verdict(pull(message))).toMatchObject({ cause: 'image.pull-auth', found: { confidence: 'high' } });
  });

  test('is medium for the bare reason, which a firewall gives too', () => {
    expect(
      verdict(
        pull(
          'Container pull image failed with unauthorized error.',
          "Container 'web' was terminated with exit code '' and reason 'ImagePullFailure'",
        ),
      ),
    ).toMatchObject({ cause: 'image.pull-auth', found: { confidence: 'medium' } });
  });

  test('sees through a reason that speaks of Key Vault', () => {
    const exchange = event(
      { kind: 'secret-sync-failed', detail: '' },
      {
        at: 3,
        reason: 'FetchingKeyVaultSecretFailed',
        message: 'ACR token exchange endpoint returned error status: 401',
        container: null,
      },
    );

    expect(verdict(caseOf({ faults: [exchange] }))).toMatchObject({
      cause: 'image.pull-auth',
      found: { confidence: 'high' },
    });
  });

  test('tells a rate limit from a refusal', () => {
    expect(
      imagePullAuth.examine(
        pull('Failed to pull image "nginx:latest": toomanyrequests: You have reached your pull rate limit.'),
      ),
    ).toMatchObject({ confidence: 'medium', summary: expect.stringContaining('limits anonymous pulls') });
  });

  test.each([
    ['a tag that does not exist', pull('Failed to pull image "contoso.azurecr.io/shop:9": manifest unknown')],
    [
      'a firewall that names the address',
      pull(
        'Failed to pull image "contoso.azurecr.io/shop:1": denied: client with IP \'20.1.2.3\' is not allowed access.',
      ),
    ],
    [
      'a vault that refuses',
      caseOf({
        faults: [
          event(
            { kind: 'secret-sync-failed', detail: '' },
            {
              at: 3,
              reason: 'SyncingSecretFromAzureKeyVaultForContainerAppFailed',
              message:
                'Error happened when syncing secret a from Azure Key Vault https://kv.vault.azure.net/secrets/a returned error status: 403',
              container: null,
            },
          ),
        ],
      }),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(imagePullAuth, incident)).toBe(false);
  });
});
