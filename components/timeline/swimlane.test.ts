import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { buildTimeline, type Measured } from '@/lib/timeline/build-timeline';
import { diagnosis, incidentOf, noonMs, run, systemEvent } from '@/lib/timeline/testing/diagnosis';
import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import { glyphPath } from './glyph-path';
import { Swimlane } from './swimlane';

const mib = 1024 * 1024;
const minute = 60_000;

function drawn(view: TimelineView): string {
  return renderToStaticMarkup(
    createElement(Swimlane, {
      view,
      span: { fromMs: view.fromMs, toMs: view.toMs },
      hidden: new Set<MarkKind>(),
      selectedRun: null,
      widthGuess: 840,
      onSelect: () => undefined,
      onZoom: () => undefined,
    }),
  );
}

const facts = diagnosis({ runs: [run({ from: 10, to: 60 }), run({ from: 70, to: 110, exitCode: 1 })] });
const replica = 'shop--r7-5d9c-aaaaa';

function measured(workingSets: (number | null)[], limitMib: number | null): Measured {
  return {
    samples: workingSets.map((workingSet, minutes) => ({
      replica,
      atMs: noonMs + minutes * minute,
      workingSetBytes: workingSet === null ? null : workingSet * mib,
      cpuCores: null,
    })),
    settings: [
      {
        revision: 'shop--r7',
        memoryLimitBytes: limitMib === null ? null : limitMib * mib,
        cpuCores: null,
        terminationGracePeriodSeconds: null,
        probes: [],
      },
    ],
  };
}

describe('without JavaScript', () => {
  test('a lane says in words whose it is, its state and what stands on it', () => {
    expect(drawn(buildTimeline(facts, []))).toContain(`Container api, replica ${replica}, 2 exits, 2 starts`);
  });

  test('the exits bear their codes, all of a lane in one text', () => {
    expect(drawn(buildTimeline(facts, []))).toMatch(/<text x="[\d. ]+"[^>]*>1371<\/text>/);
  });

  test('a fault is drawn in its own shape, its lane says how many, and is not green', () => {
    const atMs = noonMs + 10 * minute;
    const fault = systemEvent({ kind: 'secret-sync-failed', detail: 'Forbidden' }, { atMs, replica: null });
    const incident = incidentOf([], { faults: [fault], fromMs: atMs, toMs: atMs });
    const html = drawn(buildTimeline(diagnosis({ events: [fault], incidents: [incident] }), []));

    expect(html).toContain('<p class="sr-only">The app and its revisions, 1 fault</p>');
    expect(html).toMatch(/<span class="[^"]*text-exit font-semibold">1 fault<\/span>/);
    expect(html).toContain(`<path d="${glyphPath('fault', 70, 17)}" fill-rule="evenodd" class="fill-exit">`);
  });

  test('a revision is a heading that folds its lanes', () => {
    expect(drawn(buildTimeline(facts, []))).toMatch(/<h3[^>]*><button type="button" aria-expanded="true"/);
  });

  test('three hundred replicas draw the few that are in sight', () => {
    const runs = Array.from({ length: 300 }, (_, index) => run({ from: 1, to: 2, replica: `shop--r7-1-${index}` }));

    expect(drawn(buildTimeline(diagnosis({ runs }), [])).match(/data-lane/g)?.length).toBeLessThan(30);
  });
});

describe('memory and CPU', () => {
  test('are steps under a dashed limit', () => {
    const html = drawn(buildTimeline(facts, [], null, measured([128, 256, 512], 512)));
    const line = /<path d="(M[^"]+)"[^>]*class="stroke-usage"/.exec(html)?.[1];

    // 120 minutes on 840 px are 7 px each; up to the limit are 35 px.
    expect(line).toBe('M0 87.3H7V78.5H14V61H21');
    expect(html).toContain('data-limit');
    expect(html).toContain('peak 512 of 512 MiB');
  });

  test('leave a gap where nothing was measured', () => {
    const html = drawn(buildTimeline(facts, [], null, measured([256, null, 256], 512)));

    expect(/<path d="(M[^"]+)"[^>]*class="stroke-usage"/.exec(html)?.[1]).toBe('M0 78.5H7M14 78.5H21');
  });

  test('claim no limit that nobody knows', () => {
    const html = drawn(buildTimeline(facts, [], null, measured([256], null)));

    expect(html).toContain('class="stroke-usage"');
    expect(html).not.toContain('data-limit');
  });

  test('are not there without samples', () => {
    expect(drawn(buildTimeline(facts, []))).not.toContain('stroke-usage');
  });
});
