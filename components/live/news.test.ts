import { describe, expect, test } from 'vitest';
import type { IncidentNow, LiveNews } from './live';
import { toNewsWords } from './news';

function incident(change: Partial<IncidentNow> = {}): IncidentNow {
  return { id: 'a', state: 'ongoing', overSinceMs: null, overBecause: null, toMs: 0, nextAttemptMs: null, ...change };
}

const shown = { asOfMs: 1000, status: 'crash-looping', events: 10, incidents: [incident()] } as const;
const news = (change: Partial<LiveNews> = {}): LiveNews => ({
  asOfMs: 2000,
  status: 'crash-looping',
  newestRowMs: 1500,
  events: 10,
  incidents: [incident()],
  ...change,
});

describe('news', () => {
  test.each([
    ['events', news({ events: 13 }), '3 new events'],
    ['one event', news({ events: 11 }), '1 new event'],
    ['another status', news({ status: 'recovered', events: 12 }), 'Now recovered, 2 new events'],
    ['an incident that ended', news({ incidents: [incident({ state: 'over' })] }), 'An incident is over'],
    ['an incident that began', news({ incidents: [incident(), incident({ id: 'b' })] }), 'Another incident'],
  ])('tell of %s', (_, heard, words) => {
    expect(toNewsWords(shown, heard)).toBe(words);
  });

  test.each([
    ['nothing was heard', null],
    ['the same was heard', news()],
    ['what was heard is older than the page', news({ asOfMs: 900, events: 13 })],
    ['old events fell out of a cut answer', news({ events: 8 })],
    ['an incident changed its newest sign only', news({ incidents: [incident({ toMs: 5 })] })],
  ])('are none when %s', (_, heard) => {
    expect(toNewsWords(shown, heard)).toBeNull();
  });
});
