import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

const integrity = 'sha512-x';

function checkLock(packages: Record<string, unknown>) {
  const file = path.join(folder, 'package-lock.json');
  writeFileSync(file, JSON.stringify({ packages }));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-lock.mjs', file], {
    cwd: path.resolve(import.meta.dirname, '..'),
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

describe('the lock check', () => {
  const complete = {
    '': { dependencies: { compiler: '1.0.0' } },
    'node_modules/compiler': { version: '1.0.0', integrity, optionalDependencies: { '@compiler/mac': '1.0.0' } },
    'node_modules/@compiler/mac': { version: '1.0.0', integrity, optional: true, os: ['darwin'] },
  };

  test('is content with the binaries of other systems in the lock', () => {
    expect(checkLock(complete)).toEqual({ status: 0, said: 'The lock file is complete.\n' });
  });

  test('finds a binary that npm left out', () => {
    const { 'node_modules/@compiler/mac': _, ...gappy } = complete;

    const { status, said } = checkLock(gappy);

    expect(status).toBe(1);
    expect(said).toContain('node_modules/compiler asks for @compiler/mac, which the lock does not hold.');
  });

  test('looks a package up as Node does: beside the asking package and in every folder above', () => {
    const nested = {
      '': { dependencies: { '@scope/a': '1.0.0' } },
      'node_modules/@scope/a': { integrity, dependencies: { b: '1.0.0' } },
      'node_modules/@scope/a/node_modules/b': { integrity, dependencies: { c: '1.0.0', d: '1.0.0', e: '1.0.0' } },
      'node_modules/@scope/a/node_modules/b/node_modules/c': { integrity },
      'node_modules/@scope/a/node_modules/d': { integrity },
      'node_modules/e': { integrity },
    };

    expect(checkLock(nested).said).toContain('complete');
  });

  test('does not take a package of a sibling for its own', () => {
    const hidden = {
      '': { dependencies: { a: '1.0.0', b: '1.0.0' } },
      'node_modules/a': { integrity, dependencies: { c: '1.0.0' } },
      'node_modules/b': { integrity },
      'node_modules/b/node_modules/c': { integrity },
    };

    expect(checkLock(hidden).said).toContain('node_modules/a asks for c');
  });

  test('refuses the address of a registry and a package without integrity', () => {
    const { said } = checkLock({
      '': {},
      'node_modules/a': { integrity, resolved: 'https://registry.example/a/-/a-1.0.0.tgz' },
      'node_modules/b': {},
    });

    expect(said).toContain('node_modules/a names a registry');
    expect(said).toContain('node_modules/b has no integrity');
  });
});
