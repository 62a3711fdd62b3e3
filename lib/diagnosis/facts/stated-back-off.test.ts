import { describe, expect, test } from 'vitest';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { inputOf, noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { ContainerState, DiagnosisInput } from '@/lib/domain/diagnosis';
import type { SystemRow } from '@/lib/domain/rows';

const web = rowsOf();

/** As a replica’s own container list says it in a capture. */
const crashLoop = 'Container is waiting with reason: CrashLoopBackOff on legion.';

function state(at: number, facts: Partial<ContainerState> = {}): ContainerState {
  return {
    replica: web.replica ?? '',
    revision: web.revision,
    container: 'web',
    atMs: noonMs + at * 1000,
    runningState: 'Waiting',
    details: crashLoop,
    restartCount: 3,
    ...facts,
  };
}

const running = (at: number) => state(at, { runningState: 'Running', details: null });

function diagnosed(rows: readonly SystemRow[], states: ContainerState[], now: number) {
  return diagnose(inputOf(web.app, rows, { containerStates: states, now }));
}

function firstOf(rows: readonly SystemRow[], states: ContainerState[], now: number) {
  return diagnosed(rows, states, now).incidents[0];
}

/** Three ends with waits of 10 and 20 s between them; the third at 46 s. */
const threeEnds = [0, 18, 46].flatMap((at) => [...web.started(at), ...web.exited(at + 8, 1)]);
/** One end, after which nothing more is told. */
const oneEnd = [...web.started(0), ...web.exited(8, 1)];

describe('back-off by the word of the management API', () => {
  test('is seen where rows and gaps show none, at the stage of its count', () => {
    expect(firstOf(oneEnd, [state(40)], 60)?.backOff).toEqual({
      stage: 3,
      seenIn: ['api'],
      sinceMs: noonMs + 8000,
      nextAttemptMs: noonMs + 48_000,
      remark: `The management API said at 20 Jun 12:00:40 UTC: “${crashLoop}” (3 restarts).`,
    });
  });

  test.each([
    [0, 1],
    [1, 1],
    [4, 4],
    [6, 6],
    [106, 6],
    [null, 1],
  ])('with %s restarts is stage %s', (restartCount, stage) => {
    expect(firstOf(oneEnd, [state(40, { restartCount })], 60)?.backOff?.stage).toBe(stage);
  });

  test('is drawn as a wait from the last end to the next attempt, until the container runs', () => {
    const gapsOf = (rows: readonly SystemRow[], states: ContainerState[]) =>
      diagnosed(rows, states, 60).backOffGaps.filter(({ toMs }) => toMs === null);

    expect(gapsOf(oneEnd, [state(40)])).toMatchObject([
      { container: 'web', fromMs: noonMs + 8000, predictedToMs: noonMs + 48_000, stage: 3 },
    ]);
    expect(gapsOf(oneEnd, [])).toEqual([]);
    expect(gapsOf(threeEnds, [])).toHaveLength(1);
    expect(gapsOf(threeEnds, [running(60)])).toEqual([]);
  });

  test('leaves the stage to the gaps, and says that they agree', () => {
    const backOff = firstOf(threeEnds, [state(60, { restartCount: 40 })], 70)?.backOff;

    expect(backOff).toMatchObject({ stage: 3, seenIn: ['gaps', 'api'], nextAttemptMs: noonMs + 94_000 });
    expect(backOff?.remark).toMatch(/The rows agree\.$/);
  });

  test.each([
    ['told before the newest end', 50, 70],
    ['told when the next attempt was due long ago', 900, 901],
  ])('is not said to agree where it was %s', (_, at, now) => {
    const remark = firstOf(threeEnds, [state(at)], now)?.backOff?.remark;

    expect(remark).toContain('The management API said');
    expect(remark).not.toContain('agree');
  });

  test('begins anew after ten healthy minutes, whatever the count says', () => {
    const rows = [...web.started(0), ...web.exited(700, 1)];

    expect(firstOf(rows, [state(705, { restartCount: 12 })], 706)?.backOff).toMatchObject({
      stage: 1,
      nextAttemptMs: noonMs + 710_000,
    });
  });

  test('gives way to a newer start in the rows', () => {
    const backOff = firstOf([...threeEnds, ...web.started(94)], [state(60)], 100)?.backOff;

    expect(backOff?.nextAttemptMs).toBeNull();
    expect(backOff?.remark).toContain('The rows are newer: it was started at 20 Jun 12:01:34 UTC.');
  });

  test('is believed against an older start in the rows, whose end must be missing', () => {
    const backOff = firstOf([...threeEnds, ...web.started(94)], [state(130)], 140)?.backOff;

    expect(backOff?.remark).toContain('the row of its end is not here yet');
  });

  test('keeps an incident going on whose newest row is hours old', () => {
    expect(firstOf(threeEnds, [], 8000)?.state).toBe('over');
    expect(firstOf(threeEnds, [state(7990)], 8000)).toMatchObject({ state: 'ongoing', toMs: noonMs + 7_990_000 });
  });

  test('is an incident by itself when no row tells of it', () => {
    const { incidents, status } = diagnosed([], [state(40, { restartCount: 7 })], 60);

    expect(status).toBe('crash-looping');
    expect(incidents).toMatchObject([
      {
        container: 'web',
        replicas: [web.replica],
        revisions: [web.revision],
        state: 'ongoing',
        backOff: { stage: 6, seenIn: ['api'], sinceMs: null, nextAttemptMs: null },
        findings: [{ cause: 'unknown', summary: expect.stringContaining('CrashLoopBackOff on legion') }],
      },
    ]);
  });

  test('makes a crash loop of an app whose rows are calm', () => {
    expect(diagnosed(web.started(0), [state(40)], 60).status).toBe('crash-looping');
  });

  test('of several words the newest counts, in whatever order they come', () => {
    const states = [state(40, { restartCount: 2 }), state(50, { restartCount: 5 })];

    expect(firstOf(oneEnd, states, 60)?.backOff?.stage).toBe(5);
    expect(firstOf(oneEnd, states.toReversed(), 60)?.backOff?.stage).toBe(5);
  });

  test('of two told after the range’s end the later counts, in whatever order they come', () => {
    const states = [state(80, { restartCount: 2 }), state(100, { restartCount: 5 })];

    for (const told of [states, states.toReversed()])
      expect(firstOf(oneEnd, told, 60)?.backOff).toMatchObject({
        stage: 5,
        remark: expect.stringContaining('at 20 Jun 12:01:00 UTC'),
      });
  });

  test('tells of ends whose rows are missing, where the replica’s beginning is here', () => {
    const spots = (rows: readonly SystemRow[], restartCount: number) =>
      diagnosed(rows, [state(60, { restartCount })], 70).blindSpots.filter(({ kind }) => kind === 'rows-missing');

    expect(spots([...web.assigned(-2), ...threeEnds], 9)).toMatchObject([
      { message: expect.stringContaining('9 restarts of container web') },
    ]);
    expect(spots([...web.assigned(-2), ...threeEnds], 3)).toEqual([]);
    expect(spots(threeEnds, 9)).toEqual([]);
  });
});

describe('a container that runs by the word of the management API', () => {
  test('waits for nothing any more', () => {
    const backOff = firstOf(threeEnds, [running(60)], 70)?.backOff;

    expect(backOff).toMatchObject({ nextAttemptMs: null });
    expect(backOff?.remark).toContain('“Running” (3 restarts). The row of its start is not here yet.');
  });

  test('waits again when the rows tell of a later end', () => {
    const backOff = firstOf(threeEnds, [running(50)], 70)?.backOff;

    expect(backOff?.nextAttemptMs).toBe(noonMs + 94_000);
    expect(backOff?.remark).toContain('The rows are newer: it ended at 20 Jun 12:00:54 UTC.');
  });

  test('ends the incident once it must have lived ten minutes', () => {
    expect(firstOf(threeEnds, [running(3000)], 3010)).toMatchObject({
      state: 'over',
      overBecause: expect.stringMatching(
        /^The management API said at 20 Jun 12:50:00 UTC that the container runs; .*\d+ min/,
      ),
    });
    expect(firstOf(threeEnds, [running(600)], 3010)?.overBecause).toMatch(/^No further sign/);
  });

  test('ends no incident of a replica beside it that still waits', () => {
    const twin = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-zzzzz' });
    const rows = [...threeEnds, ...twin.started(0), ...twin.exited(9, 1)];
    const waiting = state(2999, { replica: twin.replica ?? '' });

    expect(firstOf(rows, [running(3000), waiting], 3010)?.state).toBe('ongoing');
  });
});

describe('the management API', () => {
  test.each<[string, Partial<ContainerState>]>([
    ['runs', { runningState: 'Running', details: null }],
    ['is being created', { details: 'Container is waiting with reason: ContainerCreating' }],
    ['waits for its image', { details: 'Container is waiting with reason: ImagePullBackOff' }],
    ['has ended', { runningState: 'Terminated', details: 'Container is terminated with reason: Completed' }],
    ['is not told', { runningState: null, details: null, restartCount: null }],
  ])('that says of a healthy container that it %s makes no incident', (_, facts) => {
    const { incidents, status } = diagnosed(web.started(0), [state(40, facts)], 60);

    expect({ incidents, status }).toEqual({ incidents: [], status: 'quiet' });
  });

  test('that was asked long after the range says nothing about it', () => {
    const input: DiagnosisInput = inputOf(web.app, oneEnd, { now: 60 });
    const now = diagnose({ ...input, asOfMs: noonMs + 90_000_000, containerStates: [state(89_000)] });

    expect(now).toEqual(diagnose({ ...input, asOfMs: noonMs + 90_000_000 }));
  });

  test('keeps a start that fails for its image going on', () => {
    const waiting = state(7990, { details: 'Container is waiting with reason: ImagePullBackOff' });

    expect(firstOf(web.pullFailed(0), [waiting], 8000)).toMatchObject({ state: 'ongoing', backOff: null });
    expect(firstOf(web.pullFailed(0), [state(7990)], 8000)?.container).toBe('web');
  });
});
