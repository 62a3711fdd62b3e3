import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';
import { exportFolder, exportUrl, hasExport, sampleNow, sampleUrl } from './e2e/servers';

// Playwright's own download wherever the machine has no Chromium of its own.
const chromium = [process.env.CHROMIUM_PATH, process.env.EXITLINE_CHROMIUM, '/usr/bin/chromium'].find(
  (path) => path !== undefined && path !== '' && existsSync(path),
);

function server(url: string, env: Record<string, string>) {
  return {
    command: 'node scripts/start.mjs',
    url: `${url}/api/v1/health`,
    env: { ...env, PORT: new URL(url).port, HOSTNAME: '127.0.0.1', NEXT_TELEMETRY_DISABLED: '1' },
    timeout: 180_000,
    reuseExistingServer: false,
    stdout: 'ignore' as const,
    stderr: 'pipe' as const,
  };
}

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
    ...(hasExport ? [server(exportUrl, { EXITLINE_DATA: exportFolder })] : []),
  ],
});
