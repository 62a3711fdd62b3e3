import { expect, test } from 'vitest';
import type { Connection } from '@/lib/domain/connection';
import { whyStill } from './still';

const from = (kind: Connection['kind']): Connection => ({ kind, workspaces: ['ops'], importProblems: [] });
const nowMs = Date.UTC(2026, 5, 20, 14, 38);

test.each(['azure', 'sample'] as const)('the usual hours of %s go with the clock', (kind) => {
  expect(whyStill(from(kind), null, false, '/apps/a')).toBeNull();
});

test('an export never pretends to be live, whatever the clock and the hours', () => {
  expect(whyStill(from('export'), null, false, '/apps/a')).toMatchObject({ word: 'Stands still', liveHref: null });
  expect(whyStill(from('export'), nowMs, true, '/apps/a')).toMatchObject({ word: 'Stands still' });
});

test('a fixed clock says at which moment it stands', () => {
  expect(whyStill(from('azure'), nowMs, true, '/apps/a')).toMatchObject({
    word: 'Clock fixed',
    why: expect.stringContaining('20 June 2026 14:38 UTC'),
    liveHref: null,
  });
});

test('hours of the past lead to the page that goes with the clock', () => {
  expect(whyStill(from('azure'), null, true, '/apps/a')).toMatchObject({ word: 'Fixed hours', liveHref: '/apps/a' });
});
