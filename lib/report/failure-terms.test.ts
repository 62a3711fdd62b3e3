import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '@/lib/diagnosis/rules';
import { askedEndings, failureTerms } from './failure-terms';

describe('the words the console is searched for', () => {
  test('are whole words in lower case, as KQL sees words', () => {
    expect(failureTerms.filter((term) => !/^[\p{L}\p{N}]+$/u.test(term) || term !== term.toLowerCase())).toEqual([]);
  });

  test.each(['fatal', 'refused', 'econnrefused', 'sigsegv', 'aadsts700016', 'unhandledpromiserejection', 'denied'])(
    'hold %s',
    (term) => {
      expect(failureTerms).toContain(term);
    },
  );

  test.each(['server', 'api', 'line', 'open', 'connection', 'configuration', 'port', '401'])('leave out %s', (term) => {
    expect(failureTerms).not.toContain(term);
  });

  test('with the endings that the question asks for itself', () => {
    const kql = readFileSync(path.resolve(import.meta.dirname, '../../kql/console-failure-lines.kql'), 'utf8');
    const endings = rules
      .flatMap((rule) => (rule.signatures ?? []).flatMap((one) => one.terms ?? []))
      .filter((term) => term.startsWith('*'))
      .map((term) => term.slice(1));

    expect(askedEndings).toEqual(expect.arrayContaining(endings));
    for (const ending of askedEndings) expect(kql).toContain(`Text hassuffix "${ending}"`);
  });
});
