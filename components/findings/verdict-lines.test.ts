import { describe, expect, test } from 'vitest';
import type { Fingerprint, LastWords } from '@/lib/domain/incident';
import { diagnosis, incidentOf, run } from '@/lib/timeline/testing/diagnosis';
import { toCauseWords, toCrashLines, toVerdictLines } from './verdict-lines';

const fingerprint: Fingerprint = {
  id: 'a1b2c3d4e5f6',
  text: 'exit 137',
  exits: 3,
  replicas: { hit: 3, of: 3 },
  revisions: ['shop--r7'],
  newIn: 'shop--r7',
  firstMs: 0,
  lastMs: 1,
  sentence: '3 of 3 replicas; new in revision r7; not seen before in this range',
};
const lastWords: LastWords = {
  kind: 'cut-off',
  runs: 3,
  of: 3,
  sentence: 'output stopped in mid-work',
  missing: [],
  evidence: [],
};

describe('the lines under a verdict', () => {
  test('say whether it is the same crash', () => {
    const incident = incidentOf([run({ from: 0, to: 10 })], { fingerprint });
    const lines = toVerdictLines(incident, diagnosis());

    expect(lines.at(-1)).toEqual({
      name: 'Same crash',
      text: '3 of 3 replicas; new in revision r7; not seen before in this range.',
    });
  });

  test('leave out what is not known', () => {
    const incident = incidentOf([run({ from: 0, to: 10 })], { fingerprint: null, lastWords: null, starts: null });

    expect(toVerdictLines(incident, diagnosis()).map(({ name }) => name)).toEqual([]);
    expect(toCrashLines(incident)).toEqual([]);
  });

  test.each([
    ['configuration', 'Out of memory, lies with the configuration'],
    ['unknown', 'Out of memory, whose it is, is not known'],
  ] as const)('say whose the cause is: %s', (attribution, words) => {
    const [finding] = incidentOf([run({ from: 0, to: 10 })]).findings;

    expect(toCauseWords({ ...finding, cause: 'platform.oom', attribution })).toBe(words);
  });

  test('tell how the runs fell silent', () => {
    expect(toCrashLines(incidentOf([run({ from: 0, to: 10 })], { lastWords }))).toEqual([
      { name: 'Last words', text: 'Output stopped in mid-work.' },
    ]);
  });
});
