import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

/** The scripts are plain Node, because they run before anything is installed; these are the types of what they give. */
async function load<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(import.meta.dirname, file)).href)) as Module;
}

type Packages = Record<string, Record<string, unknown>>;
const { whyInstall } = await load<{
  whyInstall(locked: Packages, installed: Packages | null, system: { platform: string; arch: string }): string | null;
}>('install.mjs');
const { hashSources, keepBuild, claimBuild, dropUnusedBuilds } = await load<{
  hashSources(folder: string): string;
  keepBuild(from: string, folder: string, name: string): void;
  claimBuild(folder: string, name: string, pid?: number): void;
  dropUnusedBuilds(folder: string, current: string): void;
}>('build.mjs');
const { findChromium } = await load<{ findChromium(environment: Record<string, string>): string | null }>(
  'chromium.mjs',
);

describe('an installation', () => {
  const linux = { platform: 'linux', arch: 'x64' };
  const locked: Packages = {
    '': { name: 'exitline' },
    'node_modules/next': { version: '16.4.5' },
    'node_modules/@next/swc-linux-x64': { version: '16.4.5', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/@next/swc-darwin-arm64': { version: '16.4.5', optional: true, os: ['darwin'], cpu: ['arm64'] },
    'node_modules/fsevents': { version: '2.3.3', optional: true, os: ['darwin'] },
  };
  const installed: Packages = {
    'node_modules/next': { version: '16.4.5' },
    'node_modules/@next/swc-linux-x64': { version: '16.4.5' },
  };

  test('is not repeated when everything for this system is there', () => {
    expect(whyInstall(locked, installed, linux)).toBeNull();
  });

  test.each<[string, Packages | null, typeof linux, string]>([
    ['nothing is there', null, linux, 'nothing is installed yet'],
    ['a package is missing', { ...installed, 'node_modules/next': undefined as never }, linux, 'next is missing'],
    [
      'a package has another version',
      { ...installed, 'node_modules/next': { version: '16.4.4' } },
      linux,
      'next is 16.4.4, not 16.4.5',
    ],
    [
      'a package is no longer used',
      { ...installed, 'node_modules/left': { version: '1.0.0' } },
      linux,
      'left is no longer used',
    ],
    [
      'the folder came from another system',
      installed,
      { platform: 'darwin', arch: 'arm64' },
      '@next/swc-darwin-arm64 is missing',
    ],
  ])('is made when %s', (_, found, system, why) => {
    const without = found && Object.fromEntries(Object.entries(found).filter(([, entry]) => entry !== undefined));
    expect(whyInstall(locked, without, system)).toBe(why);
  });
});

describe('the hash of the sources', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-sources-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  write('app/page.tsx', 'one');
  write('kql/apps.kql', 'T | take 1');

  test.each([
    ['a page changes', 'app/page.tsx', 'two'],
    ['a query changes', 'kql/apps.kql', 'T | take 2'],
    ['a file is added', 'lib/new.ts', ''],
    ['the lock changes', 'package-lock.json', '{}'],
    ['what stands before the server changes', 'scripts/server/server.mjs', ''],
  ])('changes when %s', (_, file, text) => {
    const before = hashSources(folder);
    write(file, text);
    expect(hashSources(folder)).not.toBe(before);
  });

  test.each([
    ['a test', 'app/page.test.tsx'],
    ['a script', 'scripts/start.mjs'],
    ['a browser test', 'e2e/home.spec.ts'],
    ['the documentation', 'docs/azure.md'],
    ['what the build itself writes', '.next/server/page.js'],
    ['what the types are written to', 'next-env.d.ts'],
    ['a setting', '.env'],
  ])('stays when %s changes', (_, file) => {
    const before = hashSources(folder);
    write(file, 'changed');
    expect(hashSources(folder)).toBe(before);
  });
});

describe('the builds at hand', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-builds-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const made = path.join(folder, 'made');
  mkdirSync(path.join(made, 'inner'), { recursive: true });
  writeFileSync(path.join(made, 'server.js'), '');
  symlinkSync('../server.js', path.join(made, 'inner', 'link.js'));
  const builds = path.join(folder, 'builds');
  // Ended before it is asked about, and its number is not given out again so soon.
  const { pid: gone = 0 } = spawnSync(process.execPath, ['--version']);

  test('are whole copies whose links stay inside', () => {
    keepBuild(made, builds, 'one');

    expect(readdirSync(builds)).toEqual(['one']);
    expect(readlinkSync(path.join(builds, 'one', 'inner', 'link.js'))).toBe('../server.js');
  });

  test('may be made twice at once', () => {
    keepBuild(made, builds, 'one');

    expect(readdirSync(builds)).toEqual(['one']);
  });

  test('stay while a process uses them, the current one in any case', () => {
    for (const name of ['one', 'two', 'three', 'four']) keepBuild(made, builds, name);
    claimBuild(builds, 'one', process.pid);
    claimBuild(builds, 'two', gone);

    dropUnusedBuilds(builds, 'four');

    expect(readdirSync(builds).sort()).toEqual(['four', 'one']);
  });
});

describe('the search for Chromium', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-chromium-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const program = path.join(folder, 'chromium-browser');
  writeFileSync(program, '', { mode: 0o755 });
  const readme = path.join(folder, 'readme');
  writeFileSync(readme, '', { mode: 0o644 });

  test('takes the one that is named before the one on the PATH', () => {
    expect(findChromium({ EXITLINE_CHROMIUM: process.execPath, PATH: folder })).toBe(process.execPath);
  });

  test('takes the one on the PATH under any of its names', () => {
    expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(program);
  });

  test('takes nothing else when the one that is named cannot be run', () => {
    expect(findChromium({ EXITLINE_CHROMIUM: readme, PATH: folder })).toBeNull();
  });
});
