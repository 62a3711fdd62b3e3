import { describe, expect, test } from 'vitest';
import { uncaughtException } from './app.uncaught-exception';
import { caseOf, crashed, life, speaks, verdict } from './testing';

describe('a runtime that finds no memory', () => {
  test.each<[string, string[], number, RegExp]>([
    [
      'Node',
      ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', 'Aborted (core dumped)'],
      134,
      /heap/,
    ],
    ['the JVM', ['Terminating due to java.lang.OutOfMemoryError: Java heap space'], 3, /Java heap space/],
    [
      'a JVM that cannot start',
      ['There is insufficient memory for the Java Runtime Environment to continue.'],
      1,
      /JVM/,
    ],
    ['Python', ['Traceback (most recent call last):', 'MemoryError'], 1, /Python/],
    [
      '.NET',
      ['Unhandled exception. System.OutOfMemoryException: Array dimensions exceeded supported range.'],
      139,
      /\.NET/,
    ],
    ['Go', ['fatal error: runtime: out of memory'], 2, /Go/],
    ['Rust', ['memory allocation of 1073741824 bytes failed'], 134, /allocate/],
    ['C++', ["terminate called after throwing an instance of 'std::bad_alloc'"], 134, /allocate/],
  ])('ended itself: %s', (_, lines, code, said) => {
    const { cause, found } = verdict(crashed(lines, code));

    expect(cause).toBe('app.uncaught-exception');
    expect(found).toMatchObject({ confidence: 'high', summary: expect.stringMatching(said) });
    expect(found?.summary).toContain('would leave exit code 137');
  });

  test.each([
    ['Node', ['FATAL ERROR: JavaScript heap out of memory'], 134, /max-old-space-size/],
    ['the JVM', ['java.lang.OutOfMemoryError: Java heap space'], 1, /MaxRAMPercentage/],
  ])('is told which setting gives %s its limit', (_, lines, code, setting) => {
    expect(verdict(crashed(lines, code)).found?.nextSteps[0]?.text).toMatch(setting);
  });

  test('is about the GPU when CUDA says so, and neither the JVM nor the container’s limit is spoken of', () => {
    const { cause, found } = verdict(
      crashed([
        'Traceback (most recent call last):',
        'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB (GPU 0; 15.78 GiB total capacity)',
      ]),
    );

    expect(cause).toBe('app.uncaught-exception');
    expect(found?.summary).toMatch(/GPU/);
    expect(found?.summary).not.toMatch(/JVM|137/);
  });

  test('only corroborates the kill when the kernel came first', () => {
    const killed = caseOf({ lives: [life({ code: 137, lines: ['java.lang.OutOfMemoryError: Java heap space'] })] });

    expect(verdict(killed)).toMatchObject({ cause: 'platform.oom', found: { confidence: 'high' } });
  });

  test.each<[string, string]>([
    ['Redis that refuses to store more', "OOM command not allowed when used memory > 'maxmemory'."],
    ['a request that PHP cut off', 'Allowed memory size of 134217728 bytes exhausted'],
  ])('is not seen in %s while the process runs', (_, line) => {
    expect(speaks(uncaughtException, caseOf({ lines: [line] }))).toBe(false);
  });
});
