import { describe, expect, test } from 'vitest';
import { parseComparisonAnswer } from './comparison-answer';

const side = {
  run: {
    id: 'api~shop--r1-5d9c-x2k4p~1',
    replica: 'shop--r1-5d9c-x2k4p',
    from: '2026-06-20T12:00:00.000Z',
    lifetimeSeconds: 90,
  },
  lines: 2,
  truncated: true,
  missing: ['Lines take minutes to arrive.'],
};
const cell = { row: 'r', time: '2026-06-20T12:00:01.000Z', afterStartSeconds: 1, stream: 'stdout', text: 'ready' };
const answer = {
  good: side,
  bad: { ...side, truncated: false, missing: [] },
  chosen: 'last-good',
  lines: [
    { role: 'same', good: cell, bad: cell },
    { role: 'added', good: null, bad: { ...cell, text: 'boom' } },
  ],
  lastCommon: 0,
  sentence: 'Both get as far as “ready”.',
};

describe('a comparison’s answer', () => {
  test('becomes two runs side by side', () => {
    const view = parseComparisonAnswer(answer);

    expect(view).toMatchObject({ isNamed: false, lastCommon: 0, sentence: 'Both get as far as “ready”.' });
    expect(view.good).toEqual({
      run: side.run.id,
      title: '…x2k4p · 20 Jun 12:00:00 UTC · ran 1 min 30 s',
      isTruncated: true,
      missing: ['Lines take minutes to arrive.'],
    });
    expect(view.lines.map(({ role, good, bad }) => [role, good?.text, bad?.text])).toEqual([
      ['same', 'ready', 'ready'],
      ['added', undefined, 'boom'],
    ]);
    expect(view.lines[0]?.good?.afterStartMs).toBe(1000);
  });

  test('says when the other run was named', () => {
    expect(parseComparisonAnswer({ ...answer, chosen: 'named', lastCommon: null })).toMatchObject({
      isNamed: true,
      lastCommon: null,
    });
  });

  test.each([
    null,
    {},
    { ...answer, lines: 'none' },
    { ...answer, good: {} },
    { ...answer, lines: [{ role: 'other' }] },
  ])('that is not one is an error, never two equal runs: %#', (wrong) => {
    expect(() => parseComparisonAnswer(wrong)).toThrow();
  });
});
