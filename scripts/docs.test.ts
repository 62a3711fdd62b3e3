import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const projectFolder = path.resolve(import.meta.dirname, '..');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(projectFolder, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

test.each(pages)('%s links only to what is there', (page) => {
  const text = readFileSync(path.join(projectFolder, page), 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map((match) => match[1] ?? '');
  const missing = links.filter((link) => !existsSync(path.resolve(projectFolder, path.dirname(page), link)));

  expect(missing).toEqual([]);
});

test('the pages name only npm scripts that exist', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const named = pages.flatMap((page) =>
    [...readFileSync(path.join(projectFolder, page), 'utf8').matchAll(/\bnpm run ([a-z]+)/g)].map((match) => match[1]),
  );

  expect(named.filter((name) => name !== undefined && !(name in scripts))).toEqual([]);
});

test('a script of package.json runs a file that is there', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const files = Object.values<string>(scripts).flatMap((command) =>
    [...command.matchAll(/(?:^|\s)((?:scripts|bench|lib)\/\S+)/g)].map((match) => match[1] ?? ''),
  );

  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(path.join(projectFolder, file)))).toEqual([]);
});

describe('the troubleshooting page', () => {
  const sources = ['app', 'components', 'lib', 'emulator', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/\.test\.ts$|testing\//.test(file))
      .map((file) => readFileSync(path.join(projectFolder, folder, file), 'utf8')),
  );
  const program = [...sources, readFileSync(path.join(projectFolder, 'proxy.ts'), 'utf8')].join('\n');
  const page = readFileSync(path.join(projectFolder, 'docs', 'troubleshooting.md'), 'utf8');
  const messages = [...page.matchAll(/^\| (?!message|---)(.+?) \|/gm)].map((match) => match[1] ?? '');
  // What differs from case to case stands as … there; a setting's name is put before its sentence.
  const fixedParts = (message: string) =>
    message
      .split(/…|^EXITLINE_DATA: /)
      .map((part) => part.replace(/^[\s,."“”]+|[\s,."“”]+$/g, ''))
      .filter((part) => part.length > 2);

  test.each(messages)('lists “%s” as the program says it', (message) => {
    expect(fixedParts(message).filter((part) => !program.includes(part))).toEqual([]);
  });

  test('would notice a sentence that nothing says', () => {
    expect(messages.length).toBeGreaterThan(20);
    expect(program).not.toContain(fixedParts('EXITLINE_DATA names …, which is not there')[1]);
  });
});
