import { describe, expect, test } from 'vitest';
import { evictionStorage } from './platform.eviction-storage';
import { caseOf, crashed, event, life, speaks, verdict } from './testing';

const evicted = (message: string) =>
  event({ kind: 'evicted', detail: message }, { at: 300, reason: 'Evicted', message, container: null });

describe('platform.eviction-storage', () => {
  test.each([
    ['8Gi', 'Pod ephemeral local storage usage exceeds the total limit of containers 8Gi.'],
    ['1Gi', 'Container web exceeded its local ephemeral storage limit "1Gi".'],
  ])('is high and names the limit of %s', (limit, message) => {
    expect(verdict(caseOf({ faults: [evicted(message)] }))).toMatchObject({
      cause: 'platform.eviction-storage',
      found: { confidence: 'high', summary: expect.stringContaining(limit) },
    });
  });

  test('explains the 137 that follows', () => {
    expect(
      verdict(
        caseOf({
          lives: [life({ lifetime: 302, code: 137 })],
          faults: [evicted('Pod ephemeral local storage usage exceeds the total limit of containers 2Gi.')],
        }),
      ).cause,
    ).toBe('platform.eviction-storage');
  });

  test('is medium for the bare reason', () => {
    expect(evictionStorage.examine(caseOf({ lives: [life({ code: 137, reason: 'Evicted' })] }))).toMatchObject({
      confidence: 'medium',
    });
  });

  test.each([
    ['a node that is short of memory', caseOf({ faults: [evicted('The node was low on resource: memory.')] })],
    ['a disk that the process finds full', crashed(['OSError: [Errno 28] No space left on device'])],
    ['SIGKILL without such a row', caseOf({ lives: [life({ code: 137 })] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(evictionStorage, incident)).toBe(false);
  });
});
