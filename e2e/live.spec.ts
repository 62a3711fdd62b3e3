import type { Page } from '@playwright/test';
import { openIncident } from './pages';
import { liveUrl, ownExport, sampleUrl } from './servers';
import { expect, expectAccessible, test } from './test';

interface Pulse {
  asOf: string;
  status: string;
  newestRow: string;
  events: number;
  incidents: { id: string; state: string; overSince: string | null; overBecause: string | null }[];
}

/** Answers the page's questions with what the server says, changed, a moment later. */
async function hearing(page: Page, change: (pulse: Pulse) => Partial<Pulse>): Promise<{ asked: number }> {
  const count = { asked: 0 };
  await page.route('**/pulse?**', async (route) => {
    count.asked += 1;
    const response = await route.fetch();
    const pulse: Pulse = await response.json();
    const asOf = new Date(Date.parse(pulse.asOf) + 60_000).toISOString();
    await route.fulfill({ response, json: { ...pulse, asOf, ...change(pulse) } });
  });
  return count;
}

// A question may be under way when a test ends.
test.afterEach(async ({ page }) => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

const live = (page: Page) => page.getByRole('button', { name: /^(Live|Paused)$/ });
const news = (page: Page) => page.getByRole('status').filter({ hasText: /new event|Now / });

test.describe('a page that goes with the clock', () => {
  test.use({ baseURL: liveUrl });

  test('tells of new events without moving, and shows them when asked', async ({ page }) => {
    await page.clock.install();
    await hearing(page, ({ events }) => ({ events: events + 70 }));
    await openIncident(page, '/apps/orders-api');
    await page.getByRole('region', { name: 'Why' }).scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => window.scrollY);
    await page.clock.runFor(16_000);

    await expect(news(page)).toContainText(/^\d+ new events$/);
    expect(await page.evaluate(() => window.scrollY)).toBe(before);
    await expectAccessible(page);
    const asked = page.waitForRequest((request) => request.headers().rsc === '1');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await asked;
    await expect(live(page)).toBeFocused();
    expect(await page.evaluate(() => window.scrollY)).toBe(before);
  });

  test('asks nothing while it is paused, by button or key', async ({ page }) => {
    await page.clock.install();
    const count = await hearing(page, () => ({}));
    await openIncident(page, '/apps/orders-api');
    await expect(live(page)).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('l');
    await expect(live(page)).toHaveAttribute('aria-pressed', 'false');
    await page.clock.runFor(60_000);
    expect(count.asked).toBe(0);

    await live(page).click();
    await page.clock.runFor(16_000);
    await expect.poll(() => count.asked).toBe(1);
  });

  test('turns green by itself when it is over, and says on what grounds', async ({ page }) => {
    await page.clock.install();
    const because = 'Revision 0000043 has run without an exit since 20 Jun 14:20:00 UTC.';
    await hearing(page, ({ asOf, incidents }) => ({
      status: 'recovered',
      incidents: incidents.map((one) => ({ ...one, state: 'over', overSince: asOf, overBecause: because })),
    }));
    await openIncident(page, '/apps/orders-api');
    const verdict = page.getByRole('region', { name: /memory/i }).first();
    await expect(verdict).toContainText('Not yet.');
    const height = (await verdict.boundingBox())?.height;
    await page.clock.runFor(16_000);

    await expect(verdict).toContainText('It is over');
    await expect(verdict).toContainText(because);
    await expect(news(page)).toContainText('Now recovered');
    expect((await verdict.boundingBox())?.height).toBe(height);
  });

  test('says that it gets no answer, and keeps what it shows', async ({ page }) => {
    await page.clock.install();
    await page.route('**/pulse?**', (route) =>
      route.fulfill({
        status: 502,
        json: { error: { kind: 'forbidden', message: 'No permission to read workspace ops.', remedy: 'Ask for it.' } },
      }),
    );
    await openIncident(page, '/apps/orders-api');
    await page.clock.runFor(16_000);

    await expect(page.getByRole('button', { name: 'No answer' })).toHaveAttribute('title', /No permission/);
    await expect(page.getByRole('region', { name: /memory/i }).first()).toContainText('Ongoing');
  });

  test('hears of the sample’s own new rows', async ({ request }) => {
    const first = await (await request.get('/api/v1/apps/orders-api/pulse')).json();

    expect(first).toMatchObject({ status: 'crash-looping', newestRow: expect.stringContaining('T') });
    expect(first.events).toBeGreaterThan(0);
  });
});

test.describe('a page that stands still says why and asks nothing', () => {
  for (const [name, url, path, word] of [
    ['a fixed clock', sampleUrl, '/apps/orders-api', 'Clock fixed'],
    ['an export', ownExport.url, `/apps/${ownExport.app}`, 'Stands still'],
    ['hours of the past', liveUrl, '/apps/orders-api?from=2026-06-19T10:00:00Z&to=2026-06-20T10:00:00Z', 'Fixed hours'],
  ] as const) {
    test(name, async ({ page }) => {
      await page.clock.install();
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/pulse')) asked.push(request.url());
      });
      await page.goto(url + path);
      await expect(page.getByText(new RegExp(`^${word}: `))).toBeVisible();
      await page.clock.runFor(60_000);

      expect(asked).toEqual([]);
    });
  }
});
