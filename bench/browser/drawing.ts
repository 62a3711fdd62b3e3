import type { Browser, CDPSession, Page } from '@playwright/test';
import { budgets, median, quantile, toVerdict } from '../budgets';
import { serveStage } from './bundle';
import { openChromium } from './chromium';

const sizes = { marks: 100_000, lanes: 300 };

interface Plan {
  contender: 'timeline' | 'canvas' | 'scatter';
  /** Pages opened afresh. */
  rounds: number;
  steps: number;
}

/** The chart library takes seconds for each step: enough of them to see that. */
const plans: readonly Plan[] = [
  { contender: 'canvas', rounds: 7, steps: 28 },
  { contender: 'timeline', rounds: 7, steps: 28 },
  { contender: 'scatter', rounds: 1, steps: 2 },
];

interface Drawn {
  marks: number;
  paints: number[];
  frames: number[];
  work: number[];
  nodes: number;
  /** Of them the overview's, which the chart library draws when its code has come. */
  chartNodes: number;
  heapMegabytes: number;
}

/** Paint, zoom, pan and keys of the timeline in a real browser, beside an empty canvas and a chart library. */
export async function printDrawing(): Promise<void> {
  const stage = await serveStage();
  const browser = await openChromium();
  try {
    console.log(
      `\nDrawing ${sizes.marks.toLocaleString('en')} marks on ${sizes.lanes} lanes, Chromium ${browser.version()} without GPU`,
    );
    console.log('              paint ms   frame ms     p95   work ms     p95    nodes   heap MB    marks');
    const drawn = new Map<Plan['contender'], Drawn>();
    for (const plan of plans) {
      const result = await draw(browser, stage.url, plan);
      drawn.set(plan.contender, result);
      console.log(toLine(plan.contender, result));
    }
    const keys = await pressKeys(browser, stage.url);
    printVerdicts(drawn, keys);
  } finally {
    await browser.close();
    await stage.close();
  }
}

async function draw(browser: Browser, url: string, { contender, rounds, steps }: Plan): Promise<Drawn> {
  const drawn: Drawn = { marks: 0, paints: [], frames: [], work: [], nodes: 0, chartNodes: 0, heapMegabytes: 0 };
  for (let round = 0; round < rounds; round++) {
    const page = await openStage(browser, url, contender);
    const session = await page.context().newCDPSession(page);
    const before = await heapOf(session);
    drawn.marks = await page.evaluate(() => window.stage.marks);
    drawn.paints.push(await page.evaluate(() => window.stage.mount()));
    drawn.nodes = await page.locator('#root *').count();
    drawn.chartNodes = await page.locator('#timeline .recharts-wrapper *').count();
    drawn.heapMegabytes = (await heapOf(session)) - before;
    const { frames, work } = await page.evaluate((count) => window.stage.move(count), steps);
    drawn.frames.push(...frames);
    drawn.work.push(...work);
    await page.context().close();
  }
  return drawn;
}

/** A context of its own each time: what one round compiled does not serve the next. */
async function openStage(browser: Browser, url: string, contender: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
  const page = await context.newPage();
  await page.goto(`${url}?contender=${contender}&marks=${sizes.marks}&lanes=${sizes.lanes}`);
  await page.waitForFunction(() => 'stage' in window);
  return page;
}

/** Of what is still needed, in megabytes. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** From key to the frame that shows the next mark with the focus. */
async function pressKeys(browser: Browser, url: string): Promise<number[]> {
  const page = await openStage(browser, url, 'timeline');
  await page.evaluate(() => window.stage.mount());
  await page.getByRole('button', { name: /event \d+ of \d+/ }).focus();
  // It stands on the newest mark: what else there is lies to the left.
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press(press % 10 === 9 ? 'ArrowDown' : 'ArrowLeft');
    await page.waitForFunction((count) => window.stage.keys.length > count, press);
  }
  const keys = await page.evaluate(() => window.stage.keys);
  // Keys that move nothing would be fast.
  const names = new Set(keys.map(({ name }) => name));
  if (names.size < keys.length * 0.9) throw new Error(`Of ${keys.length} keys only ${names.size} moved the focus.`);
  await page.context().close();
  return keys.map(({ tookMs }) => tookMs);
}

function toLine(name: string, { marks, paints, frames, work, nodes, heapMegabytes }: Drawn): string {
  const ms = (value: number, width: number) => value.toFixed(1).padStart(width);
  return [
    name.padEnd(10),
    ms(median(paints), 12),
    ms(median(frames), 11),
    ms(quantile(frames, 0.95), 8),
    ms(median(work), 10),
    ms(quantile(work, 0.95), 8),
    String(nodes).padStart(9),
    ms(heapMegabytes, 10),
    marks.toLocaleString('en').padStart(9),
  ].join('');
}

function printVerdicts(drawn: ReadonlyMap<string, Drawn>, keys: readonly number[]): void {
  const own = drawn.get('timeline');
  const floor = drawn.get('canvas');
  if (own === undefined || floor === undefined) throw new Error('Nothing was drawn.');
  const slow = quantile(own.frames, 0.95);
  const lines = [
    ['first paint, median', toVerdict(median(own.paints), budgets.timelinePaint)],
    ['  against the canvas', toVerdict(median(own.paints) / median(floor.paints), budgets.timelinePaintToFloor)],
    ['frame, median', toVerdict(median(own.frames), budgets.timelineFrame)],
    ['frame, 95th percentile', toVerdict(slow, budgets.timelineSlowFrame)],
    ['  against the canvas', toVerdict(slow / quantile(floor.frames, 0.95), budgets.timelineSlowFrameToFloor)],
    ['key to focus, median', toVerdict(median(keys), budgets.keyToFocus)],
    ['elements without the chart', toVerdict(own.nodes - own.chartNodes, budgets.domNodes)],
  ] as const;
  for (const [title, verdict] of lines) console.log(`${title.padEnd(28)}${verdict}`);
}
