import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { consolePanel, openIncident, runInAddress } from './pages';
import { expect, expectAccessible, expectNoSidewaysScroll, test } from './test';

const find = (page: Page) => consolePanel(page).getByRole('searchbox', { name: 'Find' });
const lines = (page: Page) => page.getByRole('region', { name: 'Console lines, oldest first' });
const current = (page: Page) => lines(page).locator('[aria-current="true"]');
const lineInAddress = (page: Page) => new URL(page.url()).searchParams.get('line');

/** Opens an incident page and waits for the console's tools. */
async function openConsole(page: Page, path: string): Promise<void> {
  await openIncident(page, path);
  await find(page).waitFor();
}

test.describe('the console of a run', () => {
  test('stands in true order: the platform’s words, the lines, the exit, what came after', async ({ page }) => {
    await openConsole(page, '/apps/search-api');
    const text = await lines(page).innerText();
    const places = ['Started container', 'listening', 'without a line before the exit', 'Probe of Liveness failed'].map(
      (words) => text.indexOf(words),
    );
    const exit = text.indexOf('ended with exit code 137 (ProbeFailure)');

    expect([...places, exit].every((place) => place >= 0)).toBe(true);
    expect([...places, exit]).toEqual([...places, exit].sort((a, b) => a - b));
    expect(text.indexOf('started again in the same replica')).toBeGreaterThan(exit);
    await expect(consolePanel(page).getByText(/^back after/)).toBeVisible();
  });

  test('is walked by keys from failing line to failing line, and a link opens at the line', async ({
    page,
    context,
  }) => {
    await openConsole(page, '/apps/recommendations');
    await page.keyboard.press('n');
    await expect(current(page)).toContainText('Exception in worker process');
    await page.keyboard.press('n');
    await expect(current(page)).toContainText('Traceback (most recent call last):');
    await page.keyboard.press('p');
    await expect(current(page)).toContainText('Exception in worker process');
    await consolePanel(page).getByRole('button', { name: 'First failing line' }).click();
    await expect(current(page)).toContainText('first failing line');
    await expect.poll(() => lineInAddress(page)).not.toBeNull();

    const theirs = await context.newPage();
    await theirs.goto(page.url());
    await expect(current(theirs)).toContainText('Traceback (most recent call last):');
    await expect(current(theirs)).toBeInViewport();
    expect(runInAddress(theirs)).toBe(runInAddress(page));
    await theirs.close();
  });

  test('is walked by arrows, line by line; Enter opens all of a line, Escape leaves it', async ({ page }) => {
    await openConsole(page, '/apps/search-api');
    await lines(page).focus();
    await page.keyboard.press('ArrowDown');
    await expect(current(page)).toContainText('listening');
    await expect(current(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(current(page).getByText('"msg": "listening"')).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await expect(current(page)).toContainText('suggestions answered');
    await page.keyboard.press('Escape');
    await expect(current(page)).toHaveCount(0);
    await expect.poll(() => lineInAddress(page)).toBeNull();
  });

  test('folds what is not the application’s own in a trace, and unfolds it by key', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await expect(lines(page)).toContainText('/app/recommendations/app.py');
    await expect(lines(page)).not.toContainText('gunicorn/arbiter.py');

    const fold = lines(page).getByRole('button', { name: /more lines of the trace/ });
    await fold.focus();
    await page.keyboard.press('Enter');
    await expect(lines(page)).toContainText('gunicorn/arbiter.py');
    await expect(fold).toHaveCount(0);
  });

  test('leaves the line behind when another exit is chosen, and keeps what is looked for', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await find(page).fill('KeyError');
    await find(page).press('Enter');
    await expect.poll(() => lineInAddress(page)).not.toBeNull();
    await find(page).blur();
    const before = runInAddress(page);
    await page.keyboard.press('k');
    await expect(consolePanel(page)).toContainText('Exit 31 of 32');

    await expect(find(page)).toHaveValue('KeyError');
    await expect(consolePanel(page).getByText('1 hit in 1 line')).toBeVisible();
    expect(runInAddress(page)).not.toBe(before);
    await expect.poll(() => lineInAddress(page)).toBeNull();
  });
});

test.describe('finding in the console', () => {
  test('counts, goes on and back, and takes note of case on demand', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    const panel = consolePanel(page);
    await find(page).fill('worker');
    await expect(panel.getByText('1 of 9 hits in 9 lines')).toBeVisible();
    await expect(current(page)).toHaveCount(0);
    await find(page).press('Enter');
    await expect(panel.getByText('2 of 9 hits in 9 lines')).toBeVisible();
    await find(page).press('Shift+Enter');
    await find(page).press('Shift+Enter');
    await expect(panel.getByText('9 of 9 hits in 9 lines')).toBeVisible();
    await expect(current(page)).toContainText('Reason: Worker failed to boot.');
    await panel.getByRole('button', { name: 'Match case' }).click();
    await expect(panel.getByText(/^\d of 6 hits in 6 lines$/)).toBeVisible();
    await find(page).fill('nothing like it');
    await expect(panel.getByText('Not found')).toBeVisible();
  });

  test('takes patterns, says what is wrong with one, and cannot be made to hang', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    const panel = consolePanel(page);
    await panel.getByRole('button', { name: 'Regular expression' }).click();
    await find(page).fill('pid: ?\\d+');
    await expect(panel.getByText('1 of 3 hits in 3 lines')).toBeVisible();
    await find(page).fill('(pid');
    await expect(panel.getByText('“(” is never closed, at sign 1.')).toBeVisible();
    await expect(find(page)).toHaveAttribute('aria-invalid', 'true');
    await find(page).fill('([a-zA-Z. ]+)+\\d!');
    await expect(panel.getByText('Not found')).toBeVisible();
  });
});

test.describe('lines beyond what is seen', () => {
  test('before the run are asked for on demand, and stand apart', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await expect(lines(page)).not.toContainText('Before this run');
    await lines(page).getByRole('button', { name: '50 lines before' }).click();

    await expect(lines(page).getByRole('heading', { name: 'Before this run' })).toHaveCount(1);
    await expect(lines(page).getByText('first failing line').filter({ visible: true })).toHaveCount(1);
    await expect(lines(page).getByRole('button', { name: '50 more lines before' })).toHaveCount(1);
  });

  test('that cannot be read leave those that are here, and say why', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await page.route('**/console?*', (route) =>
      route.fulfill({
        status: 504,
        json: { error: { kind: 'timeout', message: 'The workspace did not answer in time.', remedy: 'Try again.' } },
      }),
    );
    await lines(page).getByRole('button', { name: '50 lines after' }).click();

    await expect(lines(page)).toContainText('The workspace did not answer in time. Try again.');
    await expect(lines(page)).toContainText('Traceback (most recent call last):');
  });

  test('ten thousand of them scroll, are found, and are all selected', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await page.route('**/console?*', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      const many = Array.from({ length: 10_000 }, (_, place) => ({
        time: new Date(Date.UTC(2026, 5, 20, 14) + place).toISOString(),
        stream: 'stdout',
        container: 'recommendations',
        text:
          place % 2 === 0 ? `request ${place} answered` : JSON.stringify({ level: 'info', msg: `job ${place} done` }),
        role: null,
        row: `row-${place}`,
        failing: place === 5000,
        beyond: null,
      }));
      await route.fulfill({ response, json: { ...answer, lines: many, truncated: false } });
    });
    await page.keyboard.press('k');
    await lines(page)
      .getByRole('button', { name: /^Show [\d\s]+ more lines$/ })
      .click();

    await find(page).fill('job 1235 done');
    await find(page).press('Enter');
    await expect(consolePanel(page).getByText('1 of 1 hit in 1 line')).toBeVisible();
    await expect(current(page)).toBeInViewport();
    await find(page).fill('');
    await find(page).blur();
    await page.keyboard.press('n');
    await expect(current(page)).toContainText('request 5000 answered');
    const selected = await lines(page).evaluate((region) => {
      const selection = window.getSelection();
      selection?.selectAllChildren(region);
      return selection?.toString().match(/request \d+ answered/g)?.length;
    });
    expect(selected).toBe(5000);
    expect(await lines(page).evaluate((region) => region.querySelectorAll('*').length)).toBeLessThan(6000);
  });
});

test.describe('what leaves the console', () => {
  test('is saved with its times, under a name that tells it', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await consolePanel(page).getByText('More', { exact: true }).click();
    const saved = page.waitForEvent('download');
    await consolePanel(page).getByRole('button', { name: 'Save as .log' }).click();
    const file = await saved;

    expect(file.suggestedFilename()).toMatch(/^recommendations-\w+-2026-06-\d\dT\d{6}Z\.log$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(/^2026-06-\d\dT[\d:.]+Z system /);
    expect(text).toMatch(/Z stderr F Traceback \(most recent call last\):\n/);
    expect(text).toMatch(/Z system Container recommendations ended with exit code 3\.\n/);
  });

  test('is copied line by line', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openConsole(page, '/apps/recommendations');
    await consolePanel(page).getByRole('button', { name: 'First failing line' }).click();
    await current(page).getByRole('button', { name: 'Copy line' }).click();

    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(/^2026-06-\d\dT[\d:.]+Z stderr F Traceback \(most recent call last\):$/);
  });
});

test.describe('two runs side by side', () => {
  test('show what the failed start never printed, and what only it did', async ({ page }) => {
    await openConsole(page, '/apps/orders-api');
    await consolePanel(page).getByText('More', { exact: true }).click();
    await consolePanel(page).getByRole('button', { name: 'Compare with the last good start' }).click();
    const compared = page.getByRole('region', { name: 'Beside the last good start' });

    await expect(compared.getByRole('row', { name: /^missing .*another replica holds the lease/ })).toBeVisible();
    await expect(compared.getByRole('row', { name: /^new .*order-index: building/ })).toBeVisible();
    await expect(compared.getByRole('row', { name: /^last same .*listening/ })).toBeVisible();
    await compared.getByRole('combobox', { name: 'With' }).selectOption({ index: 2 });
    await expect(page.getByRole('region', { name: 'Beside another run' })).toContainText('Other run');
    await expectAccessible(page);
  });

  test('say so where no start went well', async ({ page }) => {
    await openConsole(page, '/apps/recommendations');
    await consolePanel(page).getByText('More', { exact: true }).click();
    await consolePanel(page).getByRole('button', { name: 'Compare with the last good start' }).click();

    await expect(consolePanel(page)).toContainText('Nothing to compare with.');
  });
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`the console on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });

    test('has all its tools and breaks no rule', async ({ page }) => {
      await openConsole(page, '/apps/recommendations');
      await consolePanel(page).getByText('More', { exact: true }).click();
      await consolePanel(page).getByRole('button', { name: 'First failing line' }).click();
      await expect(current(page)).toContainText('first failing line');
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });
  });
}
