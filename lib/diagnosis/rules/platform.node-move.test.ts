import { describe, expect, test } from 'vitest';
import { nodeMove } from './platform.node-move';
import { caseOf, event, life, speaks, verdict } from './testing';

const moved = (message: string, reason = 'ScaleDown') =>
  event({ kind: 'node-move', detail: message }, { at: 100, reason, message, container: null });

describe('platform.node-move', () => {
  test.each([
    ['ScaleDown', 'deleting pod for node scale down'],
    ['TaintManagerEviction', 'Marking for deletion Pod k8se-apps/shop'],
    ['NodeShutdown', 'Pod was terminated in response to imminent node shutdown.'],
  ])('is high for %s', (reason, message) => {
    expect(verdict(caseOf({ faults: [moved(message, reason)] }))).toMatchObject({
      cause: 'platform.node-move',
      found: { confidence: 'high' },
    });
  });

  test('explains a kill that follows', () => {
    expect(
      verdict(
        caseOf({ lives: [life({ lifetime: 131, code: 137 })], events: [moved('deleting pod for node scale down')] }),
      ).cause,
    ).toBe('platform.node-move');
  });

  test.each([
    [
      'a crash of its own near such a row',
      caseOf({ lives: [life({ lifetime: 101, code: 1 })], events: [moved('deleting pod for node scale down')] }),
    ],
    ['SIGKILL without such a row', caseOf({ lives: [life({ code: 137 })] })],
    [
      'the app’s own scale-in',
      caseOf({
        events: [
          event(
            { kind: 'scaled', direction: 'in', detail: '' },
            { at: 1, message: 'Scale down to 1 as all metrics below target', container: null },
          ),
        ],
      }),
    ],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(nodeMove, incident)).toBe(false);
  });
});
