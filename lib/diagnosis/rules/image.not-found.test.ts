import { describe, expect, test } from 'vitest';
import { imageNotFound } from './image.not-found';
import { caseOf, failedStart, speaks, verdict } from './testing';

const pull = (message: string) => caseOf({ failedStarts: [failedStart('pull', message)] });

describe('image.not-found', () => {
  test.each([
    'Failed to pull image "contoso.azurecr.io/shop:v9": rpc error: code = NotFound desc = failed to pull and unpack image "contoso.azurecr.io/shop:v9": failed to resolve reference "contoso.azurecr.io/shop:v9": contoso.azurecr.io/shop:v9: not found',
    'Container \'web\' was terminated with exit code \'\' and reason \'ImagePullFailure\'. Image contoso.azurecr.io/shop:v9 not found in registry. ErrorMessage={"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest tagged by \\"v9\\" is not found"}]}',
    'Failed to pull image "contoso.azurecr.io/shop:v9": manifest unknown: manifest tagged by "v9" is not found',
    'Failed to pull image "contoso.azurecr.io/shop:v9": NAME_UNKNOWN: repository name not known to registry',
  ])('is high when the registry says so: %s', (message) => {
    expect(verdict(pull(message))).toMatchObject({
      cause: 'image.not-found',
      found: { confidence: 'high', summary: expect.stringContaining('contoso.azurecr.io/shop:v9') },
    });
  });

  test.each([
    'Error: ErrImagePull',
    'Persistent Image Pull Errors for image "contoso.azurecr.io/shop:v9". Please check https://aka.ms/cappsimagepullerrors.',
    "Container 'web' was terminated with exit code '' and reason 'ImagePullFailure'",
  ])('is only low for a row that gives no reason: %s', (message) => {
    expect(verdict(pull(message))).toMatchObject({ cause: 'image.not-found', found: { confidence: 'low' } });
  });

  test.each([
    [
      'a refused credential',
      'Failed to pull image "contoso.azurecr.io/shop:v9": failed to authorize: 401 Unauthorized',
    ],
    [
      'a registry that is not reached',
      'Failed to pull image "contoso.azurecr.io/shop:v9": dial tcp: lookup contoso.azurecr.io: no such host',
    ],
    [
      'a platform that the image does not have',
      'Failed to pull image "contoso.azurecr.io/shop:v9": no match for platform in manifest: not found',
    ],
  ])('keeps quiet about %s', (_, message) => {
    expect(speaks(imageNotFound, pull(message))).toBe(false);
  });

  test('lists the tags of that repository', () => {
    expect(
      imageNotFound.examine(pull('Failed to pull image "contoso.azurecr.io/team/shop:v9": manifest unknown')),
    ).toMatchObject({
      nextSteps: expect.arrayContaining([
        expect.objectContaining({ command: expect.stringContaining('--name contoso --repository team/shop') }),
      ]),
    });
  });
});
