import { describe, expect, test } from 'vitest';
import { nativeCrash } from './app.native-crash';
import { caseOf, crashed, life, speaks, verdict } from './testing';

describe('app.native-crash', () => {
  test.each([
    ['an illegal instruction', 132],
    ['a bus error', 135],
  ])('is high for %s by its code', (_, code) => {
    expect(verdict(caseOf({ lives: [life({ code })] }))).toMatchObject({
      cause: 'app.native-crash',
      found: { confidence: 'high' },
    });
  });

  test('is low for 139 alone: .NET ends so as well, and nobody can tell without a line', () => {
    expect(verdict(caseOf({ lives: [life({ code: 139 })] }))).toMatchObject({
      cause: 'app.native-crash',
      found: { confidence: 'low' },
    });
  });

  test.each([
    ['the shell', ['Segmentation fault (core dumped)'], 139],
    [
      'the JVM',
      ['#', '# A fatal error has been detected by the Java Runtime Environment:', '#  SIGSEGV (0xb) at pc=0x00007f'],
      134,
    ],
    ['glibc', ['malloc(): corrupted top size'], 134],
    ['Python', ['Fatal Python error: Segmentation fault'], 139],
    ['C++', ['terminate called without an active exception'], 134],
    ['an image for newer processors', ['Illegal instruction (core dumped)'], 132],
  ])('reads %s', (_, lines, code) => {
    expect(verdict(crashed(lines, code)).cause).toBe('app.native-crash');
  });

  test.each([
    [
      '.NET’s exception behind 139',
      crashed(
        ['Unhandled exception. System.InvalidOperationException: boom', '   at Program.<Main>$(String[] args)'],
        139,
      ),
    ],
    [
      'an exhausted JavaScript heap behind 134',
      crashed(['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'], 134),
    ],
    ['an ordinary exit', crashed(['RuntimeError: boom'], 1)],
    ['SIGKILL', caseOf({ lives: [life({ code: 137 })] })],
  ])('keeps quiet about %s', (_, incident) => {
    expect(speaks(nativeCrash, incident)).toBe(false);
  });

  test('says why 139 does not mean native code here', () => {
    expect(
      nativeCrash.examine(crashed(['Unhandled exception. System.InvalidOperationException: boom'], 139)),
    ).toHaveProperty('ruledOut');
  });
});
