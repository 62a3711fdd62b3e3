import type { Page } from '@playwright/test';
import { consolePanel, mark, openIncident, runInAddress, runs, timeline } from './pages';
import { extremesUrl } from './servers';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

const table = (page: Page) => runs(page).getByRole('table');
const rowLink = (page: Page) => table(page).getByRole('link', { name: /show its console/ });
const chip = (page: Page, group: string, name: RegExp) =>
  runs(page).getByRole('group', { name: group, exact: true }).getByRole('button', { name });

test.describe('the table of runs', () => {
  test('narrows by several values at once, says how many it hides, and keeps that in the address', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const all = await table(page).getByRole('row').count();
    await chip(page, 'Code', /^137/).click();
    await expect(table(page).getByRole('row', { name: /no code|intended/ })).toHaveCount(0);
    const only137 = await table(page).getByRole('row').count();
    expect(only137).toBeLessThan(all);
    // What is chosen of a facet leaves its own other values to be added.
    await chip(page, 'Code', /^no code/).click();
    expect(await table(page).getByRole('row').count()).toBeGreaterThan(only137);
    await expect(runs(page).getByRole('status')).toContainText(/^\d+ of \d+ runs$/);
    await expect(page).toHaveURL(/code=137%2Cnone/);

    await page.reload();
    await expect(chip(page, 'Code', /^137/)).toHaveAttribute('aria-pressed', 'true');
    await runs(page)
      .getByRole('button', { name: /^Clear filters \d+ hidden$/ })
      .click();
    await expect(table(page).getByRole('row')).toHaveCount(all);
    await expect(page).not.toHaveURL(/code=/);
  });

  test('a menu holds the values that are too many for chips, and leaves with Escape', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const menu = runs(page).locator('summary').filter({ hasText: 'Replica' });
    await menu.click();
    const box = runs(page).getByRole('group', { name: 'Replica' }).getByRole('checkbox').first();
    await box.check();
    await expect(page).toHaveURL(/replica=orders-api--/);
    await expect(box).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(box).toBeHidden();
    await expect(menu).toBeFocused();
  });

  test('sorts by each column, up and down, and says so', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const heading = table(page).getByRole('columnheader', { name: 'Lived' });
    await heading.getByRole('button').click();
    await expect(heading).toHaveAttribute('aria-sort', 'descending');
    const longest = await rowLink(page).first().getAttribute('aria-label');
    await heading.getByRole('button').click();
    await expect(heading).toHaveAttribute('aria-sort', 'ascending');
    await expect(rowLink(page).first()).not.toHaveAccessibleName(longest ?? '');
    await expect(page).toHaveURL(/sort=lived\.asc/);
  });

  test('is one stop of the Tab key; arrows lead from run to run, Enter shows the console', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await page.getByRole('region', { name: 'Table of runs' }).focus();
    for (
      let heading = 0;
      heading < (await table(page).getByRole('columnheader').getByRole('button').count());
      heading++
    ) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Tab');
    // The stop is the chosen run.
    await expect(table(page).locator('[aria-current="true"]').getByRole('link')).toBeFocused();
    await page.keyboard.press('Home');
    await expect(rowLink(page).first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(rowLink(page).nth(2)).toBeFocused();
    const name = (await rowLink(page).nth(2).textContent()) ?? '';
    await page.keyboard.press('Enter');

    await expect.poll(() => runInAddress(page)).not.toBeNull();
    await expect(table(page).locator('[aria-current="true"]')).toContainText(name);
    await expect(consolePanel(page)).toBeInViewport();
  });

  test('a click anywhere in a row opens it', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await table(page).getByRole('cell', { name: 'ProcessExited' }).nth(3).click();

    await expect.poll(() => runInAddress(page)).not.toBeNull();
    await expect(consolePanel(page)).toBeInViewport();
  });

  test('a row and its mark light up together', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await table(page)
      .getByRole('row', { name: /unexpected/ })
      .nth(2)
      .hover();
    await expect(timeline(page).locator('[data-lit]')).toHaveCount(1);

    await mark(page).focus();
    await page.keyboard.press('End');
    await expect(table(page).locator('[data-lit]')).toHaveCount(1);
  });

  test('reads as a table, with a caption and the run as the heading of each row', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');

    await expect(runs(page).getByRole('table', { name: /^The runs of the range, 1 to \d+ of \d+\./ })).toBeVisible();
    expect(await table(page).getByRole('rowheader').count()).toBe((await table(page).getByRole('row').count()) - 1);
    await expect(table(page).getByRole('columnheader', { name: 'Started' })).toHaveAttribute('aria-sort', 'descending');
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('a run is a card that still reads as a row, and can be sorted', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const row = table(page)
      .getByRole('row', { name: /unexpected/ })
      .first();
    await row.scrollIntoViewIfNeeded();

    const box = await row.boundingBox();
    expect(box?.width).toBeLessThanOrEqual(390);
    await expect(row.getByText('137')).toBeVisible();
    await expect(row.getByText('ProcessExited')).toBeVisible();
    await runs(page).getByRole('combobox', { name: 'Sort' }).selectOption('lived');
    await expect(page).toHaveURL(/sort=lived/);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});

test.describe('thousands of runs', () => {
  test.use({ baseURL: extremesUrl });

  test('come in pages, and the page of the chosen run is shown', async ({ page }) => {
    await openIncident(page, '/apps/many-replicas');
    await expect(runs(page)).toContainText('1 to 50 of 600');
    await expect(table(page).getByRole('row')).toHaveCount(51);
    await runs(page).getByRole('button', { name: 'Next', exact: true }).click();
    await expect(runs(page)).toContainText('51 to 100 of 600');
    await rowLink(page).nth(7).click();
    await expect.poll(() => runInAddress(page)).not.toBeNull();
    const chosen = table(page).locator('[aria-current="true"]');
    await expect(chosen).toHaveCount(1);

    await page.reload();
    await expect(runs(page)).toContainText('51 to 100 of 600');
    await expect(chosen).toHaveCount(1);
  });

  test('more than can be shown is said, and the rest answers at once', async ({ page }) => {
    await openIncident(page, '/apps/many-events');
    await expect(runs(page).getByRole('status')).toContainText(/the newest of 5\s000/);
    const took = await page.evaluate(async () => {
      const chips = [...document.querySelectorAll<HTMLButtonElement>('#runs button[aria-pressed]')];
      const chip = chips.find((one) => one.textContent?.startsWith('137'));
      const startMs = performance.now();
      chip?.click();
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return chip === undefined ? Number.POSITIVE_INFINITY : performance.now() - startMs;
    });
    expect(took).toBeLessThan(500);
  });
});
