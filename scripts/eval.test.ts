import { describe, expect, test } from 'vitest';
import type { Cause, Confidence } from '@/lib/domain/cause';
import { type EvalCase, nameOf, toRows } from './eval-cases';
import { isRight, toScoreText, type Verdict } from './eval-score';

function verdict(cause: Cause, confidence: Confidence = 'medium'): Verdict {
  return { cause, confidence, summary: 'It broke.' };
}

describe('a verdict', () => {
  test.each<[string, string, Verdict | null, boolean]>([
    ['the category', 'volume.mount', verdict('volume.mount'), true],
    ['another cause', 'volume.mount', verdict('image.not-found'), false],
    ['no incident', 'volume.mount', null, false],
    ['unknown for unknown', 'unknown', verdict('unknown'), true],
    ['no incident for unknown', 'unknown', null, true],
    ['a guess that says so for unknown', 'unknown', verdict('platform.oom', 'low'), true],
    ['a claim for unknown', 'unknown', verdict('platform.oom'), false],
    ['no incident for a quiet cause', 'platform.scale-down', null, true],
    ['a guess for a quiet cause', 'normal.exit', verdict('platform.oom', 'low'), false],
  ])('of %s', (_, category, said, expected) => {
    expect(isRight(category, said)).toBe(expected);
  });

  test('is counted by category, with the confident errors and the misses', () => {
    const text = toScoreText([
      { id: 'a', category: 'volume.mount', verdict: verdict('volume.mount', 'high'), isRight: true },
      { id: 'b', category: 'volume.mount', verdict: verdict('platform.oom', 'high'), isRight: false },
      { id: 'c', category: 'unknown', verdict: null, isRight: true },
    ]);

    expect(text).toMatch(/volume\.mount +1 +1/);
    expect(text).toContain('right              2 of 3 (67 %)');
    expect(text).toContain('confidently wrong  1');
    expect(text).toContain('high confidence    1 of 2 right verdicts (50 %)');
    expect(text).toContain('  b\n    is volume.mount\n    said platform.oom (high): It broke.');
  });
});

describe('a case’s rows', () => {
  const start = Date.UTC(2026, 5, 20, 4);
  const row = { reason: '', type: '', eventSource: '', secondsFromStart: null };
  const one: EvalCase = {
    id: 'sample',
    systemLogs: [
      { ...row, message: "Started container 'web'" },
      { ...row, message: "Container 'web' was terminated with exit code '1'" },
      { ...row, message: 'Persistent Failure to start container' },
    ],
    consoleLogs: ['first', 'second'].map((line) => ({
      line,
      stream: 'unknown',
      container: '',
      secondsFromStart: null,
    })),
    facts: { kind: 'app' },
    truth: { category: 'unknown' },
  };

  test('stand a second apart, the lines just before the first exit', () => {
    const rows = toRows(one, start);

    expect(rows.ContainerAppSystemLogs_CL.map((each) => each.TimeGenerated)).toEqual([
      '2026-06-20T04:00:02.1000000Z',
      '2026-06-20T04:00:03.1000000Z',
      '2026-06-20T04:00:04.1000000Z',
    ]);
    expect(rows.ContainerAppConsoleLogs_CL.map((each) => [each.time_t, each.ContainerName_s, each.Stream_s])).toEqual([
      ['2026-06-20T04:00:03.0000000Z', 'web', ''],
      ['2026-06-20T04:00:03.0500000Z', 'web', ''],
    ]);
  });

  test('tell nothing of what the case knows beside them', () => {
    const [first] = toRows(one, start).ContainerAppSystemLogs_CL;

    expect(first).toMatchObject({
      ContainerAppName_s: nameOf(one),
      Reason_s: '',
      RevisionName_s: `${nameOf(one)}--rev0001`,
    });
    expect(first).not.toHaveProperty('JobName_s');
  });

  test('of a job name the job and no app', () => {
    const [first] = toRows({ ...one, facts: { kind: 'job' } }, start).ContainerAppSystemLogs_CL;

    expect(first).toMatchObject({ ContainerAppName_s: '', JobName_s: nameOf(one), RevisionName_s: '' });
  });
});
