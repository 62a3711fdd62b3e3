// `npm test`: installs what is missing, then runs every check. One failing check does not hide the others.
// The last line is the sum: every unit and browser test counts, and every other check counts as one.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from './project/build.mjs';
import { ensureChromium } from './project/chromium.mjs';
import { ensureInstalled } from './project/install.mjs';
import { projectFolder, run, runPackage } from './project/run.mjs';

const isCi = process.env.CI === 'true';
const reports = mkdtempSync(path.join(os.tmpdir(), 'exitline-test-'));
const sum = { passed: 0, failed: 0 };
/** @type {string[]} */
const broken = [];

console.log(`Node ${process.version} on ${process.platform} ${process.arch}`);
if (!(await ensureInstalled())) finish('installing packages');

await check('lock file', () => run(process.execPath, ['scripts/check-lock.mjs']));
await check('lint and format', () => runPackage('@biomejs/biome/bin/biome', ['check', '.']));
await check('types', async () => {
  // Writes next-env.d.ts and the types of the routes, which a new clone does not have.
  const code = await runPackage('next/dist/bin/next', ['typegen'], {
    quiet: true,
    env: { NEXT_TELEMETRY_DISABLED: '1' },
  });
  return code || runPackage('typescript/bin/tsc', ['--noEmit']);
});
await checkMany('unit tests', unitTests());

const isBuilt = await check('build', async () => ((await ensureBuilt()) === null ? 1 : 0));
if (isBuilt) {
  await checkMany('the built server', unitTests('--config', 'vitest.standalone.config.ts'));
  const chromium = await ensureChromium();
  if (chromium === null) count('a Chromium for the browser tests', false);
  else await checkMany('browser tests', browserTests(chromium));
}

const cases = path.join(projectFolder, '..', 'shared', 'cases', 'dev.jsonl');
if (isCi && existsSync(cases) && existsSync(path.join(projectFolder, 'scripts', 'eval.ts'))) {
  await check('eval', () => runPackage('tsx/dist/cli.mjs', ['scripts/eval.ts', cases]));
}
finish();

function title(name) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(2, 76 - name.length))}`);
}

function count(name, isFine) {
  sum[isFine ? 'passed' : 'failed'] += 1;
  if (!isFine) broken.push(name);
  return isFine;
}

/** @param {() => Promise<number>} work gives an exit code */
async function check(name, work) {
  title(name);
  return count(name, (await work()) === 0);
}

/**
 * @param {(reportFile: string) => Promise<number>} work gives an exit code and writes a report
 * A run that ends badly without a failed test, or reports none at all, is itself a failure.
 */
async function checkMany(name, work) {
  title(name);
  const report = path.join(reports, `${name.replaceAll(' ', '-')}.json`);
  const code = await work(report);
  const { passed, failed } = readReport(report);
  sum.passed += passed;
  sum.failed += failed;
  if (failed > 0) broken.push(name);
  else if (code !== 0 || passed === 0) count(name, false);
}

function unitTests(...args) {
  return (report) =>
    runPackage(
      'vitest/vitest.mjs',
      ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      {
        env: { NODE_ENV: 'test' },
      },
    );
}

function browserTests(chromium) {
  return (report) =>
    runPackage('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
      env: { EXITLINE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
}

/** Both runners write JSON, in forms of their own. */
function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    if (report.stats !== undefined) {
      const { expected, flaky, unexpected } = report.stats;
      return { passed: expected + flaky, failed: unexpected + report.errors.length };
    }
    const brokenFiles = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
    return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

function finish(reason) {
  if (reason !== undefined) count(reason, false);
  rmSync(reports, { recursive: true, force: true });
  title('sum');
  if (broken.length > 0) console.log(`Failed: ${broken.join(', ')}.`);
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exit(sum.failed === 0 ? 0 : 1);
}
