import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from '@playwright/test';
import { type Budget, budgets, median, toVerdict } from '../budgets';
import { openChromium } from './chromium';

const rounds = 7;
/** Long after the last thing that a page does by itself. */
const settleMs = 800;

interface Load {
  firstByteMs: number;
  firstPaintMs: number;
  largestPaintMs: number;
  layoutShift: number;
  /** What tasks took beyond 50 ms each, until the page had settled. */
  blockingMs: number;
}

const figures: readonly { title: string; of: (load: Load) => number; budget: Budget }[] = [
  { title: 'first byte', of: (load) => load.firstByteMs, budget: budgets.shellFirstByte },
  { title: 'first paint', of: (load) => load.firstPaintMs, budget: budgets.firstPaint },
  { title: 'largest paint', of: (load) => load.largestPaintMs, budget: budgets.largestPaint },
  { title: 'layout shift', of: (load) => load.layoutShift, budget: budgets.layoutShift },
  { title: 'blocking', of: (load) => load.blockingMs, budget: budgets.blockingTime },
];

/** How pages of a running server come up in a real browser, with nothing kept from before, and what their HTML weighs. */
export async function printPageLoads(address: string, pages: readonly string[]): Promise<void> {
  const browser = await openChromium();
  console.log(`\nPages in Chromium, medians of ${rounds} loads without a cache`);
  try {
    for (const page of pages) {
      const loads: Load[] = [];
      // The first one also compiles the server's side and fills its caches, and does not count.
      for (let round = 0; round <= rounds; round++) loads.push(await load(browser, address + page));
      console.log(page);
      for (const { title, of, budget } of figures) {
        console.log(`    ${title.padEnd(22)}${toVerdict(median(loads.slice(1).map(of)), budget)}`);
      }
      const html = gzipSync(await (await fetch(address + page)).text()).length / 1000;
      console.log(`    ${'HTML, gzipped'.padEnd(22)}${toVerdict(html, budgets.fullPageSize)}`);
    }
  } finally {
    await browser.close();
  }
}

async function load(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript({ path: path.join(import.meta.dirname, 'watch-page.js') });
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
  await page.waitForTimeout(settleMs);
  const found = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const firstByteMs =
      navigation instanceof PerformanceNavigationTiming
        ? navigation.responseStart - navigation.requestStart
        : Number.NaN;
    const seen: unknown = 'seen' in window ? window.seen : null;
    return { firstByteMs, firstPaintMs: paint?.startTime ?? Number.NaN, ...(seen as object) };
  });
  await context.close();
  return found as Load;
}
