import { describe, expect, test } from 'vitest';
import { imageArchMismatch } from './image.arch-mismatch';
import { caseOf, crashed, failedStart, speaks, verdict } from './testing';

describe('image.arch-mismatch', () => {
  test.each([
    [
      'a pull',
      caseOf({
        failedStarts: [
          failedStart(
            'pull',
            'Failed to pull image "contoso.azurecr.io/shop:1": no match for platform in manifest: not found',
          ),
        ],
      }),
    ],
    [
      'a create failure',
      caseOf({
        failedStarts: [
          failedStart(
            'create',
            'Error: failed to create containerd task: OCI runtime create failed: runc create failed: unable to start container process: exec /app: exec format error: unknown',
          ),
        ],
      }),
    ],
    ['the console', crashed(['exec /usr/local/bin/docker-entrypoint.sh: exec format error'])],
    ['Python', crashed(["OSError: [Errno 8] Exec format error: '/opt/tool'"])],
  ])('is high in %s', (_, incident) => {
    expect(verdict(incident)).toMatchObject({ cause: 'image.arch-mismatch', found: { confidence: 'high' } });
  });

  test.each([
    ['a missing program', crashed(['exec /entrypoint.sh: no such file or directory'])],
    ['a date that has the wrong format', crashed(['ValueError: time data does not match format'])],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(imageArchMismatch, incident)).toBe(false);
  });
});
