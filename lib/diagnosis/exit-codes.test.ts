import { describe, expect, test } from 'vitest';
import { causes } from '@/lib/domain/cause';
import { exitCodes, explainExitCode } from './exit-codes';

const ofTheArticle = [0, 1, 2, 100, 125, 126, 127, 128, 134, 137, 139, 143, 255];
const added = [
  null,
  3,
  4,
  5,
  6,
  7,
  9,
  10,
  12,
  13,
  14,
  48,
  50,
  51,
  61,
  62,
  87,
  102,
  129,
  130,
  131,
  132,
  133,
  135,
  136,
  138,
  140,
  141,
  142,
  152,
  153,
  159,
];

describe('the exit-code table', () => {
  test.each([...ofTheArticle, ...added])('has a page of its own for %s', (code) => {
    expect(exitCodes.map((meaning) => meaning.code)).toContain(code);
    expect(explainExitCode(code)).toMatchObject({ code });
  });

  test('names each code once, with sources, causes and where to look', () => {
    expect(new Set(exitCodes.map((meaning) => meaning.code)).size).toBe(exitCodes.length);
    for (const meaning of exitCodes) {
      expect(meaning.sources, String(meaning.code)).not.toHaveLength(0);
      expect(meaning.lookAt, String(meaning.code)).not.toHaveLength(0);
      expect(causes, String(meaning.code)).toEqual(expect.arrayContaining(meaning.causes));
    }
  });
});

describe('explainExitCode', () => {
  test('knows that an empty code is no success', () => {
    expect(explainExitCode(null).meaning).toMatch(/not 0/);
  });

  test.each([
    [137, 'SIGKILL'],
    [139, 'SIGSEGV'],
    [143, 'SIGTERM'],
    [144, 'SIGSTKFLT'],
    [154, 'SIGVTALRM'],
    [162, 'signal 34'],
    [192, 'signal 64'],
  ])('does the signal arithmetic for %i', (code, signal) => {
    expect(explainExitCode(code).signal).toBe(signal);
  });

  test.each([0, 1, 127, 128, 193, 255])('sees no signal in %i', (code) => {
    expect(explainExitCode(code).signal).toBeNull();
  });

  test.each([17, 42, 200, 254])('says that %i is the application’s own', (code) => {
    expect(explainExitCode(code).title).toMatch(/own code/);
  });

  test.each([
    [3221225477, /Windows.*access violation/],
    [-1073741819, /Windows.*access violation/],
    [3762504530, /Windows.*\.NET/],
    [256, /No exit code of a Linux process/],
  ])('never takes %i for the code of a container', (code, title) => {
    expect(explainExitCode(code).title).toMatch(title);
  });

  test('corrects what the article says of 137 and 139', () => {
    expect(explainExitCode(137).onContainerApps).toMatch(/CPU never kills/);
    expect(explainExitCode(139).onContainerApps).toMatch(/\.NET/);
  });
});
