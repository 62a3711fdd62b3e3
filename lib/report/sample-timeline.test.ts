import { beforeAll, expect, test } from 'vitest';
import { sampleTruth } from '@/emulator/scenarios/truth';
import { loadEmulator } from '@/lib/azure/embedded';
import { sourceOver } from '@/lib/azure/source';
import { buildTimeline } from '@/lib/timeline/build-timeline';
import type { TimelineView } from '@/lib/timeline/timeline-view';
import { reportOnApp } from './incident-page';
import { rangeFor } from './range';

const nowMs = Date.UTC(2026, 2, 11, 14, 23, 5);
const truth = sampleTruth(nowMs);
const views = new Map<string, TimelineView>();

beforeAll(async () => {
  const { openSample } = await loadEmulator();
  const workspace = await openSample({ nowMs, clock: () => nowMs });
  const source = sourceOver({ kind: 'sample', workspace, nowMs });
  for (const { app, kind } of truth) {
    const question = { source, name: app, select: { kind }, range: rangeFor(nowMs), asOfMs: nowMs };
    const report = await reportOnApp(question);
    if (report.kind === 'found') views.set(app, buildTimeline(report.diagnosis, report.matchingLines));
  }
  await workspace.close();
}, 120_000);

test('the timeline of an app that fails tells of it in its lanes, its overview and its words', () => {
  const silent = truth
    .filter(({ status }) => status === 'failing' || status === 'crash-looping')
    .filter(({ app }) => {
      const view = views.get(app);
      const lanes = view?.lanes.filter((lane) => lane.state === 'failing' || lane.faultKinds.length > 0) ?? [];
      const series = view?.overview.series.filter((one) => one.tone !== 'stop') ?? [];
      const saysFault = /\d (unexpected exit|failed start|fault)/.test(view?.summary ?? '');
      return lanes.length === 0 || series.length === 0 || !saysFault;
    });

  expect(views.size).toBe(truth.length);
  expect(silent).toEqual([]);
});

test('an app that is quiet bears no fault', () => {
  const loud = truth.filter(({ app, status }) => status === 'quiet' && (views.get(app)?.counts.fault ?? 1) > 0);

  expect(loud).toEqual([]);
});

test('a worker killed inside a living container is a fault each time', () => {
  const view = views.get('reviews-api');

  expect(view?.summary).toMatch(/^1 lane, .+: \d+ faults\.$/);
  expect(view?.lanes.map(({ state, note }) => [state, note])).toEqual([['failing', `${view?.counts.fault} faults`]]);
  expect(view?.counts.fault).toBeGreaterThan(10);
});

test('a secret that cannot be fetched is a fault of the app, each row of it', () => {
  const view = views.get('partner-portal');

  expect(view?.lanes.map(({ title, note }) => [title, note])).toEqual([
    ['App and revisions', `${view?.counts.fault} faults`],
  ]);
  expect(view?.overview.series.map(({ label, total }) => [label, total])).toEqual([['fault', view?.counts.fault]]);
});
