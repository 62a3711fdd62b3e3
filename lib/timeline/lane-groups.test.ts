import { expect, test } from 'vitest';
import { buildTimeline } from './build-timeline';
import { diagnosis, failedStart, noonMs, run, systemEvent } from './testing/diagnosis';

test('a revision of which only failed starts are known tells them', () => {
  const view = buildTimeline(diagnosis({ failedStarts: [failedStart({ atMs: noonMs })] }), []);

  expect(view.groups).toMatchObject([{ title: 'Revision r7', note: '1 replica · 1 failed start', state: 'failing' }]);
});

test('rows that name no revision are a group of their own, and say so', () => {
  const view = buildTimeline(diagnosis({ runs: [run({ from: 1, to: 2, revision: null })] }), []);

  expect(view.groups[0]).toMatchObject({ group: null, title: 'Revision not in these rows' });
});

test('how one replica ended is not how its execution ended', () => {
  const job = { name: 'nightly', kind: 'job', workspace: 'ops', environment: null } as const;
  const step = (name: 'failed' | 'succeeded', replica: string | null, minutes: number) =>
    systemEvent(
      { kind: 'job-execution', step: name },
      { atMs: noonMs + minutes * 60_000, revision: null, execution: 'nightly-1', replica },
    );
  const runs = [1, 3].map((from) =>
    run({
      from,
      to: from + 1,
      execution: 'nightly-1',
      revision: null,
      replica: `nightly-1-${from}`,
      exitCode: from === 1 ? 1 : 0,
      intended: from !== 1,
    }),
  );
  const view = buildTimeline(
    diagnosis({ app: job, runs, events: [step('failed', 'nightly-1-1', 2), step('succeeded', null, 4)] }),
    [],
  );

  expect(view.groups[0]?.note).toBe('succeeded after 1 unexpected exit · 2 attempts');
});
