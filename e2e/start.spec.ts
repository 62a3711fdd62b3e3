import type { Page } from '@playwright/test';
import { emptyUrl, extremesUrl, silentUrl } from './servers';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

const list = (page: Page) => page.getByRole('region', { name: 'Apps and jobs, worst first' });
const items = (page: Page) => list(page).getByRole('listitem');
const menu = (page: Page, name: string) => page.locator('summary').filter({ hasText: name });

/** The list answers to clicks only when it has come alive. */
async function openList(page: Page, path = '/') {
  await page.goto(path, { waitUntil: 'networkidle' });
}

test.describe('the start page', () => {
  test('narrows by exit code and cause, counts what each would leave, and keeps it in the address', async ({
    page,
  }) => {
    await openList(page);
    const all = await items(page).count();
    await menu(page, 'Exit code').click();
    await page.getByRole('group', { name: 'Exit code' }).getByRole('checkbox', { name: /^137/ }).check();
    await expect(page).toHaveURL(/code=137/);
    const with137 = await items(page).count();
    expect(with137).toBeLessThan(all);
    await page.keyboard.press('Escape');
    await menu(page, 'Cause').click();
    await page
      .getByRole('group', { name: 'Cause' })
      .getByRole('checkbox', { name: /^Out of memory 1$/ })
      .check();

    await expect(items(page)).toHaveCount(1);
    await page.reload();
    await expect(items(page)).toHaveCount(1);
    await expect(items(page)).toContainText('orders-api');
    await page.getByRole('button', { name: /^Clear filters \d+ hidden$/ }).click();
    await expect(items(page)).toHaveCount(all);
  });

  test('two states can be looked at together', async ({ page }) => {
    await openList(page);
    const only = page.getByRole('list', { name: 'Show only' });
    await only.getByRole('button', { name: /Failing/ }).click();
    await only.getByRole('button', { name: /Recovered/ }).click();

    await expect(items(page).filter({ hasText: 'Crash-looping' })).toHaveCount(0);
    await expect(items(page).first()).toContainText('Failing');
    await expect(items(page).last()).toContainText('Recovered');
    await expect(page).toHaveURL(/status=failing%2Crecovered/);
  });

  test('groups by environment, the worst one first', async ({ page }) => {
    await openList(page);
    await page.getByRole('button', { name: 'Group by environment' }).click();
    const group = page.getByRole('region', { name: 'shop-prod' });

    await expect(group.getByRole('heading', { level: 2 })).toContainText(/\d+, \d+ failing/);
    await expect(group.getByRole('listitem').first()).toContainText('Crash-looping');
    await expect(page).toHaveURL(/group=environment/);
  });

  test('needs no mouse: / finds, Escape clears, Enter opens', async ({ page }) => {
    await openList(page);
    await page.keyboard.press('/');
    await page.keyboard.type('orders-api');
    await expect(items(page)).toHaveCount(1);
    await page.keyboard.press('Escape');
    expect(await items(page).count()).toBeGreaterThan(1);
    await items(page).first().getByRole('link').focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'catalog-web' })).toBeVisible();
  });

  test('tells each state by shape and word', async ({ page }) => {
    await openList(page);
    const shapes = new Set<string | null>();
    for (const state of ['Crash-looping', 'Failing', 'Recovered', 'Quiet']) {
      const sign = items(page).filter({ hasText: state }).first().locator('svg path').first();
      shapes.add(await sign.getAttribute('d'));
    }
    expect(shapes.size).toBe(4);
  });
});

test.describe('five hundred apps', () => {
  test.use({ baseURL: extremesUrl });

  test('the healthy ones are folded behind those in trouble, and unfold by the address too', async ({ page }) => {
    await openList(page);
    await expect(items(page).last()).not.toContainText('Quiet');
    const fold = list(page).getByRole('button', { name: /481 apps and jobs without trouble/ });
    await expect(fold).toHaveAttribute('aria-expanded', 'false');
    await fold.click();
    await expect(items(page)).toHaveCount(507);
    await expect(page).toHaveURL(/healthy=show/);
    await page.reload();
    await expect(items(page)).toHaveCount(507);
  });

  test('a letter typed is answered within a blink', async ({ page }) => {
    await openList(page, '/?healthy=show');
    await expect(items(page)).toHaveCount(507);
    const took = await page.evaluate(async () => {
      const field = document.querySelector<HTMLInputElement>('#find-app');
      if (!field) return Number.POSITIVE_INFINITY;
      const startMs = performance.now();
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'crowd-49');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - startMs;
    });
    await expect(items(page)).toHaveCount(10);
    expect(took).toBeLessThan(500);
  });

  test('two apps of one name are told apart, each with its own page', async ({ page }) => {
    await openList(page, '/?q=namesake');
    await expect(items(page)).toHaveCount(2);
    for (const environment of ['north', 'south']) {
      const link = items(page).filter({ hasText: environment }).getByRole('link', { name: 'namesake' });
      await expect(link).toHaveAttribute('href', new RegExp(`env=${environment}`));
    }
  });

  test('that counts rest on part of the rows is said', async ({ page }) => {
    await openList(page);
    await expect(page.getByRole('region', { name: 'What could not be seen' })).toContainText('Of many-events');
  });
});

test.describe('no app at all', () => {
  test.use({ baseURL: emptyUrl });

  test('says what was read and what to export', async ({ page }) => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'No app or job in these files' })).toBeVisible();
    await expect(page.getByText('ContainerAppSystemLogs_CL').first()).toBeVisible();
    await expect(page.getByRole('searchbox')).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
});

test.describe('logs that cannot be read', () => {
  test.use({ baseURL: silentUrl });

  for (const path of ['/', '/apps/orders-api', '/exit-codes', '/exit-codes/137']) {
    test(`are no quiet night: ${path} says what failed and what to do`, async ({ page }) => {
      await page.goto(path);
      const alert = page.getByRole('alert').filter({ has: page.getByRole('heading') });
      await expect(alert.getByRole('heading').first()).toContainText(/failed|permission|reached/);
      await expect(page.getByText(/Nothing went wrong|Quiet|No app or job/)).toHaveCount(0);
      await expectAccessible(page);
    });
  }
});
