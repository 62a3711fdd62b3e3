import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { projectFolder, run, runPackage } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | null} a Chromium already on this machine, Playwright's own last */
export function findChromium(environment = process.env) {
  const named = environment.EXITLINE_CHROMIUM?.trim();
  if (named) return isProgram(named) ? named : null;
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const candidates = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...usualPlaces];
  return candidates.find(isProgram) ?? findPlaywrights();
}

function findPlaywrights() {
  try {
    const require = createRequire(path.join(projectFolder, 'package.json'));
    const file = require('@playwright/test').chromium.executablePath();
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

/**
 * Finds a Chromium or gets one: Playwright's download, else the distribution's package where we may install it.
 * @returns {Promise<string | null>} its path; `null` after saying what to type
 */
export async function ensureChromium(environment = process.env) {
  const named = environment.EXITLINE_CHROMIUM?.trim();
  if (named && !isProgram(named)) {
    console.error(`EXITLINE_CHROMIUM names ${named}, which cannot be run. Name a Chromium, or remove the setting.`);
    return null;
  }
  const found = findChromium(environment);
  if (found !== null) return found;

  console.log("No Chromium on this machine: trying Playwright's …");
  await runPackage('@playwright/test/cli.js', ['install', 'chromium'], {
    // Behind a closed network it fails at length, and the next way may still lead there.
    quiet: 'always',
    timeoutMs: 240_000,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000' },
  });
  // The download may be there and still lack the system's libraries.
  const downloaded = findPlaywrights();
  if (
    downloaded !== null &&
    (await run(downloaded, ['--headless', '--no-sandbox', '--version'], { quiet: true })) === 0
  ) {
    return downloaded;
  }

  const isRoot = process.getuid?.() === 0;
  const hasApt = isProgram('/usr/bin/apt-get');
  if (hasApt && (isRoot || environment.CI === 'true')) {
    console.log("Trying the distribution's package …");
    const apt = (...args) =>
      isRoot
        ? run('apt-get', args, { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } })
        : run('sudo', ['-n', 'apt-get', ...args], { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } });
    await apt('update', '-qq');
    // Ubuntu's `chromium` is a snap in disguise; the file that appears decides, not the exit code.
    await apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
    const installed = findChromium(environment);
    if (installed !== null) return installed;
  }
  console.error(
    hasApt
      ? 'The browser tests need a Chromium. Type this, then npm test again:\n\n  sudo apt-get install -y chromium\n'
      : 'The browser tests need a Chromium. Type this, then npm test again:\n\n  npx playwright install --with-deps chromium\n',
  );
  return null;
}

if (process.argv[1] === import.meta.filename) {
  const file = await ensureChromium();
  if (file === null) process.exit(1);
  console.log(file);
}
