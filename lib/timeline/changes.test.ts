import { describe, expect, test } from 'vitest';
import type { EventDetail } from '@/lib/domain/event';
import { changesOf } from './changes';
import { noonMs, systemEvent } from './testing/diagnosis';

function said(detail: EventDetail, reason: string, message: string, minutes = 0) {
  const event = systemEvent(detail, { atMs: noonMs + minutes * 60_000, replica: null });
  return { ...event, row: { ...event.row, reason, message } };
}

const labels = (events: ReturnType<typeof said>[]) => changesOf(events).map((change) => change.label);

describe('a change', () => {
  test('is a revision that was made, provisioned or given traffic', () => {
    expect(
      labels([
        said({ kind: 'revision', step: 'created' }, 'RevisionCreation', 'Creating new revision'),
        said({ kind: 'revision', step: 'ready' }, 'RevisionReady', "Successfully provisioned revision 'shop--r7'", 1),
        said(
          { kind: 'revision', step: 'updated' },
          'RevisionUpdate',
          "Setting traffic weight of '80%' for revision 'shop--r8'",
          2,
        ),
      ]),
    ).toEqual(['r7 created', 'r7 provisioned', '80 % traffic to r8']);
  });

  test('is a scaling, with its sizes as far as the row tells them', () => {
    const scaled = (direction: 'in' | 'out' | 'to-zero' | 'from-zero', detail: string) =>
      said({ kind: 'scaled', direction, detail }, 'X', detail);

    expect(
      labels([
        scaled('from-zero', 'Scaled apps/v1.Deployment k8se-apps/shop--r7 from 0 to 1, triggered by http'),
        scaled('to-zero', 'Deactivated apps/v1.Deployment k8se-apps/shop--r7 from 1 to 0'),
        scaled('in', 'Scale down to 1 as all metrics below target'),
        scaled('out', 'New size: 4; reason: cpu above target'),
        scaled('out', 'more'),
      ]),
    ).toEqual(['scaled 0 → 1', 'scaled to zero', 'scaled in to 1', 'scaled out to 4', 'scaled out']);
  });

  test.each([
    ['a row that the platform writes when nothing is deactivated', 'RevisionDeactivating', 'deactivating'],
    ['the state of the app, told over and over', 'ContainerAppReady', 'updated'],
    ['the end of a rolling update', 'RollingRevisionCompleted', 'completed'],
  ] as const)('is not %s', (_, reason, step) => {
    expect(labels([said({ kind: 'revision', step }, reason, 'Successfully updated containerApp: shop')])).toEqual([]);
  });

  test('told again within two minutes is one; later it is another', () => {
    const created = (minutes: number) =>
      said({ kind: 'revision', step: 'created' }, 'RevisionCreation', 'Creating new revision', minutes);

    expect(labels([created(0), created(1), created(30)])).toEqual(['r7 created', 'r7 created']);
  });
});
