import { consolePanel, mark, openIncident, runInAddress, runs, timeline } from './pages';
import { expect, test } from './test';

test.describe('browsing a container app’s timeline', () => {
  test('the list tells what is wrong, worst first, and leads to the app', async ({ page }) => {
    await page.goto('/', { waitUntil: 'networkidle' });
    const items = page.getByRole('region', { name: 'Apps and jobs, worst first' }).getByRole('listitem');

    await expect(items.first()).toContainText('Crash-looping');
    await expect(items.last()).toContainText(/Quiet|Unknown/);

    await page.getByRole('searchbox', { name: 'Find an app or job' }).fill('orders memory');
    await expect(items).toHaveCount(1);
    await expect(page).toHaveURL(/q=orders/);
    await items.getByRole('link', { name: 'orders-api' }).click();

    await expect(page.getByRole('heading', { level: 1, name: 'orders-api' })).toBeVisible();
    await expect(page.getByRole('region', { name: /memory/i }).first()).toContainText('Ongoing');
  });

  test('a status narrows the list, and the address keeps it', async ({ page }) => {
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.getByRole('list', { name: 'Show only' }).getByRole('button', { name: /Quiet/ }).click();
    await expect(page).toHaveURL(/status=quiet/);
    await page.reload();

    const items = page.getByRole('region', { name: 'Apps and jobs, worst first' }).getByRole('listitem');
    await expect(items.filter({ hasText: 'Crash-looping' })).toHaveCount(0);
    await expect(items.first()).toContainText('Quiet');
  });

  test('a search that finds nothing says so and leads back to everything', async ({ page }) => {
    await page.goto('/?q=nothing-is-called-so', { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: /^Show all \d+$/ }).click();

    await expect(page.getByRole('searchbox', { name: 'Find an app or job' })).toHaveValue('');
    await expect(page.getByRole('link', { name: 'orders-api' })).toBeVisible();
  });

  test('the first answer already says what happened, what to do and what was printed last', async ({ request }) => {
    const html = await (await request.get('/apps/recommendations')).text();

    for (const said of ['Ongoing', 'RECOMMENDATIONS_MODEL_URL', 'Try first', 'first failing line', 'Ruled out']) {
      expect(html).toContain(said);
    }
  });

  test('a click on an exit opens what that run printed', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await mark(page).focus();
    await page.keyboard.press('Home');
    // Walk to the first exit of the lane: marks of other kinds lie between.
    await expect(async () => {
      if (!/^Exit,/.test((await mark(page).getAttribute('aria-label')) ?? '')) await page.keyboard.press('ArrowRight');
      await expect(mark(page)).toHaveAccessibleName(/^Exit,/, { timeout: 100 });
    }).toPass();
    const place = await mark(page).boundingBox();
    await page.keyboard.press('End');

    await page.mouse.click((place?.x ?? 0) + 12, (place?.y ?? 0) + 12);

    await expect.poll(() => runInAddress(page)).not.toBeNull();
    await expect(consolePanel(page)).toContainText('Exit 1 of');
    await expect(consolePanel(page)).toContainText('ended with exit code 137');
  });

  test('the keyboard alone reaches, reads and opens every mark', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await mark(page).focus();
    await page.keyboard.press('End');
    const last = await mark(page).getAttribute('aria-label');
    await page.keyboard.press('ArrowLeft');
    await expect(mark(page)).not.toHaveAccessibleName(last ?? '');

    await page.keyboard.press('k');
    await expect.poll(() => runInAddress(page)).not.toBeNull();
    const before = runInAddress(page);
    // The page follows its address a moment later; no reader is as fast as this test.
    await expect(async () => {
      await page.keyboard.press('j');
      expect(runInAddress(page)).not.toBe(before);
    }).toPass();

    await page.keyboard.press('-');
    await page.keyboard.press('0');
    await expect(timeline(page).getByRole('button', { name: 'Whole range' })).toBeDisabled();
    await page.keyboard.press('+');
    await expect(timeline(page).getByRole('button', { name: 'Whole range' })).toBeEnabled();
  });

  test('the table of runs is the timeline’s twin', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const table = runs(page).getByRole('table');
    await runs(page)
      .getByRole('group', { name: 'Ended' })
      .getByRole('button', { name: /^unexpected/ })
      .click();
    await expect(table.getByRole('row', { name: / intended|still running/ })).toHaveCount(0);
    await table.getByRole('button', { name: 'Lived' }).click();
    await expect(table.getByRole('columnheader', { name: 'Lived' })).toHaveAttribute('aria-sort', 'descending');

    await table
      .getByRole('link', { name: /show its console/ })
      .nth(2)
      .click();

    expect(runInAddress(page)).not.toBeNull();
    await expect(table.locator('[aria-current="true"]')).toHaveCount(1);
    await expect(consolePanel(page)).toBeInViewport();
  });

  test('a healthy app is told to be healthy, and on what grounds', async ({ page }) => {
    await page.goto('/apps/checkout');

    await expect(page.getByRole('heading', { name: 'Nothing went wrong in this range' })).toBeVisible();
    await expect(page.getByText(/That rests on \d+ runs?/)).toBeVisible();
  });
});
