import { describe, expect, test } from 'vitest';
import { noonMs, run } from '@/lib/timeline/testing/diagnosis';
import { firstLines, type TimedLine } from './first-lines';

const replica = 'shop--r7-5d9c-aaaaa';

function line(minutes: number, text: string, facts: Partial<TimedLine> = {}): TimedLine {
  return { atMs: noonMs + minutes * 60_000, replica, revision: 'shop--r7', container: 'api', text, ...facts };
}

const runs = [run({ from: 0, to: 2, replica }), run({ from: 3, to: 4, replica })];
const [one, two] = runs.map(({ id }) => id);

describe('the first line of a run', () => {
  test('is the earliest of its life, whatever the order of the lines', () => {
    const first = firstLines(runs, [line(3.5, 'third'), line(1.5, 'second'), line(1, 'first')]);

    expect([...first]).toEqual([
      [two, 'third'],
      [one, 'first'],
    ]);
  });

  test('may bear a time just after the exit', () => {
    expect(firstLines(runs, [line(2.02, 'last words')]).get(one ?? '')).toBe('last words');
  });

  test('is one line without its time, cut to what a row shows', () => {
    const text =
      firstLines(runs, [line(1, `F [2026-06-20 12:01:00 +0000] a\n\tb ${'x'.repeat(300)}`)]).get(one ?? '') ?? '';

    expect(text).toMatch(/^a b x+…$/);
    expect(text).toHaveLength(161);
  });

  test.each([
    ['of another replica', line(1, 'x', { replica: 'shop--r7-5d9c-bbbbb' })],
    ['of another container', line(1, 'x', { container: 'daprd' })],
    ['that names no container', line(1, 'x', { container: null })],
    ['printed between two lives', line(2.5, 'x')],
  ])('is not one %s', (_, other) => {
    expect(firstLines(runs, [other]).size).toBe(0);
  });

  test('is given to nobody where two runs without a replica could have printed it', () => {
    const alike = [run({ from: 0, to: 4, replica: null }), run({ from: 1, to: 5, replica: null })];

    expect(firstLines(alike, [line(2, 'x', { replica: null })]).size).toBe(0);
    expect(firstLines(alike.slice(0, 1), [line(2, 'x', { replica: null })]).size).toBe(1);
  });
});
