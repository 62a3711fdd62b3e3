import { describe, expect, test } from 'vitest';
import { infraFailure } from './platform.infra-failure';
import { caseOf, crashed, event, failedStart, speaks, verdict } from './testing';

const create = (message: string) => caseOf({ failedStarts: [failedStart('create', message)] });
const waiting = (at: number) =>
  event(
    { kind: 'replica-unassigned', detail: 'Waiting for infrastructure to be ready' },
    { at, reason: 'AssigningReplicaFailed', message: 'Waiting for infrastructure to be ready', container: null },
  );

describe('platform.infra-failure', () => {
  test.each([
    "Container 'web' was terminated with exit code '1' and reason 'ContainerCreateFailure'. Status(StatusCode=\"Unknown\", Detail=\"legionErrorCode: RunProcessFailed\")",
    'mount: /podr/container-runtime/default/1: special device overlay does not exist.',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox',
  ])('is high for %s', (message) => {
    expect(verdict(create(message))).toMatchObject({ cause: 'platform.infra-failure', found: { confidence: 'high' } });
  });

  test('is medium when a node does not come for a quarter of an hour', () => {
    expect(infraFailure.examine(caseOf({ faults: [waiting(0), waiting(300), waiting(900)] }))).toMatchObject({
      confidence: 'medium',
    });
  });

  test.each([
    ['a moment of waiting', caseOf({ faults: [waiting(0), waiting(60)] })],
    [
      'a program that is not there',
      create(
        'Error: failed to create containerd task: OCI runtime create failed: exec: "serve": executable file not found in $PATH',
      ),
    ],
    ['an error of the application', crashed(['Error: Request failed with status code 500 Internal Server Error'])],
    [
      'a container that the platform injects',
      caseOf({
        ...{ role: 'platform', container: 'identity-service-1' },
        failedStarts: [failedStart('create', 'special device overlay does not exist')],
      }),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(infraFailure, incident)).toBe(false);
  });
});
