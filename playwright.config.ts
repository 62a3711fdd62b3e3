import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import {
  emptyFolder,
  emptyUrl,
  extremesFolder,
  extremesUrl,
  liveUrl,
  ownExport,
  sampleNow,
  sampleUrl,
  servedExports,
  silentSettings,
  silentUrl,
} from './e2e/servers';
import { writeEmptyExport, writeExtremesExport } from './emulator/testing/extremes-export';
import { writeProbeExport } from './emulator/testing/probe-export';
import { settingNames } from './lib/env';

// Playwright's own download wherever the machine has no Chromium of its own.
const chromium = [process.env.EXITLINE_CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

/** An empty value is not set, and keeps the `.env` of whoever runs the tests from setting it. */
const noSettings = Object.fromEntries(settingNames.map((name) => [name, '']));

function server(url: string, env: Record<string, string>) {
  return {
    command: 'node scripts/start.mjs',
    url: `${url}/api/v1/health`,
    env: { ...noSettings, ...env, PORT: new URL(url).port, HOSTNAME: '127.0.0.1', NEXT_TELEMETRY_DISABLED: '1' },
    timeout: 180_000,
    reuseExistingServer: false,
    stdout: 'ignore' as const,
    stderr: 'pipe' as const,
  };
}

writeProbeExport(ownExport.folder);
writeExtremesExport(extremesFolder);
writeEmptyExport(emptyFolder);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env.CI === 'true',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: sampleUrl,
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [{ name: 'chromium' }],
  webServer: [
    server(sampleUrl, { EXITLINE_NOW: sampleNow }),
    server(liveUrl, {}),
    server(extremesUrl, { EXITLINE_DATA: extremesFolder }),
    server(emptyUrl, { EXITLINE_DATA: emptyFolder }),
    server(silentUrl, silentSettings),
    ...servedExports.map(({ url, folder }) => server(url, { EXITLINE_DATA: folder })),
  ],
});
