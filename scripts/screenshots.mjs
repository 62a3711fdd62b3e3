// `node scripts/screenshots.mjs`: takes the pictures in docs/screenshots/ anew, from the sample workspace at a fixed time.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const projectFolder = path.resolve(import.meta.dirname, '..');
const folder = path.join(projectFolder, 'docs', 'screenshots');
const port = 3290;
const address = `http://127.0.0.1:${port}`;

/** name, address, and where it differs from a bright desktop. */
const pictures = [
  ['apps-light', '/', {}],
  ['apps-dark', '/', { colorScheme: 'dark' }],
  ['apps-phone', '/', { colorScheme: 'dark', isPhone: true }],
  ['incident-dark', '/apps/orders-api', { colorScheme: 'dark' }],
  ['incident-light', '/apps/orders-api', {}],
  ['incident-phone', '/apps/orders-api', { colorScheme: 'dark', isPhone: true }],
  ['incident-python', '/apps/recommendations', { colorScheme: 'dark' }],
  ['healthy', '/apps/checkout', {}],
  ['job', '/apps/stock-import', { colorScheme: 'dark' }],
  ['exit-code', '/exit-codes/137', {}],
];

mkdirSync(folder, { recursive: true });
const server = spawn(process.execPath, ['scripts/start.mjs'], {
  cwd: projectFolder,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    EXITLINE_NOW: '2026-06-20T14:38:00Z',
    // Whatever .env says: the pictures show the sample.
    EXITLINE_WORKSPACES: '',
    EXITLINE_DATA: '',
  },
});
try {
  await isUp();
  const executablePath = [process.env.EXITLINE_CHROMIUM, '/usr/bin/chromium'].find((file) => file && existsSync(file));
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--hide-scrollbars'],
  });
  for (const [name, url, { colorScheme = 'light', isPhone = false }] of pictures) {
    const context = await browser.newContext({
      viewport: isPhone ? { width: 390, height: 844 } : { width: 1440, height: 1240 },
      deviceScaleFactor: isPhone ? 2 : 1,
      isMobile: isPhone,
      colorScheme,
      timezoneId: 'UTC',
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(`${address}${url}`, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    // The overview is drawn when its library has come.
    await page.waitForTimeout(500);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await context.close();
    console.log(`docs/screenshots/${name}.png`);
  }
  await browser.close();
} finally {
  server.kill();
}

async function isUp() {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${address}/api/v1/health`).catch(() => null);
    if (answer?.ok) return;
    if (server.exitCode !== null) throw new Error('The server ended before it answered.');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('The server did not answer in three minutes.');
}
