import { describe, expect, test } from 'vitest';
import { diskFull } from './app.disk-full';
import { crashed, speaks, verdict } from './testing';

const transcripts: [string, string[], RegExp][] = [
  ['Node', ['Error: ENOSPC: no space left on device, write'], /disk is full/],
  ['Python', ['Traceback (most recent call last):', 'OSError: [Errno 28] No space left on device'], /disk is full/],
  ['PostgreSQL', ['PANIC:  could not write to file "pg_wal/xlogtemp.33": No space left on device'], /disk is full/],
  ['Java', ['java.io.IOException: No space left on device'], /disk is full/],
  ['.NET', ["Unhandled exception. System.IO.IOException: No space left on device : '/tmp/upload.bin'"], /disk is full/],
  ['SQLite', ['sqlite3.OperationalError: database or disk is full'], /disk is full/],
  ['Go', ['panic: write /tmp/a: no space left on device'], /disk is full/],
  ['quota', ['cp: error writing /data/a: Disk quota exceeded'], /disk is full/],
];

describe('app.disk-full', () => {
  test.each(transcripts)('reads %s', (_, lines, said) => {
    const { cause, found } = verdict(crashed(lines));

    expect(cause).toBe('app.disk-full');
    expect(found?.summary).toMatch(said);
  });

  test.each<[string, string[]]>([
    ['watchers that ran out', ["Error: ENOSPC: System limit for number of file watchers reached, watch '/app/src'"]],
    ['memory that ran out', ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory']],
  ])('keeps quiet about %s', (_, lines) => {
    expect(speaks(diskFull, crashed(lines))).toBe(false);
  });
});
