import { describe, expect, test } from 'vitest';
import { buildTimeline } from '@/lib/timeline/build-timeline';
import { toLaneTimes } from '@/lib/timeline/lane-times';
import { diagnosis, noonMs, run } from '@/lib/timeline/testing/diagnosis';
import { findHit, fingerReachPx, type Ground } from './hit';
import { tallLane } from './lane-layout';

const minute = 60_000;
const runs = [run({ from: 10, to: 60 }), run({ from: 100, to: null })];
const gap = {
  container: 'api',
  replica: 'shop--r7-5d9c-aaaaa',
  revision: 'shop--r7',
  fromMs: noonMs + 60 * minute,
  toMs: noonMs + 100 * minute,
  predictedToMs: null,
  stage: 3,
} as const;

/** 1200 px are 120 minutes: ten pixels a minute. */
function ground(): Ground {
  const view = buildTimeline(diagnosis({ runs, backOffGaps: [gap] }), []);
  const [lane] = view.lanes;
  if (!lane) throw new Error('The view has no lane.');
  return {
    lane,
    times: toLaneTimes(lane, view.fromMs),
    texts: view.texts,
    hidden: new Set(),
    window: { fromMs: view.fromMs, toMs: view.toMs, widthPx: 1200 },
    heights: tallLane,
    bands: [{ kind: 'no-rows', fromMs: noonMs, toMs: noonMs + 5 * minute, title: 'no rows arrived', text: 'Why.' }],
  };
}

describe('a point', () => {
  test('on a mark finds it, with its run', () => {
    const hit = findHit(ground(), { x: 604, y: tallLane.top });

    expect(hit).toMatchObject({ mark: { kind: 'exit', index: 0 }, run: runs[0]?.id });
    expect(hit?.text).toMatchObject({ title: 'Exit', atMs: noonMs + 60 * minute, toMs: null });
  });

  test('beside a mark finds it with a finger, not with a mouse', () => {
    expect(findHit(ground(), { x: 618, y: tallLane.top })?.mark).toBeUndefined();
    expect(findHit(ground(), { x: 618, y: tallLane.top }, fingerReachPx)?.mark?.kind).toBe('exit');
  });

  test('on a bar finds the run, and chooses no mark', () => {
    expect(findHit(ground(), { x: 350, y: tallLane.bar })).toMatchObject({ run: runs[0]?.id, mark: null });
  });

  test('on the hatching finds the wait and its stage', () => {
    expect(findHit(ground(), { x: 800, y: tallLane.bar })?.text.title).toBe('Back-off, stage 3 of 6');
  });

  test('in a band finds its ground', () => {
    expect(findHit(ground(), { x: 20, y: 5 })?.text.details).toEqual(['Why.']);
  });

  test('on nothing finds nothing', () => {
    expect(findHit(ground(), { x: 350, y: 5 })).toBeNull();
  });
});
