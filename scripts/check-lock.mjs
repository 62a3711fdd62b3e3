// Checks that the lock file holds the binaries of every system, not only of the one it was made on: npm leaves an
// optional package that it could not fetch out of the lock without a word, and `npm ci` then fails elsewhere (npm/cli#9846).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './project/run.mjs';

/** @param {Record<string, any>} packages of package-lock.json @returns {string[]} one sentence per fault */
function findLockFaults(packages) {
  const faults = [];
  for (const [place, entry] of Object.entries(packages)) {
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      if (!resolves(packages, place, name)) {
        faults.push(`${place === '' ? 'package.json' : place} asks for ${name}, which the lock does not hold.`);
      }
    }
    if (entry.resolved !== undefined && /^https?:/.test(entry.resolved)) {
      faults.push(`${place} names a registry (${entry.resolved}): set omit-lockfile-registry-resolved in .npmrc.`);
    }
    if (place !== '' && !entry.link && entry.integrity === undefined && !entry.inBundle) {
      faults.push(`${place} has no integrity.`);
    }
  }
  return faults;
}

/** As Node looks a package up: in the asking package's own node_modules, then in every folder above. */
function resolves(packages, place, name) {
  for (let folder = place; ; folder = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

const file = path.resolve(process.argv[2] ?? path.join(projectFolder, 'package-lock.json'));
const faults = findLockFaults(JSON.parse(readFileSync(file, 'utf8')).packages);
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error('Pin the newest version whose packages for all systems are published, and run npm install again.');
  process.exit(1);
}
console.log('The lock file is complete.');
