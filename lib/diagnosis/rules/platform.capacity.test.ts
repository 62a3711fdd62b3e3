import { describe, expect, test } from 'vitest';
import { capacity } from './platform.capacity';
import { caseOf, event, life, speaks, verdict } from './testing';

const unplaced = (message: string, reason = 'AssigningReplicaFailed') =>
  event({ kind: 'replica-unassigned', detail: message }, { at: 3, reason, message, container: null });

describe('platform.capacity', () => {
  test.each([
    ['AssigningReplicaFailed', "Insufficient capacity on workload profile 'd4-prod'"],
    [
      'FailedScheduling',
      '0/4 nodes are available: 3 Insufficient cpu, 1 node(s) had untolerated taint {virtual-kubelet.io/provider: legion}.',
    ],
    ['Preempted', 'Preempted by a pod on node 12'],
    ['Evicted', 'The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi.'],
  ])('is high for %s', (reason, message) => {
    expect(verdict(caseOf({ faults: [unplaced(message, reason)] }))).toMatchObject({
      cause: 'platform.capacity',
      found: { confidence: 'high' },
    });
  });

  test('names the workload profile in the command', () => {
    expect(
      capacity.examine(caseOf({ faults: [unplaced("Insufficient capacity on workload profile 'd4-prod'")] })),
    ).toMatchObject({
      nextSteps: expect.arrayContaining([
        expect.objectContaining({ command: expect.stringContaining('--workload-profile-name d4-prod') }),
      ]),
    });
  });

  test.each([
    [
      'a limit that one sets',
      caseOf({ faults: [unplaced('The workload profile has reached its maximum node count.')] }),
    ],
    ['the wait that every start has', caseOf({ faults: [unplaced('Waiting for infrastructure to be ready')] })],
    ['a crash', caseOf({ lives: [life()] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(capacity, incident)).toBe(false);
  });
});
