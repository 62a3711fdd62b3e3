import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

/** Every page in each of its faces, as axe and a phone see it. */
const faces = [
  ['the list', '/'],
  ['the list, one status, by environment', '/?status=quiet&group=environment'],
  ['the list, nothing fits', '/?q=nothing-is-called-so'],
  ['the list, an empty range', '/?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z'],
  ['an ongoing incident', '/apps/orders-api'],
  ['an incident without exits', '/apps/gift-cards'],
  ['a job', '/apps/stock-import'],
  ['a healthy app', '/apps/checkout'],
  ['an app without rows in the range', '/apps/orders-api?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z'],
  ['an app that nobody knows', '/apps/orders-apy'],
  ['a wrong address', '/apps/orders-api?from=yesterday'],
  ['the exit codes', '/exit-codes'],
  ['an exit code', '/exit-codes/137'],
  ['no exit code', '/exit-codes/none'],
  ['no such page', '/nowhere'],
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const [name, path] of faces) {
      test(`${name} breaks no rule of axe`, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page);
      });
    }
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const [name, path] of faces) {
    test(`${name} does not scroll sideways`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
    });
  }

  test('everything folded out breaks no rule either', async ({ page }) => {
    await page.goto('/apps/orders-api');
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    await page.waitForLoadState('networkidle');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
