import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * The house: arrows point down. A folder imports itself and what has a lower number; what stands beside it only
 * when listed in `sideways`. Longest prefix wins.
 */
const floors: Record<string, number> = {
  'app/': 5,
  'instrumentation.ts': 5,
  'proxy.ts': 5,
  'components/': 4,
  'lib/share/': 4,
  'lib/report/': 3,
  'lib/timeline/': 2,
  'lib/logs/': 2,
  'lib/diagnosis/': 1,
  'lib/azure/': 1,
  'lib/domain/': 0,
  'lib/format/': 0,
  'lib/env.ts': 0,
  'lib/clock.ts': 0,
};

const sideways = new Set([
  // A setting that is a moment, and a name that was meant, are read as everywhere else.
  'lib/env.ts > lib/format/',
  // The frozen clock is a setting.
  'lib/clock.ts > lib/env.ts',
  // Names of things are formatted from the words' own types.
  'lib/format/ > lib/domain/',
  // One Host allow-list for proxy.ts and its test, beside the pages.
  'proxy.ts > app/',
]);

/** Outside the house: tools and tests that use it, never the other way round. */
const tools = ['scripts/', 'bench/', 'e2e/'];

const skipped = new Set(['node_modules', 'test-results', 'playwright-report', 'docs', 'public']);

interface ImportLine {
  /** Path from the project's folder, with `/`. */
  file: string;
  /** A path of ours without ending, or the name of a package. */
  target: string;
  isOurs: boolean;
}

const projectFolder = import.meta.dirname;

function findFiles(folder = ''): string[] {
  return readdirSync(path.join(projectFolder, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) return [];
    const place = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return findFiles(place);
    return /\.(ts|tsx|mts|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [place] : [];
  });
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

function findImports(file: string, text: string): ImportLine[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    if (specifier.startsWith('@/')) return { file, target: specifier.slice(2), isOurs: true };
    if (specifier.startsWith('.')) {
      return { file, target: path.posix.join(path.posix.dirname(file), specifier), isOurs: true };
    }
    return { file, target: specifier, isOurs: false };
  });
}

function roomOf(file: string): string | null {
  const place = file.replace(/\.test\.tsx?$/, '.ts');
  const rooms = Object.keys(floors).filter(
    (room) => place.startsWith(room) || `${place}.ts` === room || `${place}/` === room,
  );
  return rooms.sort((a, b) => b.length - a.length)[0] ?? null;
}

const isIn = (place: string, folder: string) => place === folder || place.startsWith(`${folder}/`);
const isTest = (file: string) => /\.test\.tsx?$|\/testing\//.test(file);
const isTool = (file: string) => tools.some((folder) => file.startsWith(folder));
const isConfig = (file: string) => /^[a-z.-]+\.config\.(ts|mjs)$/.test(file);

/** @returns why an import is not allowed; `null` when it is. */
function judge({ file, target, isOurs }: ImportLine): string | null {
  if (!isOurs) {
    if (!target.startsWith('@azure/')) return null;
    // The emulator speaks the SDK's own transport interface.
    if (isIn(file, 'emulator') && target === '@azure/core-rest-pipeline') return null;
    return isIn(file, 'lib/azure') || isTest(file) || isTool(file) ? null : 'only lib/azure imports @azure/*';
  }
  if (isIn(file, 'emulator')) return isIn(target, 'emulator') ? null : 'the emulator imports nothing of ours';
  if (isIn(file, 'e2e')) return isIn(target, 'e2e') ? null : 'e2e knows the app by its URLs and its text';
  if (isTool(file) || isConfig(file) || file === 'imports.test.ts') return null;
  if (isTool(`${target}/`) || tools.some((folder) => target.startsWith(folder))) return 'the house imports no tools';
  if (isIn(target, 'emulator')) {
    return isIn(file, 'lib/azure') || isTest(file) ? null : 'only lib/azure imports the emulator';
  }
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === null) return `${file} stands on no floor: add its folder to the floors of imports.test.ts`;
  if (to === null) return `${target} stands on no floor`;
  if (from === to || sideways.has(`${from} > ${to}`)) return null;
  const [above = 0, below = 0] = [floors[from], floors[to]];
  if (below < above) return null;
  return below === above ? `${from} and ${to} stand side by side` : `${to} is above ${from}`;
}

const files = findFiles();
const texts = new Map(files.map((file) => [file, readFileSync(path.join(projectFolder, file), 'utf8')]));
const imports = files.flatMap((file) => findImports(file, texts.get(file) ?? ''));

describe('the judge', () => {
  const line = (file: string, target: string, isOurs = true): ImportLine => ({
    file,
    target,
    isOurs,
  });

  test.each([
    ['up', line('lib/diagnosis/runs.ts', 'lib/report/report'), /above/],
    ['up from a test', line('lib/domain/run.test.ts', 'lib/diagnosis/runs'), /above/],
    ['sideways', line('lib/timeline/slots.ts', 'lib/logs/questions'), /side by side/],
    ['from the words', line('lib/domain/run.ts', 'lib/env'), /side by side/],
    ['out of the emulator', line('emulator/store/rows.ts', 'lib/domain/rows'), /nothing of ours/],
    ['into the emulator', line('lib/report/apps-page.ts', 'emulator'), /only lib\/azure/],
    ['to Azure', line('lib/logs/ask.ts', '@azure/identity', false), /only lib\/azure/],
    ['out of e2e', line('e2e/home.spec.ts', 'lib/format/time'), /URLs/],
    ['to a tool', line('lib/report/apps-page.ts', 'scripts/eval'), /tools/],
    ['from an unknown folder', line('lib/helpers/text.ts', 'lib/domain/run'), /no floor/],
  ])('refuses an arrow that points %s', (_, arrow, why) => {
    expect(judge(arrow)).toMatch(why);
  });

  test.each([
    ['down', line('app/page.tsx', 'lib/report/apps-page')],
    ['down to a single file', line('lib/azure/source.ts', 'lib/env')],
    ['inside a folder', line('lib/diagnosis/rules/probe-startup.ts', 'lib/diagnosis/rule')],
    ['from a test into the emulator', line('lib/report/apps-page.test.ts', 'emulator')],
    ['to another package', line('components/ui/when.tsx', 'react', false)],
  ])('allows an arrow that points %s', (_, arrow) => {
    expect(judge(arrow)).toBeNull();
  });

  test('reads every form of import', () => {
    const text = [
      "import a from './a';",
      "import type { B } from '@/lib/domain/b';",
      "import {\n  c,\n  d,\n} from '../c';",
      "export * from './e';",
      "import './f.css';",
      "const g = await import('@/emulator');",
      "const text = 'import nothing from here';",
    ].join('\n');

    expect(findImports('lib/report/x.ts', text).map(({ target }) => target)).toEqual([
      'lib/report/a',
      'lib/domain/b',
      'lib/c',
      'lib/report/e',
      'lib/report/f.css',
      'emulator',
    ]);
  });
});

describe('the house', () => {
  test('is read at all', () => {
    expect(imports.some(({ file, target }) => file === 'lib/azure/source.ts' && target === 'lib/env')).toBe(true);
  });

  test('has no arrow that points up, sideways or out', () => {
    const faults = imports.flatMap((arrow) => {
      const why = judge(arrow);
      return why === null ? [] : [`${arrow.file} imports ${arrow.target}: ${why}`];
    });

    expect(faults).toEqual([]);
  });

  test('hands the emulator to the query client in one line', () => {
    const lines = imports.filter(({ file, target }) => isIn(target, 'emulator') && isIn(file, 'lib') && !isTest(file));

    expect(lines.map(({ file }) => file)).toEqual(['lib/azure/embedded.ts']);
  });

  test('has one user of the query client', () => {
    const users = imports.filter(
      ({ file, target }) => target === '@azure/monitor-query' && !isTest(file) && !isTool(file),
    );

    expect(users.map(({ file }) => file)).toEqual(['lib/azure/log-analytics.ts']);
  });

  const product = files.filter(
    (file) => !isTest(file) && !isTool(file) && !isConfig(file) && file !== 'imports.test.ts',
  );
  const withoutComments = (file: string) =>
    (texts.get(file) ?? '').replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

  test('reads the environment in one file', () => {
    // The compiler puts the values of these two in place, so they are constants and no settings.
    const readers = product.filter((file) => /process\.env(?!\.(NODE_ENV|NEXT_RUNTIME)\b)/.test(withoutComments(file)));

    expect(readers).toEqual(['lib/env.ts']);
  });

  test('reads the clock in one file, and at the door of the emulator, which may not import it', () => {
    const readers = product.filter((file) => /\bDate\.now\b|\bnew Date\(\s*\)/.test(withoutComments(file)));

    expect(readers).toEqual(['emulator/index.ts', 'lib/clock.ts']);
  });

  test('keeps settings, words and formats free of packages, but for the one that reads the settings', () => {
    const foundations = ['lib/domain', 'lib/format', 'lib/env.ts', 'lib/clock.ts'];
    const packages = imports.filter(
      ({ file, target, isOurs }) =>
        foundations.some((place) => isIn(file, place)) && !isOurs && !isTest(file) && !target.startsWith('node:'),
    );

    expect(packages.map(({ file, target }) => `${file} > ${target}`)).toEqual(['lib/env.ts > zod']);
  });
});
