import { describe, expect, test } from 'vitest';
import { toSteps } from './columns';
import { packRunIds, runIdsOf } from './run-ids';

const originMs = Date.UTC(2026, 5, 20, 12);

function backAndForth(ids: string[], fromMs: number[]) {
  const from = toSteps(fromMs, originMs);
  const packed = packRunIds(ids, from, originMs);
  return { packed, ids: runIdsOf({ ...packed, from, length: [], ends: '' }) };
}

describe('ids of runs', () => {
  test('are sent as what their moment is past the start of the bar', () => {
    const ids = [`web~r1~${originMs + 1_234}`, `web~r1~${originMs + 60_007}`];
    const sent = backAndForth(ids, [originMs + 1_234, originMs + 60_007]);

    expect(sent.packed).toEqual({ idPrefix: 'web~r1~', ids: [34, 7], originMs });
    expect(sent.ids).toEqual(ids);
  });

  test('come back where the bar begins elsewhere: a start before the range, an end alone', () => {
    const ids = [`web~r1~${originMs - 86_400_000}`, `web~r1~${originMs + 90_000}`];
    const sent = backAndForth(ids, [originMs, originMs + 60_000]);

    expect(sent.packed.ids).toEqual([-86_400_000, 30_000]);
    expect(sent.ids).toEqual(ids);
  });

  test('of no moment stay words, also where they look like numbers', () => {
    for (const ids of [
      ['a', 'b'],
      ['web~r1~', 'web~r1~007'],
      ['web~r1~1e3', 'web~r2~5'],
    ]) {
      expect(backAndForth(ids, [originMs, originMs + 5]).ids).toEqual(ids);
    }
  });

  test('come back from a range that begins between two milliseconds', () => {
    const ids = [`web~r1~${originMs + 1}`, `web~r1~${originMs + 99_999}`];
    const from = toSteps([originMs + 1, originMs + 99_999], originMs + 0.3);
    expect(runIdsOf({ ...packRunIds(ids, from, originMs + 0.3), from, length: [], ends: '' })).toEqual(ids);
  });

  test('none', () => {
    expect(backAndForth([], []).ids).toEqual([]);
  });
});
