import { describe, expect, test } from 'vitest';
import { quota } from './platform.quota';
import { caseOf, event, life, speaks, verdict } from './testing';

const unplaced = (message: string) =>
  event(
    { kind: 'replica-unassigned', detail: message },
    { at: 3, reason: 'AssigningReplicaFailed', message, container: null },
  );

describe('platform.quota', () => {
  test.each([
    [
      'quota of cores',
      'Maximum Allowed Cores exceeded for the Managed Environment. Please check https://learn.microsoft.com/en-us/azure/container-apps/quotas for resource limits.',
    ],
    ['number of nodes', 'The workload profile has reached its maximum node count. Please increase maximum node count.'],
    ['number of nodes', "pod didn't trigger scale-up: 1 max node group size reached"],
    [
      'quota of cores',
      'Error creating: pods "shop" is forbidden: exceeded quota: apps, requested: cpu=2, used: cpu=20, limited: cpu=20',
    ],
  ])('is high and says which limit: %s', (says, message) => {
    expect(verdict(caseOf({ faults: [unplaced(message)] }))).toMatchObject({
      cause: 'platform.quota',
      found: { confidence: 'high', summary: expect.stringContaining(says) },
    });
  });

  test.each([
    ['a full workload profile', caseOf({ faults: [unplaced("Insufficient capacity on workload profile 'd4'")] })],
    ['a crash', caseOf({ lives: [life()] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(quota, incident)).toBe(false);
  });
});
