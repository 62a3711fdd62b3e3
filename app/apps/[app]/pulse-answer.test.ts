import { describe, expect, test } from 'vitest';
import { parsePulse } from './pulse-answer';

const incident = {
  id: 'a',
  state: 'over',
  overSince: '2026-06-20T14:00:00.000Z',
  overBecause: 'It ran.',
  to: '2026-06-20T13:59:00.000Z',
  nextAttempt: null,
};
const answer = {
  asOf: '2026-06-20T14:38:00.000Z',
  status: 'recovered',
  newestRow: '2026-06-20T14:37:00.000Z',
  events: 3,
  incidents: [incident],
};

describe('a pulse', () => {
  test('is read with its moments as milliseconds', () => {
    expect(parsePulse(answer)).toEqual({
      asOfMs: Date.UTC(2026, 5, 20, 14, 38),
      status: 'recovered',
      newestRowMs: Date.UTC(2026, 5, 20, 14, 37),
      events: 3,
      incidents: [
        {
          id: 'a',
          state: 'over',
          overSinceMs: Date.UTC(2026, 5, 20, 14),
          overBecause: 'It ran.',
          toMs: Date.UTC(2026, 5, 20, 13, 59),
          nextAttemptMs: null,
        },
      ],
    });
  });

  test.each([
    ['null', null],
    ['an error', { error: { kind: 'internal' } }],
    ['a status of another version', { ...answer, status: 'sleeping' }],
    ['no newest row', { ...answer, newestRow: null }],
    ['an incident without a state', { ...answer, incidents: [{ ...incident, state: undefined }] }],
    ['an incident whose end is no time', { ...answer, incidents: [{ ...incident, overSince: 'soon' }] }],
  ])('is an error, not a quiet app, when it is %s', (_, given) => {
    expect(() => parsePulse(given)).toThrow(Error);
  });
});
