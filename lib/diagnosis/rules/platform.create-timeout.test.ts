import { describe, expect, test } from 'vitest';
import { createTimeout } from './platform.create-timeout';
import { caseOf, crashed, failedStart, speaks, verdict } from './testing';

const detail = (text: string) =>
  caseOf({
    failedStarts: [
      failedStart(
        'create',
        `Container 'web' was terminated with exit code '1' and reason 'ContainerCreateFailure'. Status(StatusCode="Unknown", Detail="${text}")`,
      ),
    ],
  });

describe('platform.create-timeout', () => {
  test('is high for a preparation that was given up', () => {
    expect(verdict(detail('chown -R 1000:1000 /home/app canceled after 191756 ms'))).toMatchObject({
      cause: 'platform.create-timeout',
      found: { confidence: 'high', summary: expect.stringMatching(/192 s.*\/home\/app/) },
    });
  });

  test.each([
    ['a program that is not there', detail('exec: "serve": executable file not found in $PATH')],
    [
      'a chown that the application itself is denied',
      crashed(["chown: changing ownership of '/data': Operation not permitted"]),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(createTimeout, incident)).toBe(false);
  });
});
