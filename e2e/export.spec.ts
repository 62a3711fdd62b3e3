import { consolePanel, mark, openIncident, runInAddress, runs, timeline } from './pages';
import { servedExports } from './servers';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

for (const { title, url, app, container, revision, probedPath, exits } of servedExports) {
  test.describe(title, () => {
    test.use({ baseURL: url });

    test('the start page shows the app at once, old as its rows are', async ({ page }) => {
      await page.goto('/');
      const item = page.getByRole('listitem').filter({ hasText: app });

      await expect(item).toContainText(`${exits} exits`);
      await expect(item).toContainText('1 intended');
      await expect(item).toContainText('Start-up probe failed');
    });

    test('browse: one incident, every exit once, the path that does not exist', async ({ page }) => {
      await openIncident(page, `/apps/${app}`);

      const verdict = page.getByRole('region', { name: /probe/i }).first();
      await expect(verdict).toContainText(probedPath);
      await expect(verdict).toContainText('High confidence');
      await expect(page.getByText('stage 6 of 6')).toBeVisible();
      await expect(timeline(page).getByRole('button', { name: `Exit ${exits}`, exact: true })).toBeVisible();
      await expect(timeline(page).getByRole('button', { name: /^Intended end 1$/ })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Also in this range' })).toHaveCount(0);
      await expect(runs(page).getByRole('row', { name: /unexpected/ })).toHaveCount(exits);
    });

    test('share: the same exit in a fresh browser', async ({ page, browser }) => {
      await openIncident(page, `/apps/${app}`);
      await mark(page).focus();
      await page.keyboard.press('k');
      await expect.poll(() => runInAddress(page)).not.toBeNull();
      await expect(consolePanel(page)).toContainText('ended without an exit code');
      const heading = await consolePanel(page).getByRole('heading', { level: 2 }).textContent();

      const fresh = await browser.newContext();
      const theirs = await fresh.newPage();
      await openIncident(theirs, page.url());

      await expect(consolePanel(theirs).getByRole('heading', { level: 2 })).toHaveText(heading ?? '');
      expect(heading).toContain(`Exit ${exits - 1} of ${exits}`);
      await fresh.close();
    });

    test('drill: from no exit code to the line that names the path', async ({ page }) => {
      await page.goto('/exit-codes/none');
      const ended = page.getByRole('region', { name: 'Runs that ended so' });
      await ended
        .getByRole('row', { name: /unexpected/ })
        .first()
        .getByRole('link', { name: app })
        .click();

      await expect(consolePanel(page)).toContainText('first failing line');
      await expect(consolePanel(page)).toContainText(new RegExp(`open\\(\\) "\\S+${probedPath}" failed`));
    });

    test('the API says the same', async ({ request }) => {
      const body = await (await request.get(`/api/v1/apps/${app}`)).json();

      expect(body.exits).toEqual({ unexpected: exits, intended: 1 });
      expect(body.incidents).toHaveLength(1);
      expect(body.incidents[0]).toMatchObject({
        container,
        revisions: [revision],
        exits,
        backOff: { stage: 6, seenIn: ['gaps'] },
      });
      expect(body.incidents[0].findings[0]).toMatchObject({ cause: 'probe.startup', confidence: 'high' });
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      test(`breaks no rule of axe, ${colorScheme}`, async ({ page }) => {
        await page.emulateMedia({ colorScheme });
        for (const path of ['/', `/apps/${app}`]) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectAccessible(page);
        }
      });
    }

    test('fits a phone', async ({ page }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await openIncident(page, `/apps/${app}`);
      await expect(consolePanel(page)).toBeVisible();
      await expectNoSidewaysScroll(page);
    });
  });
}
