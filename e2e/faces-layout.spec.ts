import { expectNoOverlap, expectNothingSticksOut, watchShifts } from './layout';
import { emptyUrl, extremesUrl, sampleUrl, silentUrl } from './servers';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

const longName =
  'rechnungsbenachrichtigungsversandwarteschlange-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';

/** Pages in the faces that strain them; the sample’s own are in faces.spec.ts. */
const faces = [
  ['full: the list', `${sampleUrl}/`],
  ['full: an incident', `${sampleUrl}/apps/orders-api`],
  ['full: an exit code', `${sampleUrl}/exit-codes/137`],
  ['empty: no app at all', `${emptyUrl}/`],
  ['empty: a range without rows', `${sampleUrl}/apps/orders-api?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z`],
  ['failed: the list', `${silentUrl}/`],
  ['failed: an app', `${silentUrl}/apps/orders-api`],
  ['failed: an exit code', `${silentUrl}/exit-codes/137`],
  ['one event', `${extremesUrl}/apps/one-event`],
  ['one replica', `${extremesUrl}/apps/one-replica`],
  ['three hundred replicas', `${extremesUrl}/apps/many-replicas`],
  ['a hundred thousand events', `${extremesUrl}/apps/many-events`],
  ['names longer than the platform allows', `${extremesUrl}/apps/${longName}`],
  ['five hundred apps', `${extremesUrl}/`],
  ['five hundred apps by environment', `${extremesUrl}/?group=environment`],
  ['an exit code of long names', `${extremesUrl}/exit-codes/139`],
] as const;

for (const [name, url] of faces) {
  test.describe(name, () => {
    test.use({ baseURL: new URL(url).origin });

    test('stays inside the window and breaks no rule of axe, at a desk and on a phone', async ({ page }) => {
      // Three widths, and axe twice over long pages.
      test.slow();
      await page.goto(url, { waitUntil: 'networkidle' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNothingSticksOut(page);
      await expectNoOverlap(page);
      await expectAccessible(page);

      // At 200 % zoom a window of 1440 is one of 720.
      for (const width of [720, 390]) {
        await page.setViewportSize({ width, height: 844 });
        // What is drawn to the width of the window follows it a frame later.
        await expect(() => expectNoSidewaysScroll(page)).toPass();
        await expectNothingSticksOut(page);
        await expectNoOverlap(page);
      }
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page);
    });
  });
}

test.describe('while the logs are read', () => {
  for (const [path, width] of [
    ['/', 1440],
    ['/', 390],
    ['/apps/orders-api', 1440],
    ['/apps/orders-api', 390],
    ['/exit-codes', 1440],
    ['/exit-codes/137', 390],
  ] as const) {
    test(`${path} does not move what stands already, at ${width}`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      // Slow enough that each part is painted before the next one comes.
      const client = await page.context().newCDPSession(page);
      await client.send('Network.enable');
      await client.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 60,
        downloadThroughput: 250_000,
        uploadThroughput: 250_000,
      });
      // The typeface is at hand, as on every visit but the first: what it moves when it comes late is another matter.
      await page.route('**/*.woff2', async (route) => route.fulfill({ response: await route.fetch() }));
      const shifts = await watchShifts(page);
      await page.goto(path, { waitUntil: 'networkidle' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { score, moved } = await shifts();

      expect(score, moved.join(' | ')).toBeLessThan(0.02);
    });
  }

  test('a placeholder of the list is the first thing sent, and says that it waits', async ({ request }) => {
    const html = await (await request.get('/')).text();
    const waits = html.indexOf('Reading the logs');

    expect(waits).toBeGreaterThan(0);
    expect(waits).toBeLessThan(html.indexOf('catalog-web'));
  });
});
