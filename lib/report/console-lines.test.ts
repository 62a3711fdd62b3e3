import { describe, expect, test } from 'vitest';
import type { ConsoleRow } from '@/lib/domain/rows';
import { noonMs, run } from '@/lib/timeline/testing/diagnosis';
import { toConsoleLines } from './console-lines';

const exit = run({ from: 0, to: 1, exitCode: 1 });

/** Lines a millisecond apart, the last one as many milliseconds before the exit as `beforeExitMs`. */
function rowsOf(texts: readonly string[], beforeExitMs = 20): ConsoleRow[] {
  return texts.map((text, place) => {
    const atMs = noonMs + 60_000 - beforeExitMs - (texts.length - 1 - place);
    return {
      id: `line-${place}`,
      atMs,
      ingestedAtMs: atMs,
      workspace: 'ops',
      environment: null,
      app: 'shop',
      kind: 'app',
      revision: 'shop--r7',
      replica: 'shop--r7-5d9c-aaaaa',
      execution: null,
      table: 'ContainerAppConsoleLogs_CL',
      container: 'api',
      stream: 'stderr',
      text,
    };
  });
}

const traceback = [
  'Starting worker',
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 7, in <module>',
  '    url = os.environ["DATABASE_URL"]',
  "KeyError: 'DATABASE_URL'",
];

const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

function rolesOf(rows: readonly ConsoleRow[], of = exit, window = always) {
  return toConsoleLines(rows, of, window).map(({ role }) => role);
}

describe('a run’s lines', () => {
  test('mark where the failure begins, and its trace', () => {
    expect(rolesOf(rowsOf(traceback))).toEqual([null, 'first-failure', 'trace', 'trace', 'trace']);
  });

  test('mark the whole trace where leading blanks are lost, as the _CL tables lose them', () => {
    const underlined = [...traceback.slice(0, 4), '~~~~~~~~~~^^^^^^^^^^^^^^', ...traceback.slice(4)];
    const rows = rowsOf(underlined.map((line) => `F ${line.trim()}`));

    expect(rolesOf(rows)).toEqual([null, 'first-failure', 'trace', 'trace', 'trace', 'trace']);
  });

  test('mark the failure that ended the run, not the first complaint', () => {
    const minuteBefore = rowsOf(['Error: connect ECONNREFUSED 10.0.0.4:5432'], 50_000);
    const rows = [...minuteBefore.map((row) => ({ ...row, id: 'early' })), ...rowsOf(traceback)];

    expect(rolesOf(rows)).toEqual([null, null, 'first-failure', 'trace', 'trace', 'trace']);
  });

  test('mark the first of the last complaints where no rule knows one', () => {
    const rows = [
      ...rowsOf(['[error] long ago'], 55_000),
      ...rowsOf(['ready', '[error] 31#31: something new broke', '[notice] going on', '[error] 31#31: it broke again']),
    ].map((row, place) => ({ ...row, id: `line-${place}` }));

    expect(rolesOf(rows)).toEqual([null, null, 'first-failure', null, null]);
    expect(rolesOf(rows, run({ from: 0, to: null }))).toEqual([null, null, null, null, null]);
    expect(rolesOf(rows, run({ from: 0, to: 4 }))).toEqual([null, null, null, null, null]);
  });

  test('set those after the exit apart', () => {
    expect(rolesOf(rowsOf(['bye', 'late'], -500))).toEqual(['after-exit', 'after-exit']);
  });

  test('of a stop on purpose hold no failure', () => {
    expect(rolesOf(rowsOf(traceback), run({ from: 0, to: 1, intended: true }))).toEqual([null, null, null, null, null]);
  });

  test('without anything that a rule knows are only lines', () => {
    expect(rolesOf(rowsOf(['listening on 8080', '2 errors fixed in this release']))).toEqual([null, null]);
  });

  test('that stand before it are its surroundings, and never where its failure begins', () => {
    const before = rowsOf(traceback, 30_000).map((row) => ({ ...row, id: `before ${row.id}` }));
    const rows = [...before, ...rowsOf(['listening', 'order 7 saved'])];
    const window = { fromMs: noonMs + 60_000 - 10_000, toMs: always.toMs };

    expect(rolesOf(rows, exit, window)).toEqual([null, null, null, null, null, null, null]);
    expect(toConsoleLines(rows, exit, window).map(({ beyond }) => beyond)).toEqual([
      ...before.map(() => 'before'),
      null,
      null,
    ]);
    expect(toConsoleLines(rows, exit, { ...always, toMs: noonMs }).at(-1)?.beyond).toBe('after');
  });

  test('say of themselves whether they tell of a failure, whatever part they have in the end', () => {
    const failing = (texts: string[]) =>
      toConsoleLines(rowsOf(texts, 50_000), exit, always).map((line) => line.failing);

    expect(failing(['Error: connect ECONNREFUSED 10.0.0.4:5432', '[error] something new broke'])).toEqual([true, true]);
    expect(failing(['listening on 8080', 'level=info msg="0 errors"', 'GET /errors.css 200'])).toEqual([
      false,
      false,
      false,
    ]);
  });
});
