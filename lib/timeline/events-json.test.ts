import { expect, test } from 'vitest';
import { buildTimeline } from './build-timeline';
import { toEventsJson } from './events-json';
import { diagnosis, noonMs, run, systemEvent } from './testing/diagnosis';

test('a lane can be read back: when a run began, how it ended, and what stands on the mark', () => {
  const facts = diagnosis({ runs: [run({ from: 1, to: 2 }), run({ from: 3, to: 5, exitCode: 1 })] });
  const json = toEventsJson(facts, buildTimeline(facts, []));

  expect(json).toMatchObject({ app: 'shop', asOf: '2026-06-20T14:00:00.000Z', unitSeconds: 0.1 });
  const [lane] = json.lanes;
  expect(lane).toMatchObject({ revision: 'shop--r7', execution: null, container: 'api' });
  expect(lane?.runs).toEqual({
    ids: [`api~shop--r7-5d9c-aaaaa~${noonMs + 60_000}`, `api~shop--r7-5d9c-aaaaa~${noonMs + 180_000}`],
    start: [600, 1200],
    length: [600, 1200],
    ends: 'kk',
  });
  expect(lane?.marks.exit.at).toEqual([1200, 1800]);
  expect(lane?.marks.exit.label.map((place) => json.texts[place])).toEqual(['137', '1']);
  expect(lane?.marks.exit.run).toEqual([0, 1]);
});

test('what did not happen is an empty column, and a job names its execution', () => {
  const facts = diagnosis({
    app: { name: 'nightly', kind: 'job', workspace: 'ops', environment: null },
    runs: [run({ from: 1, to: 2, execution: 'nightly-1' })],
  });
  const [lane] = toEventsJson(facts, buildTimeline(facts, [])).lanes;

  expect(lane).toMatchObject({ revision: null, execution: 'nightly-1' });
  expect(lane?.marks.probe).toEqual({ at: [], text: [], label: [], run: [] });
  expect(lane?.waits.start).toEqual([]);
});

test('what is to be read otherwise and what changed is told in plain times', () => {
  const detail = 'Deactivated apps/v1.Deployment k8se-apps/shop--r7 from 1 to 0';
  const atMs = noonMs + 120_000;
  const facts = diagnosis({
    runs: [run({ from: 1, to: 2, intended: true, exitCode: null })],
    events: [systemEvent({ kind: 'scaled', direction: 'to-zero', detail }, { atMs, replica: null })],
  });
  const json = toEventsJson(facts, buildTimeline(facts, []));

  expect(json.changes).toMatchObject([{ kind: 'scale', at: '2026-06-20T12:02:00.000Z', label: 'scaled to zero' }]);
  expect(json.bands).toMatchObject([
    { kind: 'zero', from: '2026-06-20T12:02:00.000Z', to: '2026-06-20T14:00:00.000Z' },
  ]);
});
