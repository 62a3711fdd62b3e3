// `npm run screenshots`: takes the pictures in docs/screenshots/ anew: every page in each of its faces, from the sample
// workspace at a fixed time and from exports of our own making. Words after it choose by name: `npm run screenshots -- incident`.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { extremes, writeEmptyExport, writeExtremesExport } from '@/emulator/testing/extremes-export';

const projectFolder = path.resolve(import.meta.dirname, '..');
const folder = path.join(projectFolder, 'docs', 'screenshots');
const made = path.join(projectFolder, '.exitline', 'screenshots');
const extremesFolder = path.join(made, 'extremes');
const emptyFolder = path.join(made, 'empty');

const now = { EXITLINE_NOW: '2026-06-20T14:38:00Z' };

/** Where each picture is taken; nobody listens where the last one asks for its identity. */
const places = {
  sample: { port: 3290, env: now },
  extremes: { port: 3291, env: { EXITLINE_DATA: extremesFolder } },
  empty: { port: 3292, env: { ...now, EXITLINE_DATA: emptyFolder } },
  silent: {
    port: 3293,
    env: {
      ...now,
      EXITLINE_WORKSPACES: 'ops-logs=11111111-2222-3333-4444-555555555555',
      EXITLINE_CREDENTIAL: 'managed-identity',
      IDENTITY_ENDPOINT: 'http://127.0.0.1:9/msi/token',
      IDENTITY_HEADER: 'none',
    },
  },
} as const;

interface Picture {
  name: string;
  path: string;
  place?: keyof typeof places;
  isDark?: boolean;
  isPhone?: boolean;
  /** As it stands before the logs have answered: what follows is put in its place by a script, and none runs. */
  isLoading?: boolean;
  /** Scrolled to this part. */
  at?: string;
  /** A key pressed first. */
  key?: string;
}

const dark = { isDark: true };
const phone = { isDark: true, isPhone: true };
const silence = '?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z';
const longName = encodeURIComponent(extremes.longName);

const pictures: readonly Picture[] = [
  { name: 'apps-dark', path: '/', ...dark },
  { name: 'apps-light', path: '/' },
  { name: 'apps-phone', path: '/', ...phone },
  { name: 'apps-by-environment', path: '/?group=environment&status=crash-looping,failing', ...dark },
  { name: 'apps-loading', path: '/', ...dark, isLoading: true },
  { name: 'apps-empty', path: '/', place: 'empty' },
  { name: 'apps-failed', path: '/', place: 'silent', ...dark },
  { name: 'apps-500', path: '/?group=environment', place: 'extremes' },
  { name: 'incident-dark', path: '/apps/orders-api', ...dark },
  { name: 'incident-light', path: '/apps/orders-api' },
  { name: 'incident-phone', path: '/apps/orders-api', ...phone },
  { name: 'incident-python', path: '/apps/recommendations', ...dark },
  { name: 'incident-loading', path: '/apps/orders-api', ...dark, isLoading: true },
  { name: 'incident-empty', path: `/apps/orders-api${silence}` },
  { name: 'incident-failed', path: '/apps/orders-api', place: 'silent' },
  { name: 'incident-not-found', path: '/apps/orders-apy', ...dark },
  { name: 'incident-choice', path: '/apps/namesake', place: 'extremes' },
  { name: 'healthy', path: '/apps/checkout' },
  { name: 'job', path: '/apps/stock-import', ...dark },
  { name: 'keys', path: '/apps/orders-api', ...dark, key: '?' },
  { name: 'runs', path: '/apps/orders-api?code=137', at: '#runs' },
  { name: 'runs-phone', path: '/apps/orders-api', at: '#runs', ...phone },
  { name: 'one-event', path: `/apps/${extremes.oneEvent}`, place: 'extremes' },
  { name: 'one-replica', path: `/apps/${extremes.oneReplica}`, place: 'extremes', ...dark },
  { name: 'replicas-300', path: `/apps/${extremes.manyReplicas}`, place: 'extremes', at: '#timeline', ...dark },
  { name: 'events-100000', path: `/apps/${extremes.manyEvents}`, place: 'extremes', at: '#timeline' },
  { name: 'long-names', path: `/apps/${longName}`, place: 'extremes' },
  { name: 'long-names-phone', path: `/apps/${longName}`, place: 'extremes', ...phone },
  { name: 'exit-codes', path: '/exit-codes', ...dark },
  { name: 'exit-codes-loading', path: '/exit-codes', ...dark, isLoading: true },
  { name: 'exit-code', path: '/exit-codes/137' },
  { name: 'exit-code-phone', path: '/exit-codes/137', at: '#runs', ...phone },
  { name: 'exit-code-empty', path: '/exit-codes/77', ...dark },
  { name: 'exit-code-failed', path: '/exit-codes/137', place: 'silent', ...dark },
];

const asked = process.argv.slice(2);
const chosen = pictures.filter(({ name }) => asked.length === 0 || asked.some((word) => name.includes(word)));
const needed = new Set(chosen.map(({ place = 'sample' }) => place));

mkdirSync(folder, { recursive: true });
mkdirSync(made, { recursive: true });
writeExtremesExport(extremesFolder);
writeEmptyExport(emptyFolder);
// An address names servers that run already, one for each place: `sample=http://…,empty=http://…`.
const running = new Map(
  (process.env.SCREENSHOTS_FROM ?? '').split(',').map((one) => one.split('=') as [string, string]),
);
const servers: ChildProcess[] = [];

try {
  const addresses = new Map<string, string>();
  for (const place of needed) addresses.set(place, running.get(place) ?? (await serve(place)));
  const executablePath = [process.env.EXITLINE_CHROMIUM, '/usr/bin/chromium'].find((file) => file && existsSync(file));
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--hide-scrollbars'],
  });
  for (const picture of chosen) {
    await take(browser, picture, addresses.get(picture.place ?? 'sample') ?? '');
    console.log(`docs/screenshots/${picture.name}.png`);
  }
  await browser.close();
} finally {
  for (const server of servers) server.kill();
}

async function take(browser: Browser, picture: Picture, address: string) {
  const { name, isDark = false, isPhone = false, isLoading = false, at, key } = picture;
  const context = await browser.newContext({
    viewport: isPhone ? { width: 390, height: 844 } : { width: 1440, height: 960 },
    deviceScaleFactor: isPhone ? 2 : 1,
    isMobile: isPhone,
    colorScheme: isDark ? 'dark' : 'light',
    javaScriptEnabled: !isLoading,
    timezoneId: 'UTC',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${address}${picture.path}`, { waitUntil: 'networkidle', timeout: 120_000 });
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // The overview is drawn when its library has come.
  await page.waitForTimeout(700);
  if (key !== undefined) await page.keyboard.press(key);
  if (at !== undefined) await page.locator(at).evaluate((part) => part.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await context.close();
}

/** Starts a server and answers with its address once it can be read. */
async function serve(place: keyof typeof places): Promise<string> {
  const { port, env } = places[place];
  const server = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Whatever .env says: the pictures show what is meant.
    env: {
      ...process.env,
      EXITLINE_WORKSPACES: '',
      EXITLINE_DATA: '',
      EXITLINE_NOW: '',
      ...env,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
    },
  });
  servers.push(server);
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${address}/api/v1/health`).catch(() => null);
    if (answer !== null) return address;
    if (server.exitCode !== null) throw new Error('The server ended before it answered.');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('The server did not answer in three minutes.');
}
