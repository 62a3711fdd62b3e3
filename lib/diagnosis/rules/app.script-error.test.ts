import { describe, expect, test } from 'vitest';
import { scriptError } from './app.script-error';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  ['bash syntax', ["/entrypoint.sh: line 14: syntax error near unexpected token `fi'"], /syntax/],
  ['dash syntax', ['/entrypoint.sh: 9: Syntax error: "(" unexpected'], /syntax/],
  ['a glob', ["ls: cannot access '/backup/*.tar.gz': No such file or directory"], /pattern/],
  ['a test', ['/start.sh: 4: [: unexpected operator', '/start.sh: 4: [: too many arguments'], /test|syntax/],
  ['a substitution', ['/start.sh: 3: Bad substitution'], /syntax/],
  [
    'tar',
    ['tar: /backup/db.tar.gz: Cannot open: No such file or directory', 'tar: Error is not recoverable: exiting now'],
    /archive/,
  ],
  ['make', ['make: *** [Makefile:12: run] Error 1'], /make/],
];

describe('app.script-error', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.script-error');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['a missing command', ['/entrypoint.sh: line 3: flyway: command not found']],
    ['an unset variable', ['/entrypoint.sh: line 7: DB_HOST: unbound variable']],
    ['a Python exception', ['Traceback (most recent call last):', 'RuntimeError: boom']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(scriptError, crashed(lines))).toBe(false);
  });
});
