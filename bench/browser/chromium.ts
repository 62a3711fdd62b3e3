import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

/** The machine's own Chromium where it has one, else Playwright's download. Without GPU: a floor for any desktop. */
export function openChromium(): Promise<Browser> {
  const own = [process.env.EXITLINE_CHROMIUM, '/usr/bin/chromium'].find(
    (file) => file !== undefined && file !== '' && existsSync(file),
  );
  return chromium.launch({
    ...(own === undefined ? {} : { executablePath: own }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  });
}
