import type { Page } from '@playwright/test';
import { openIncident, runInAddress } from './pages';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

/** Presses a key until it is heard: a page answers to keys a moment after it shows. */
async function pressUntil(page: Page, key: string, heard: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await heard();
  }).toPass();
}

const keyList = (page: Page) => page.getByRole('dialog', { name: 'Keys' });
const openList = (page: Page) => pressUntil(page, '?', () => expect(keyList(page)).toBeVisible({ timeout: 500 }));

test.describe('the keys', () => {
  test('are listed under ?, and focus comes back to where it was', async ({ page }) => {
    await page.goto('/');
    const apps = page.getByRole('link', { name: 'Apps', exact: true });
    await apps.focus();
    await openList(page);
    const list = keyList(page);

    await expect(list).toContainText('Next exit');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(apps).toBeFocused();
  });

  test('open the list by the button too, and a click beside it closes it', async ({ page }) => {
    await page.goto('/');
    await openList(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(keyList(page)).toBeVisible();

    await page.mouse.click(5, 5);
    await expect(keyList(page)).toBeHidden();
  });

  test('lead to the find box, home and to the exit codes', async ({ page }) => {
    await page.goto('/');
    const find = page.getByRole('searchbox', { name: 'Find an app or job' });
    await pressUntil(page, '/', () => expect(find).toBeFocused({ timeout: 500 }));
    await expect(find).toHaveValue('');

    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await expect(page).toHaveURL(/\/exit-codes$/);
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await expect(page).toHaveURL(/\/$/);
  });

  test('are letters while somebody types', async ({ page }) => {
    await page.goto('/');
    await openList(page);
    await page.keyboard.press('Escape');
    const find = page.getByRole('searchbox', { name: 'Find an app or job' });
    await find.pressSequentially('g?h/');

    await expect(find).toHaveValue('g?h/');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page).toHaveURL(/\/(\?|$)/);
  });

  test('can be turned off, for good', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await openList(page);
    await page.getByRole('checkbox', { name: /act as keys/ }).uncheck();
    await page.keyboard.press('Escape');
    await openIncident(page, '/apps/orders-api');
    await page.keyboard.press('k');
    await page.keyboard.press('?');

    await expect(page.getByRole('dialog')).toBeHidden();
    expect(runInAddress(page)).toBeNull();

    await page.getByRole('button', { name: 'Keys' }).click();
    await page.getByRole('checkbox', { name: /act as keys/ }).check();
    await page.keyboard.press('Escape');
    await page.keyboard.press('k');
    await expect.poll(() => runInAddress(page)).not.toBeNull();
  });

  test('the first tab stop skips to the content', async ({ page }) => {
    await page.goto('/apps/orders-api');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  });
});

test.describe('the query behind a number', () => {
  test('is one click away, folded out, to be copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openIncident(page, '/apps/orders-api');
    await page.getByRole('link', { name: 'The query behind “Unexpected exits”' }).click();
    const query = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^System rows of/ }) });

    await expect(query).toBeInViewport();
    await query.getByRole('button', { name: 'Copy query' }).click();
    await expect(query.getByRole('button', { name: 'Copied' })).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('let p_apps');
    expect(copied).toContain('orders-api');
  });

  test('says that there is nothing in Azure to open', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await page.getByText('The queries behind this page').click();

    await expect(page.getByText(/These rows are not in Azure/)).toBeVisible();
    await expect(page.getByRole('link', { name: /Open in Logs/ })).toHaveCount(0);
  });
});

test('at 200 % zoom nothing scrolls sideways and nothing is cut', async ({ page }) => {
  // A window of 1280 × 900 at 200 % has 640 × 450 of CSS pixels.
  await page.setViewportSize({ width: 640, height: 450 });
  await openIncident(page, '/apps/orders-api');

  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('a range is told in the reader’s own time as well', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL: baseURL ?? '', timezoneId: 'Asia/Tokyo', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/apps/orders-api?from=2026-06-20T10:00:00Z&to=2026-06-20T14:38:00Z', { waitUntil: 'networkidle' });
  await page.getByLabel(/^Range:/).click();

  await expect(page.getByLabel('To (UTC)')).toHaveValue('2026-06-20 14:38:00');
  await expect(page.getByText('20 Jun, 23:38 your time')).toBeVisible();
  await page.getByLabel('To (UTC)').fill('yesterday');
  await expect(page.getByText('Write it as 2026-06-20 14:00')).toBeVisible();
  await context.close();
});
