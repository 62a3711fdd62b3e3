import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder, runPackage } from './run.mjs';

const standalone = path.join(projectFolder, '.next', 'standalone');
const stampFile = path.join(standalone, 'exitline-build.json');

/** The server that a build leaves behind. */
export const serverFile = path.join(standalone, 'server.js');

/** What cannot change the build. Everything else is taken to: a page that is out of date is worse than a build. */
const ignored = new Set([
  '.ci',
  '.exitline',
  '.git',
  '.next',
  'bench',
  'docs',
  'e2e',
  'node_modules',
  'playwright-report',
  'scripts',
  'test-results',
]);
const ignoredFile = /\.test\.tsx?$|\.md$|\.tsbuildinfo$|^\.env|^next-env\.d\.ts$/;

/** @returns {string} a hash over every file that the build reads, and the system it is for */
export function hashSources(folder = projectFolder) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const visit = (inside) => {
    const entries = readdirSync(path.join(folder, inside), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const place = path.posix.join(inside, entry.name);
      if (ignored.has(place) || ignoredFile.test(entry.name)) continue;
      if (entry.isDirectory()) visit(place);
      else if (entry.isFile()) hash.update(`\0${place}\0`).update(readFileSync(path.join(folder, place)));
    }
  };
  visit('');
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8')).sources;
  } catch {
    return null;
  }
}

/** Builds when the sources are not those of the last build. @returns {Promise<boolean>} whether there is a build */
export async function ensureBuilt() {
  const sources = hashSources();
  if (existsSync(serverFile) && readStamp() === sources) return true;

  console.log('Building …');
  rmSync(standalone, { recursive: true, force: true });
  const code = await runPackage('next/dist/bin/next', ['build'], {
    quiet: true,
    // A NODE_ENV of the caller's would make a development build, or none.
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (code !== 0) {
    console.error('The build failed; its output is above.');
    return false;
  }

  // Next leaves these two out of the standalone folder, for a web server in front; we have none.
  cpSync(path.join(projectFolder, '.next', 'static'), path.join(standalone, '.next', 'static'), { recursive: true });
  const assets = path.join(projectFolder, 'public');
  if (existsSync(assets)) cpSync(assets, path.join(standalone, 'public'), { recursive: true });
  // Next copies .env files as they were at the build; the ones that count are read at the start.
  for (const name of readdirSync(standalone)) {
    if (name.startsWith('.env')) rmSync(path.join(standalone, name));
  }
  writeFileSync(stampFile, JSON.stringify({ sources }));
  return true;
}
