import { describe, expect, test } from 'vitest';
import type { LogFailure } from '@/lib/domain/connection';
import type { BlindSpot } from '@/lib/domain/diagnosis';
import type { ShownQuery } from '@/lib/report/report';
import { toFreshness, toPartFailures, toTrustItems } from './trust-items';

const forbidden: LogFailure = { kind: 'forbidden', message: 'No permission.', remedy: 'Ask for the role.' };

function query(question: string, failure: LogFailure | null = null): ShownQuery {
  return {
    question,
    title: `Title of ${question}`,
    workspace: 'ops',
    kql: 'T',
    rows: 1,
    serverMs: 1,
    failure,
    portal: null,
  };
}

const asked = [query('system-rows'), query('console-tails')];
const spot = (kind: BlindSpot['kind'], message = `Message of ${kind}.`): BlindSpot => ({ kind, message });
const told = (spots: BlindSpot[], queries = asked) =>
  Object.fromEntries(toTrustItems(spots, queries).map(({ key, state, text }) => [key, `${state}: ${text}`]));

describe('what the verdict rests on', () => {
  test('is said to be good only when all was answered in full', () => {
    expect(told([])).toEqual({
      answers: 'good: Read in full',
      console: 'good: Console log present',
      metrics: 'off: Metrics not connected',
    });
  });

  test.each([
    ['a cut answer', [spot('rows-truncated')], 'answers', 'mind: Only the newest rows read'],
    ['an answer in part', [spot('partial-answer')], 'answers', 'mind: Answers not complete'],
    ['another workspace that failed', [spot('source-failed')], 'answers', 'mind: Answers not complete'],
    ['silent runs', [spot('no-console-rows')], 'console', 'mind: Console lines missing'],
    ['no console table', [spot('no-table', 'No table for console lines.')], 'console', 'mind: No console table'],
    ['no system table', [spot('no-table', 'No table for system rows.')], 'rows', 'mind: No system rows'],
    ['rows without replica', [spot('replica-unknown')], 'replicas', 'mind: Replicas not named'],
    ['places of an export', [spot('import-problem')], 'exports', 'mind: Export not read in full'],
  ] as const)('tells of %s', (_, spots, key, text) => {
    expect(told([...spots])[key]).toBe(text);
  });

  test('counts the questions that failed, and never calls their log present', () => {
    expect(told([], [query('system-rows'), query('console-tails', forbidden)])).toMatchObject({
      answers: 'bad: 1 of 2 queries failed',
      console: 'bad: Console log not read',
    });
  });

  test('does not call a log present that held no line', () => {
    const empty = { ...query('console-tails'), rows: 0 };

    expect(told([], [query('system-rows'), empty])).toMatchObject({ console: 'off: No console lines' });
  });

  test('makes nothing of the ordinary delay', () => {
    expect(told([spot('ingestion-delay')])).toEqual(told([]));
  });
});

describe('the freshness of the rows', () => {
  const nowMs = Date.UTC(2026, 5, 20);
  const stateAfter = (minutes: number, isExport = false) =>
    toFreshness({ newestRowMs: nowMs - minutes * 60_000, nowMs, isExport }).state;

  test.each([
    [0, 'good'],
    [10, 'good'],
    [11, 'mind'],
  ] as const)('after %s minutes is %s', (minutes, state) => {
    expect(stateAfter(minutes)).toBe(state);
  });

  test('is no worry in an export, and unknown without rows', () => {
    expect(stateAfter(600, true)).toBe('off');
    expect(toFreshness({ newestRowMs: null, nowMs, isExport: false }).state).toBe('mind');
  });
});

test('a failure that several questions share is told once, with all of them', () => {
  expect(toPartFailures([query('a', forbidden), query('b'), query('c', forbidden)])).toEqual([
    { parts: ['Title of a', 'Title of c'], failure: forbidden },
  ]);
  expect(toPartFailures(asked)).toEqual([]);
});
