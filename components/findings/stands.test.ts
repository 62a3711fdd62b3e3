import { expect, test } from 'vitest';
import { diagnosis, incidentOf, run } from '@/lib/timeline/testing/diagnosis';
import { toIncidentNow, toPatience } from './stands';

const incident = incidentOf([run({ from: 0, to: 10 })]);

test('an incident without a known wait counts as over after a quarter of an hour', () => {
  expect(toPatience({ ...incident, backOff: null }, diagnosis())).toBe(
    'It counts as over after 15 min without a further sign: at 12:25 UTC if none comes.',
  );
});

test('no wait of the platform is longer than the patience', () => {
  const backOff = { stage: 6, seenIn: ['gaps' as const], sinceMs: null, nextAttemptMs: null } as const;

  expect(toPatience({ ...incident, backOff: { ...backOff, seenIn: [...backOff.seenIn] } }, diagnosis())).toContain(
    'after 15 min',
  );
});

test('a job is over when it succeeds, not when it is silent', () => {
  const { app, ...rest } = diagnosis();

  expect(toPatience(incident, { ...rest, app: { ...app, kind: 'job' } })).toBe(
    'It counts as over when a later execution succeeds.',
  );
});

test('what is not known of the next attempt stays unknown', () => {
  expect(toIncidentNow({ ...incident, backOff: null }).nextAttemptMs).toBeNull();
});
