import { expect, test } from 'vitest';
import { runningRuns } from './signs-of-life';
import { diagnosis, noonMs, run } from './testing/diagnosis';

const asOfMs = noonMs + 120 * 60_000;
const open = run({ from: 10, to: null });
const line = { atMs: asOfMs - 60_000, replica: open.replica, revision: open.revision };

test('a run without an end is running when its replica showed life just now', () => {
  expect([...runningRuns(diagnosis({ runs: [open], asOfMs }), [line])]).toEqual([open.id]);
  expect([...runningRuns(diagnosis({ runs: [run({ from: 110, to: null })], asOfMs }), [])]).toHaveLength(1);
});

test('nothing is claimed of a replica that has long been silent, or of which only another spoke', () => {
  expect(runningRuns(diagnosis({ runs: [open], asOfMs }), []).size).toBe(0);
  expect(runningRuns(diagnosis({ runs: [open], asOfMs }), [{ ...line, replica: 'shop--r7-5d9c-bbbbb' }]).size).toBe(0);
});

test('a run that ended, or that another followed, is not running', () => {
  const ended = run({ from: 10, to: 119 });
  const later = run({ from: 118, to: null });

  expect(runningRuns(diagnosis({ runs: [ended], asOfMs }), [line]).size).toBe(0);
  expect([...runningRuns(diagnosis({ runs: [open, later], asOfMs }), [line])]).toEqual([later.id]);
});
