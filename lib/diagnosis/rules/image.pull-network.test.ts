import { describe, expect, test } from 'vitest';
import { imagePullNetwork } from './image.pull-network';
import { caseOf, failedStart, speaks, verdict } from './testing';

const pull = (message: string) => caseOf({ failedStarts: [failedStart('pull', message)] });

describe('image.pull-network', () => {
  test.each([
    [
      'does not resolve',
      'Failed to pull image "contoso.azurecr.io/shop:1": failed to do request: Head "https://contoso.azurecr.io/v2/shop/manifests/1": dial tcp: lookup contoso.azurecr.io on 168.63.129.16:53: no such host',
    ],
    [
      'cannot be reached',
      'Failed to pull image "contoso.azurecr.io/shop:1": failed to do request: Head "https://contoso.azurecr.io/v2/shop/manifests/1": dial tcp 20.1.2.3:443: i/o timeout',
    ],
    [
      'firewall',
      'Failed to pull image "contoso.azurecr.io/shop:1": unexpected status: 403 Forbidden: denied: client with IP \'20.1.2.3\' is not allowed access. Refer https://aka.ms/acr/firewall to grant access.',
    ],
    [
      'cannot be reached',
      "Container 'web' was terminated with exit code '' and reason 'ImagePullFailure'. Image contoso.azurecr.io/shop:1 not found in registry. ErrorMessage=Get \"https://contoso.azurecr.io/v2/\": net/http: TLS handshake timeout",
    ],
  ])('is high: %s', (says, message) => {
    expect(verdict(pull(message))).toMatchObject({
      cause: 'image.pull-network',
      found: { confidence: 'high', summary: expect.stringContaining(says) },
    });
  });

  test.each([
    ['a refused credential', 'Failed to pull image "contoso.azurecr.io/shop:1": failed to authorize: 401 Unauthorized'],
    ['a missing tag', 'Failed to pull image "contoso.azurecr.io/shop:9": manifest unknown'],
    ['a row without a reason', 'Error: ImagePullBackOff'],
  ])('keeps quiet about %s', (_, message) => {
    expect(speaks(imagePullNetwork, pull(message))).toBe(false);
  });
});
