import { describe, expect, test } from 'vitest';
import type { Run } from '@/lib/domain/run';
import { buildTimeline } from './build-timeline';
import { toLaneRows } from './lane-rows';
import { diagnosis, noonMs, type RunFacts, run, systemEvent } from './testing/diagnosis';
import type { TimelineView } from './timeline-view';

function viewOf(runs: Run[]): TimelineView {
  return buildTimeline(diagnosis({ runs }), []);
}

/** A row in a few words. */
function said(view: TimelineView, flipped: string[] = [], sought: string | null = null): string[] {
  const lane = view.lanes.findIndex(({ replica }) => replica === sought);
  return toLaneRows(view, new Set(flipped), sought === null ? null : lane).map((row) => {
    if (row.kind === 'group') return `${row.isOpen ? '▾' : '▸'} ${row.group.title} · ${row.group.note}`;
    if (row.kind === 'fold') return `${row.isOpen ? 'fold' : 'show'} ${row.text}`;
    const lane = view.lanes[row.laneIndex];
    return `${row.isFirst ? '' : '- '}${lane?.replica}/${lane?.container}`;
  });
}

const failed = (replica: string, facts: Partial<RunFacts> = {}) => run({ from: 1, to: 2, replica, ...facts });
const calm = (replica: string, facts: Partial<RunFacts> = {}) => run({ from: 1, to: null, replica, ...facts });

describe('groups', () => {
  test('in trouble are open and stand first; a quiet one beside them is one line', () => {
    const view = viewOf([calm('a', { revision: 'shop--r6' }), failed('b')]);

    expect(said(view)).toEqual([
      '▾ Revision r7 · 1 replica · 1 unexpected exit',
      'b/api',
      '▸ Revision r6 · 1 replica · no unexpected exit',
    ]);
  });

  test('fold and unfold each for itself', () => {
    const view = viewOf([calm('a', { revision: 'shop--r6' }), failed('b')]);

    expect(said(view, ['group shop--r7', 'group shop--r6'])).toEqual([
      '▸ Revision r7 · 1 replica · 1 unexpected exit',
      '▾ Revision r6 · 1 replica · no unexpected exit',
      'a/api',
    ]);
  });

  test('are all open where nothing is in trouble', () => {
    const view = viewOf([calm('a', { revision: 'shop--r6' }), calm('b')]);

    expect(said(view).filter((row) => row.startsWith('▸'))).toEqual([]);
    expect(said(view)).toContain('a/api');
  });

  test('without trouble share one line when there are many', () => {
    const view = viewOf([failed('x'), ...['1', '2', '3'].map((name) => calm(name, { revision: `shop--${name}` }))]);

    expect(said(view).at(-1)).toBe('show 3 revisions without trouble in these rows');
    expect(said(view, ['rest'])).toContain('2/api');
  });
});

test('what holds the lane that is sought is open', () => {
  const view = viewOf([failed('x'), ...['1', '2', '3'].map((name) => calm(name, { revision: `shop--${name}` }))]);
  const many = viewOf([failed('x'), ...Array.from({ length: 9 }, (_, index) => calm(`y${index}`))]);

  expect(said(view, [], '2')).toContain('2/api');
  expect(said(many, [], 'y7')).toContain('y7/api');
});

describe('within a group', () => {
  test('lanes without trouble fold when the timeline is crowded, and not before', () => {
    const few = viewOf([failed('x'), calm('y')]);
    const many = viewOf([failed('x'), ...Array.from({ length: 9 }, (_, index) => calm(`y${index}`))]);

    expect(said(few)).toContain('y/api');
    expect(said(many)).toEqual([
      '▾ Revision r7 · 10 replicas · 1 unexpected exit',
      'x/api',
      'show 9 lanes without an unexpected exit',
    ]);
  });

  test('the platform’s own containers fold by name, unless one of them fails', () => {
    const own = { container: 'daprd', role: 'dapr' } as const;

    expect(said(viewOf([failed('x'), calm('x', own)])).at(-1)).toBe('show 1 container of the platform (daprd)');
    expect(said(viewOf([failed('x'), failed('x', own)])).at(-1)).toBe('- x/daprd');
  });

  test('an init container stands above the container it prepares for', () => {
    const view = viewOf([failed('x'), calm('x', { container: 'migrate', role: 'init' })]);

    expect(said(view).slice(1)).toEqual(['x/migrate', '- x/api']);
  });
});

describe('executions of a job', () => {
  const job = { name: 'nightly', kind: 'job', workspace: 'ops', environment: null } as const;
  const attempt = (replica: string, from: number, facts: Partial<RunFacts> = {}) =>
    run({ from, to: from + 1, replica, execution: 'nightly-1', revision: null, exitCode: 1, ...facts });
  const step = (name: 'started' | 'succeeded' | 'deadline' | 'backoff-limit', execution: string) =>
    systemEvent(
      { kind: 'job-execution', step: name },
      { atMs: noonMs + 60_000, replica: null, revision: null, execution },
    );

  test('tell their end and their attempts, in the order of the attempts', () => {
    const view = buildTimeline(
      diagnosis({
        app: job,
        runs: [attempt('nightly-1-a', 1), attempt('nightly-1-b', 5), attempt('nightly-1-c', 9)],
        events: [step('started', 'nightly-1'), step('backoff-limit', 'nightly-1')],
      }),
      [],
    );

    expect(said(view).filter((row) => !row.startsWith('null'))).toEqual([
      '▾ Execution 1 · failed: no retry left · 3 attempts',
      'nightly-1-a/api',
      'nightly-1-b/api',
      'nightly-1-c/api',
    ]);
  });

  test('without a row of a replica say so', () => {
    const view = buildTimeline(diagnosis({ app: job, events: [step('deadline', 'nightly-2')] }), []);

    expect(view.groups).toEqual([
      {
        group: 'nightly-2',
        title: 'Execution 2',
        fullTitle: 'Execution nightly-2',
        note: 'failed: over its deadline · no row of its replicas',
        state: 'failing',
      },
    ]);
    expect(view.lanes.find((lane) => lane.group === 'nightly-2')).toMatchObject({
      title: 'no row of a replica',
      state: 'unsure',
    });
  });

  test('that ended well are quiet', () => {
    const view = buildTimeline(
      diagnosis({
        app: job,
        runs: [attempt('nightly-1-a', 1, { exitCode: 0, intended: true })],
        events: [step('succeeded', 'nightly-1')],
      }),
      [],
    );

    expect(view.groups[0]).toMatchObject({ note: 'succeeded · 1 attempt', state: 'quiet' });
  });
});
