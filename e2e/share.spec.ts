import type { Page } from '@playwright/test';
import { consolePanel, mark, openIncident, runInAddress, runs, timeline } from './pages';
import { expect, test } from './test';

const reason = (page: Page) => runs(page).getByRole('group', { name: 'Reason', exact: true }).getByRole('button');

test.describe('sharing what one sees', () => {
  test('a copied address shows a colleague the same run, hours, zoom and filters', async ({ page, browser }) => {
    await openIncident(page, '/apps/orders-api');
    await mark(page).focus();
    await page.keyboard.press('k');
    await expect.poll(() => runInAddress(page)).not.toBeNull();
    await timeline(page).getByRole('button', { name: 'Start' }).click();
    await timeline(page).getByRole('button', { name: 'Zoom in' }).click();
    await expect(page).toHaveURL(/zoomFrom=/);
    await reason(page).first().click();
    await expect(page).toHaveURL(/reason=/);
    await expect(consolePanel(page)).toContainText('ended with exit code');
    const seen = await facts();

    const colleague = await browser.newContext({ viewport: { width: 1440, height: 900 }, timezoneId: 'Asia/Tokyo' });
    const theirs = await colleague.newPage();
    await openIncident(theirs, page.url());

    await expect.poll(() => facts(theirs)).toEqual(seen);
    await colleague.close();

    async function facts(on = page) {
      return {
        run: runInAddress(on),
        console: await consolePanel(on).getByRole('heading', { level: 2 }).textContent(),
        lines: await consolePanel(on).getByRole('listitem').count(),
        zoom: await timeline(on).getByRole('slider', { name: 'Lanes begin at' }).getAttribute('aria-valuetext'),
        hidden: await timeline(on).getByRole('button', { name: 'Start' }).getAttribute('aria-pressed'),
        reason: await reason(on).and(on.locator('[aria-pressed="true"]')).allTextContents(),
        rows: await runs(on).getByRole('row').count(),
      };
    }
  });

  test('the button copies the hours and the run that the page chose itself', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openIncident(page, '/apps/orders-api');
    await page.getByRole('button', { name: 'Copy link' }).click();
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();

    const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(copied.searchParams.get('to')).toBe('2026-06-20T14:38:00.000Z');
    expect(copied.searchParams.get('from')).toBe('2026-06-19T14:38:00.000Z');
    expect(copied.searchParams.get('run')).toMatch(/~\d{13}$/);
  });

  test('back and forward go through the runs that were opened', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const links = runs(page).getByRole('link', { name: /show its console/ });
    await links.nth(1).click();
    const first = runInAddress(page);
    await links.nth(3).click();
    const second = runInAddress(page);
    expect(second).not.toBe(first);

    await page.goBack();
    await expect.poll(() => runInAddress(page)).toBe(first);
    await page.goForward();
    await expect.poll(() => runInAddress(page)).toBe(second);
  });

  test('a link from an alert opens the incident of that minute', async ({ page }) => {
    await openIncident(page, '/apps/orders-api?at=2026-06-20T14:30:00Z');

    await expect(page.getByRole('region', { name: /memory/i }).first()).toBeVisible();
    await expect(consolePanel(page)).toContainText(/at 14:(2\d|30)/);
  });

  test('what an address cannot mean becomes the usual, and is said', async ({ page }) => {
    await openIncident(page, '/apps/orders-api?from=yesterday&to=2026-06-20T14:00:00Z&kind=pod');

    await expect(page.getByRole('alert').first()).toContainText('“yesterday” is not a time that “from” can be');
    await expect(page.getByRole('alert').first()).toContainText('“pod” is neither app nor job');
    await expect(page.getByText('19 Jun 14:38 – 20 Jun 14:38 UTC').first()).toBeVisible();
  });

  for (const run of ['foo', 'api~nobody~1', 'orders-api~orders-api--0000042-gone~1781960000000']) {
    test(`a link to the run ${run}, which is nowhere, says so and shows the newest failed run`, async ({ page }) => {
      await openIncident(page, `/apps/orders-api?run=${run}`);

      await expect(page.getByRole('alert').first()).toContainText('This link names a run that is not here');
      await expect(consolePanel(page)).toContainText('Exit 7 of 7');
    });
  }
});
