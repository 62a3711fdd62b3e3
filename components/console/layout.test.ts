import { describe, expect, test } from 'vitest';
import type { ConsoleView, ShownLine } from './console-view';
import { type ConsoleItem, layOut } from './layout';
import { openingOf } from './opening';

const startMs = Date.UTC(2026, 5, 20, 12);

function line(second: number, text: string, change: Partial<ShownLine> = {}): ShownLine {
  const key = change.key ?? `${second} ${text}`;
  return {
    key,
    atMs: startMs + second * 1000,
    stream: 'stderr',
    text,
    role: null,
    isFailing: false,
    beyond: null,
    ...change,
  };
}

function view(lines: ShownLine[], change: Partial<ConsoleView['run']> = {}, events: [number, string][] = []) {
  return {
    run: {
      id: 'api~r~1',
      container: 'api',
      replica: 'r',
      startMs,
      exitMs: startMs + 60_000,
      exitCode: 1,
      terminationReason: null,
      intended: false,
      lifetimeMs: 60_000,
      backAtMs: null,
      ...change,
    },
    lines,
    events: events.map(([second, text]) => ({ key: text, atMs: startMs + second * 1000, text })),
    failure: null,
  };
}

/** An item in a word or two. */
function said(item: ConsoleItem): string {
  switch (item.kind) {
    case 'line':
      return item.line.text;
    case 'fold':
      return `(${item.lines.length} folded)`;
    case 'event':
      return `[${item.event.text}]`;
    case 'gap':
      return `-- ${item.lengthMs / 1000} s ${item.where} --`;
    case 'exit':
      return item.isSilent ? 'EXIT, silent' : 'EXIT';
    case 'border':
      return `# ${item.text}`;
    case 'skip':
      return `(${item.lines} skipped)`;
  }
}

const laid = (...args: Parameters<typeof layOut>) => layOut(...args).map(said);

describe('a run laid out', () => {
  test('has the platform’s words among its lines, the exit in its place, and what came after', () => {
    const lines = [line(1, 'up'), line(58, 'last'), line(60.4, 'late', { role: 'after-exit' })];
    const events: [number, string][] = [
      [0, 'Started'],
      [1, 'Probe failed'],
      [61, 'Back-off'],
    ];

    expect(laid(view(lines, { backAtMs: startMs + 70_000 }, events))).toEqual([
      '[Started]',
      '[Probe failed]',
      'up',
      '-- 57 s between --',
      'last',
      'EXIT',
      '# Printed or delivered after the exit',
      'late',
      '[Back-off]',
      '[Container api started again in the same replica]',
    ]);
  });

  test('keeps what was asked for around it apart', () => {
    const lines = [line(-300, 'old', { beyond: 'before' }), line(59, 'own'), line(900, 'new', { beyond: 'after' })];

    expect(laid(view(lines))).toEqual([
      '# Before this run',
      'old',
      '# This run',
      '-- 59 s before-first --',
      'own',
      'EXIT',
      '# After this run',
      'new',
    ]);
  });

  test('without a line says so, unless its lines could not be read', () => {
    expect(laid(view([]))).toEqual(['EXIT, silent']);
    expect(laid({ ...view([]), failure: { message: 'No permission.', remedy: '' } })).toEqual(['EXIT']);
    expect(laid(view([], { exitMs: null }))).toEqual([]);
  });
});

describe('a silence', () => {
  const silences = (lines: ShownLine[], change: Partial<ConsoleView['run']> = {}) =>
    laid(view(lines, change)).filter((text) => text.startsWith('--'));

  test('is told when it is long for this container', () => {
    const often = Array.from({ length: 20 }, (_, place) => line(place, `tick ${place}`));

    expect(silences([...often, line(40, 'again'), line(58, 'end')])).toEqual([
      '-- 21 s between --',
      '-- 18 s between --',
    ]);
  });

  test('of one that speaks once a minute is none', () => {
    const seldom = Array.from({ length: 10 }, (_, place) => line(place * 60, `tick ${place}`));

    expect(silences(seldom, { exitMs: startMs + 545_000 })).toEqual([]);
  });

  test('before the exit is told even then: it is what hanging looks like', () => {
    const seldom = Array.from({ length: 10 }, (_, place) => line(place * 60, `tick ${place}`));

    expect(silences(seldom, { exitMs: startMs + 570_000 })).toEqual(['-- 30 s before-exit --']);
    expect(silences(seldom, { exitMs: null })).toEqual([]);
  });

  test('does not count what stands outside the run', () => {
    expect(
      silences([line(-9000, 'old', { beyond: 'before' }), line(1, 'a'), line(55, 'b')], { exitMs: startMs + 56_000 }),
    ).toEqual(['-- 54 s between --']);
  });
});

describe('a trace', () => {
  const node = [
    line(1, 'Error: no database', { role: 'first-failure' }),
    line(1, 'at connect (/app/src/db.js:12:5)', { role: 'trace' }),
    line(1, 'at Object.load (node:internal/modules/cjs/loader:1105:19)', { role: 'trace' }),
    line(1, 'at run (/app/node_modules/knex/lib/run.js:7:1)', { role: 'trace' }),
    line(1, 'at tick (node:internal/process/task_queues:95:5)', { role: 'trace' }),
    line(1, 'at main (/app/src/index.js:3:1)', { role: 'trace' }),
    line(2, 'bye'),
  ];

  test('folds to its head and the application’s own frames', () => {
    expect(laid(view(node)).slice(0, 5)).toEqual([
      'Error: no database',
      'at connect (/app/src/db.js:12:5)',
      '(3 folded)',
      'at main (/app/src/index.js:3:1)',
      'bye',
    ]);
  });

  test('unfolds by its key, and wholly when asked to', () => {
    const fold = layOut(view(node)).find((item) => item.kind === 'fold');

    expect(laid(view(node), { opened: new Set([fold?.key ?? '']) })).not.toContain('(3 folded)');
    expect(laid(view(node), { isFolded: false })).not.toContain('(3 folded)');
  });

  test('of Python keeps the own source, and the exception at its end', () => {
    const python = [
      'F Traceback (most recent call last):',
      'F File "/app/main.py", line 7, in <module>',
      'F connect()',
      'F File "/usr/lib/python3.12/site-packages/db.py", line 1, in connect',
      'F raise_for(code)',
      'F ~~~~~~~~~^^^^^^',
      'F File "/usr/lib/python3.12/site-packages/db.py", line 9, in raise_for',
      'F raise DbError(code)',
      'F db.DbError: no route',
    ].map((text, place) => line(1, text, { key: `p${place}`, role: place === 0 ? 'first-failure' : 'trace' }));

    expect(laid(view(python)).slice(0, 5)).toEqual([
      'F Traceback (most recent call last):',
      'F File "/app/main.py", line 7, in <module>',
      'F connect()',
      '(5 folded)',
      'F db.DbError: no route',
    ]);
  });

  test('of own frames alone folds in its middle only when it is long', () => {
    const own = (count: number) =>
      Array.from({ length: count }, (_, place) =>
        line(1, `at f${place} (/app/src/a.js:${place}:1)`, { role: 'trace' }),
      );

    expect(laid(view(own(20))).filter((text) => text.endsWith('folded)'))).toEqual([]);
    expect(laid(view(own(40))).filter((text) => text.endsWith('folded)'))).toEqual(['(27 folded)']);
  });

  test('is found in lines without a part in the end; ordinary lines never fold', () => {
    const handled = node.map((one) => ({ ...one, role: null }));
    const plain = Array.from({ length: 50 }, (_, place) => line(place, `GET /orders/${place} 200`));

    expect(laid(view(handled))).toContain('(3 folded)');
    expect(laid(view(plain)).filter((text) => text.endsWith('folded)'))).toEqual([]);
  });
});

describe('what is seen first', () => {
  const many = (count: number) => Array.from({ length: count }, (_, place) => line(place / 100, `line ${place}`));
  const first = (lines: ShownLine[], change: Partial<ConsoleView['run']> = {}) =>
    openingOf(layOut(view(lines, change))).map(said);

  test('is everything of a short run', () => {
    expect(first(many(30), { exitMs: startMs + 400 })).toHaveLength(31);
  });

  test('is the end of a long one', () => {
    const seen = first(many(1000), { exitMs: startMs + 10_000 });

    expect(seen[0]).toBe('(976 skipped)');
    expect(seen.slice(-2)).toEqual(['line 999', 'EXIT']);
    expect(seen).toHaveLength(26);
  });

  test('is the end, too, of one that has none', () => {
    expect(first(many(1000), { exitMs: null }).at(-1)).toBe('line 999');
  });

  test('holds the failing line with what led to it, however far up', () => {
    const lines = many(1000);
    lines[100] = line(1, 'boom', { key: 'boom', role: 'first-failure' });
    const seen = first(lines, { exitMs: startMs + 10_000 });

    expect(seen.slice(0, 6)).toEqual(['(96 skipped)', 'line 96', 'line 97', 'line 98', 'line 99', 'boom']);
    expect(seen).toContain('(865 skipped)');
    expect(seen.at(-1)).toBe('EXIT');
  });

  test('leaves nothing out of the count', () => {
    const seen = openingOf(layOut(view(many(777), { exitMs: startMs + 5_000 })));
    const lines = seen.reduce(
      (sum, item) => sum + (item.kind === 'line' ? 1 : item.kind === 'skip' ? item.lines : 0),
      0,
    );

    expect(lines).toBe(777);
  });
});
