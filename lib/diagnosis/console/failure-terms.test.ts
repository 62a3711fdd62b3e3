import { describe, expect, test } from 'vitest';
import { failureTerms } from './failure-terms';

describe('the words that console lines are fetched by', () => {
  test.each(['error', 'exception', 'fatal', 'traceback', 'panic', 'killed', 'econnrefused', 'sigkill', 'keyerror'])(
    'have %s',
    (term) => {
      expect(failureTerms).toContain(term);
    },
  );

  test.each(['info', 'server', 'connection', 'port', 'start', 'listening', 'node', 'get'])(
    'leave out %s, which healthy logs are full of',
    (term) => {
      expect(failureTerms).not.toContain(term);
    },
  );

  test('are whole words in lower case, each once, and few enough for one has_any', () => {
    expect(new Set(failureTerms).size).toBe(failureTerms.length);
    expect(failureTerms.length).toBeLessThanOrEqual(200);
    expect(failureTerms.filter((term) => !/^[\p{Ll}\p{Lo}\p{N}]+$/u.test(term))).toEqual([]);
  });
});
