import { describe, expect, test } from 'vitest';
import type { SystemEvent } from '@/lib/domain/event';
import { diagnosis, incidentOf, noonMs, run, systemEvent } from '@/lib/timeline/testing/diagnosis';
import { whatChangedBefore } from './what-changed';

const minuteMs = 60_000;
const at = (minutes: number) => ({ atMs: noonMs + minutes * minuteMs });
const incident = incidentOf([run({ from: 120, to: 125 })]);
const whole = { fromMs: noonMs - 600 * minuteMs, toMs: noonMs + 600 * minuteMs };
const calm = systemEvent({ kind: 'container-started' }, at(-60));

function changed(events: SystemEvent[], change: Partial<ReturnType<typeof diagnosis>> = {}) {
  return whatChangedBefore(incident, diagnosis({ events, range: whole, incidents: [incident], ...change }));
}

describe('what changed just before', () => {
  test('is the newest changes, each with the time from it to the first sign', () => {
    const events = [
      systemEvent({ kind: 'revision', step: 'created' }, { ...at(80), revision: 'shop--r6' }),
      systemEvent({ kind: 'revision', step: 'created' }, { ...at(110), revision: 'shop--r7' }),
      systemEvent({ kind: 'revision', step: 'ready' }, { ...at(112), revision: 'shop--r7' }),
    ];

    expect(changed(events)).toBe(
      'Revision r7 created 15 min before the first sign; revision r6 created 45 min before.',
    );
  });

  test('is a move of the platform too', () => {
    expect(changed([systemEvent({ kind: 'node-move', detail: '' }, at(124))])).toBe(
      'A replica moved to another node 1 min before the first sign.',
    );
  });

  test('is nothing, where the hour before was read in full', () => {
    expect(changed([calm])).toContain('No revision was created');
  });

  test.each([
    ['the range begins later', { range: { ...whole, fromMs: noonMs + 100 * minuteMs } }],
    ['rows were cut off', { blindSpots: [{ kind: 'rows-truncated' as const, message: 'Cut.' }] }],
    ['the app shows itself only later', { events: [systemEvent({ kind: 'container-started' }, at(119))] }],
    ['no row is there', { events: [] }],
  ])('is not known when %s', (_, change) => {
    expect(changed([calm], change)).toBeNull();
  });

  test.each([
    ['a revision after it', systemEvent({ kind: 'revision', step: 'created' }, at(130))],
    ['a revision long before', systemEvent({ kind: 'revision', step: 'created' }, at(20))],
    ['a revision that only became ready', systemEvent({ kind: 'revision', step: 'ready' }, at(120))],
  ])('is not %s', (_, event) => {
    expect(changed([calm, event])).toContain('No revision was created');
  });
});
