import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder, run } from './run.mjs';

function readLock(...parts) {
  try {
    return JSON.parse(readFileSync(path.join(projectFolder, ...parts), 'utf8')).packages;
  } catch {
    return null;
  }
}

/**
 * Compares what the lock asks for with what npm says it installed (`node_modules/.package-lock.json`).
 * @param {Record<string, any>} locked packages of package-lock.json
 * @param {Record<string, any> | null} installed
 * @param {{ platform: string, arch: string }} system
 * @returns {string | null} why an installation is needed
 */
export function whyInstall(locked, installed, system) {
  if (installed === null) return 'nothing is installed yet';
  for (const [place, wanted] of Object.entries(locked)) {
    if (place === '' || wanted.link) continue;
    const found = installed[place];
    if (found === undefined) {
      // Binaries for other systems are left out; ours must be there, or the folder came from another machine.
      if (wanted.optional && !isForThisSystem(wanted, system)) continue;
      return `${nameOf(place)} is missing`;
    }
    if (found.version !== wanted.version) return `${nameOf(place)} is ${found.version}, not ${wanted.version}`;
  }
  const extra = Object.keys(installed).find((place) => !(place in locked));
  return extra === undefined ? null : `${nameOf(extra)} is no longer used`;
}

function isForThisSystem({ os, cpu, libc }, { platform, arch }) {
  // Which C library a Linux has is npm's affair: a package for one of them may be absent.
  if (os === undefined && cpu === undefined) return false;
  const fits = (list, value) => list === undefined || list.includes(value);
  return libc === undefined && fits(os, platform) && fits(cpu, arch);
}

function nameOf(place) {
  return place.replace(/^.*node_modules\//, '');
}

/** Installs exactly what the lock says, when something is missing. @returns {Promise<boolean>} whether all is there */
export async function ensureInstalled() {
  const locked = readLock('package-lock.json');
  if (locked === null) {
    console.error('package-lock.json is missing or unreadable: get it back from the repository.');
    return false;
  }
  const why = whyInstall(locked, readLock('node_modules', '.package-lock.json'), process);
  if (why === null) return true;

  console.log(`Installing packages (${why}) …`);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = npm?.endsWith('.js') ? await run(process.execPath, [npm, ...args]) : await run('npm', args);
  if (code === 0) return true;
  console.error(
    'npm ci failed. Its message is above: most often the registry cannot be reached (npm config get registry).',
  );
  return false;
}
