import { consolePanel, openIncident, runInAddress } from './pages';
import { expect, test } from './test';

test.describe('drilling from an exit code to the console', () => {
  test('code → run → the lines it printed, the exit in its place among them', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Exit codes' }).click();
    await page.getByRole('link', { name: /^Exit code 137: SIGKILL/ }).click();

    await expect(page.getByRole('heading', { level: 1 })).toContainText('137');
    await expect(page.getByText('SIGKILL').first()).toBeVisible();
    await page
      .getByRole('region', { name: 'Runs that ended so' })
      .getByRole('link', { name: 'orders-api' })
      .first()
      .click();

    await expect(page.getByRole('heading', { level: 1, name: 'orders-api' })).toBeVisible();
    expect(runInAddress(page)).not.toBeNull();
    await expect(consolePanel(page)).toContainText('ended with exit code 137');
    await expect(consolePanel(page).getByRole('list').last().getByRole('listitem').first()).toBeVisible();
  });

  test('the first failing line is marked, and found by its words', async ({ page }) => {
    await openIncident(page, '/apps/recommendations');
    const panel = consolePanel(page);
    await expect(panel.getByText('first failing line', { exact: true }).filter({ visible: true })).toHaveCount(1);

    await panel.getByRole('searchbox', { name: 'Find' }).fill('Traceback');
    await expect(panel.getByText('1 of 1 hit in 1 line')).toBeVisible();
  });

  test('a code that is none is not found', async ({ page }) => {
    const response = await page.goto('/exit-codes/256');

    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('no exit code');
  });

  test('a code without a meaning of its own is explained as far as it goes', async ({ page }) => {
    await page.goto('/exit-codes/77');

    await expect(page.getByRole('heading', { level: 1 })).toContainText('77');
    await expect(page.getByText('No run of any app or job ended so in this range.')).toBeVisible();
  });
});
