import { describe, expect, test } from 'vitest';
import { gatherFacts } from '@/lib/diagnosis/facts/facts';
import { inputOf, noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { DiagnosisInput } from '@/lib/domain/diagnosis';
import { livedWellBefore, seenFromMs } from './seen-alive';
import { life, type Story, together } from './testing';

const minute = 60;

function factsOf(story: Story, facts: Partial<DiagnosisInput> = {}) {
  const found = gatherFacts(inputOf(facts.app ?? rowsOf().app, story.system, { consoleRows: story.console, ...facts }));
  const run = found.runs.find(({ replica }) => replica?.endsWith('lived'));
  if (run === undefined) throw new Error('The story has no such run.');
  return { run, facts: found };
}

const whole = life({ from: 0, to: 20 * minute, name: 'lived' });
const startless = { ...whole, system: whole.system.slice(2) };
/** Somebody whose start is told, a quarter of an hour before the end of the other. */
const other = life({ from: 5 * minute, name: 'other' });

function seen(story: Story, change: Partial<DiagnosisInput> = {}): number | null {
  const { run, facts } = factsOf(story, change);
  const atMs = seenFromMs(run, facts);
  return atMs === null ? null : (atMs - noonMs) / 1_000;
}

describe('a run is seen alive', () => {
  test('from its start', () => {
    expect(seen(whole)).toBe(0);
  });

  test('from its first line where no row tells its start', () => {
    const line = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-lived' }).line(3 * minute, 'at work');
    expect(seen({ ...startless, console: [line] })).toBe(3 * minute);
    expect(seen(startless)).toBe(20 * minute);
  });

  test('from the first row on where others’ starts are told and its own is not', () => {
    expect(seen(together(other, startless))).toBe(5 * minute);
  });
});

describe('a run lived well', () => {
  const wellBefore = (story: Story, seconds: number, change: Partial<DiagnosisInput> = {}) => {
    const { run, facts } = factsOf(story, change);
    return livedWellBefore(run, noonMs + seconds * 1_000, facts);
  };

  test('after ten minutes, not before', () => {
    expect(wellBefore(whole, 10 * minute)).toBe(true);
    expect(wellBefore(whole, 10 * minute - 1)).toBe(false);
  });

  test('only by what it lived in the range', () => {
    const range = { fromMs: noonMs + 11 * minute * 1_000, toMs: noonMs + 60 * minute * 1_000 };
    expect(wellBefore(whole, 60 * minute, { range, asOfMs: range.toMs })).toBe(false);
  });

  test('when it did a job’s work', () => {
    const job = rowsOf({ kind: 'job', replica: 'nightly-abc12-lived' });
    const run = (code: number) => ({ system: [...job.started(0), ...job.exited(30, code)], console: [] });
    expect(wellBefore(run(0), minute, { app: job.app })).toBe(true);
    expect(wellBefore(run(0), 20, { app: job.app })).toBe(false);
    expect(wellBefore(run(1), minute, { app: job.app })).toBe(false);
  });
});
