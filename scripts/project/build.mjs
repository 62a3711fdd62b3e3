import { createHash } from 'node:crypto';
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { projectFolder, runPackage } from './run.mjs';

/** `next build` empties .next first, so no server may run from there: what it makes is copied to a folder of its own. */
const output = path.join(projectFolder, '.next', 'standalone');
const builds = path.join(projectFolder, '.exitline', 'builds');

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
  'scripts/project',
  'test-results',
]);
const ignoredFile = /\.test\.tsx?$|\.md$|\.tsbuildinfo$|^\.env|^next-env\.d\.ts$/;

/** Of scripts/ only the folder that goes into the build counts. */
function isIgnored(place, name) {
  return ignored.has(place) || ignoredFile.test(name) || /^scripts\/[^/]+\.[a-z]+$/.test(place);
}

/** @returns {string} a hash over every file that the build reads, and the system it is for */
export function hashSources(folder = projectFolder) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const visit = (inside) => {
    const entries = readdirSync(path.join(folder, inside), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const place = path.posix.join(inside, entry.name);
      if (isIgnored(place, entry.name)) continue;
      if (entry.isDirectory()) visit(place);
      else if (entry.isFile()) hash.update(`\0${place}\0`).update(readFileSync(path.join(folder, place)));
    }
  };
  visit('');
  return hash.digest('hex');
}

/**
 * Builds when the sources are not those of a build at hand.
 * @returns {Promise<string | null>} the server to run, whose folder stays as long as this process; `null` without a build
 */
export async function ensureBuilt() {
  const name = hashSources().slice(0, 16);
  const folder = path.join(builds, name);
  if (!existsSync(folder)) {
    console.log('Building …');
    const code = await runPackage('next/dist/bin/next', ['build'], {
      quiet: true,
      // A NODE_ENV of the caller's would make a development build, or none.
      env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    });
    if (code !== 0) {
      console.error('The build failed; its output is above.');
      return null;
    }
    complete(output);
    keepBuild(output, builds, name);
  }
  claimBuild(builds, name);
  dropUnusedBuilds(builds, name);
  return path.join(folder, 'server.js');
}

/** Adds what Next leaves out of the standalone folder, and takes out what must not be in it. */
function complete(standalone) {
  // Next leaves these two to a web server in front; we have none.
  cpSync(path.join(projectFolder, '.next', 'static'), path.join(standalone, '.next', 'static'), { recursive: true });
  const assets = path.join(projectFolder, 'public');
  if (existsSync(assets)) cpSync(assets, path.join(standalone, 'public'), { recursive: true });
  // Next copies .env files as they were at the build; the ones that count are read at the start.
  for (const name of readdirSync(standalone)) {
    if (name.startsWith('.env')) rmSync(path.join(standalone, name));
  }
  renameSync(path.join(standalone, 'server.js'), path.join(standalone, 'next-server.js'));
  const ours = path.join(projectFolder, 'scripts', 'server');
  cpSync(path.join(ours, 'host.mjs'), path.join(standalone, 'host.mjs'));
  cpSync(path.join(ours, 'server.mjs'), path.join(standalone, 'server.js'));
}

/** Copies a build to where it is run from. It appears there whole or not at all. */
export function keepBuild(from, folder, name) {
  const half = path.join(folder, `.${name}-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  // Links inside lead from one part of the build to another and must not be made absolute.
  cpSync(from, half, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  try {
    renameSync(half, path.join(folder, name));
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    // Another start has built the same in the meantime.
    if (!existsSync(path.join(folder, name))) throw error;
  }
}

const claim = /^used-by-(\d+)$/;

/** Marks a build as in use while a process lives: a server loads many of its files only when they are asked for. */
export function claimBuild(folder, name, pid = process.pid) {
  writeFileSync(path.join(folder, name, `used-by-${pid}`), '');
}

/** Removes every other build that no living process uses. */
export function dropUnusedBuilds(folder, current) {
  for (const name of readdirSync(folder)) {
    // One that begins with a dot is being copied.
    if (name === current || name.startsWith('.')) continue;
    const users = readdirSync(path.join(folder, name)).flatMap((file) => claim.exec(file)?.[1] ?? []);
    if (!users.some((pid) => isAlive(Number(pid)))) rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive, but somebody else's.
    return error.code === 'EPERM';
  }
}
