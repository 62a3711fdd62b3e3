import { describe, expect, test } from 'vitest';
import { incidentOf, noonMs, run } from '@/lib/timeline/testing/diagnosis';
import { chooseIncident, chooseRange, chooseRun } from './chosen';

const minuteMs = 60_000;
const usual = { fromMs: noonMs - 1440 * minuteMs, toMs: noonMs };

describe('the range', () => {
  test('is the one asked for, whatever else is said', () => {
    const asked = { fromMs: 1, toMs: 2 };

    expect(chooseRange(asked, noonMs - minuteMs, usual)).toBe(asked);
  });

  test('stays the usual one for a moment inside it', () => {
    expect(chooseRange(null, noonMs - minuteMs, usual)).toBe(usual);
    expect(chooseRange(null, null, usual)).toBe(usual);
  });

  test('goes to a moment outside of it', () => {
    const atMs = usual.fromMs - minuteMs;

    expect(chooseRange(null, atMs, usual)).toEqual({ fromMs: atMs - 720 * minuteMs, toMs: atMs + 720 * minuteMs });
    expect(chooseRange(null, noonMs, usual).fromMs).toBe(noonMs - 720 * minuteMs);
  });
});

describe('the incident', () => {
  const worst = incidentOf([run({ from: 0, to: 10 })], { id: 'worst' });
  const other = incidentOf([run({ from: 60, to: 70 })], { id: 'other' });

  test('is the worst when no moment is meant', () => {
    expect(chooseIncident([worst, other], null)?.id).toBe('worst');
    expect(chooseIncident([], null)).toBeNull();
  });

  test('is the one at the moment, or the nearest to it', () => {
    expect(chooseIncident([worst, other], noonMs + 70 * minuteMs)?.id).toBe('other');
    expect(chooseIncident([worst, other], noonMs + 60 * minuteMs)?.id).toBe('other');
    expect(chooseIncident([worst, other], noonMs - 60 * minuteMs)?.id).toBe('worst');
  });
});

describe('the run', () => {
  const exits = [run({ from: 0, to: 10 }), run({ from: 11, to: 20 }), run({ from: 21, to: 30 })];

  test('is the newest failed one', () => {
    expect(chooseRun(incidentOf(exits), null)).toBe(exits[2]);
    expect(chooseRun(incidentOf([], { fromMs: 0, toMs: 1 }), null)).toBeNull();
    expect(chooseRun(null, null)).toBeNull();
  });

  test('is the one that ended last, not the one that began last', () => {
    const long = run({ from: 0, to: 50 });

    expect(chooseRun(incidentOf([long, ...exits]), null)).toBe(long);
  });

  test('is the newest up to the moment meant, which an alert may name a little early', () => {
    expect(chooseRun(incidentOf(exits), noonMs + 25 * minuteMs)).toBe(exits[1]);
    expect(chooseRun(incidentOf(exits), noonMs + 19.5 * minuteMs)).toBe(exits[1]);
    expect(chooseRun(incidentOf(exits), noonMs - 25 * minuteMs)).toBe(exits[2]);
  });
});
