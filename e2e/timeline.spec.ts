import type { Page } from '@playwright/test';
import { mark, openIncident, runInAddress, timeline } from './pages';
import { expect, expectNoSidewaysScroll, test } from './test';

const wholeRange = (page: Page) => timeline(page).getByRole('button', { name: 'Whole range' });
const lanes = (page: Page) => timeline(page).getByRole('list', { name: /^Lanes: / });

function zoomInAddress(page: Page): string | null {
  return new URL(page.url()).searchParams.get('zoomFrom');
}

/** A free place of the first lane of a replica, and a way along it. */
async function laneBox(page: Page) {
  const lane = lanes(page)
    .getByRole('listitem')
    .filter({ hasText: /\d+ exits?/ })
    .last();
  await lane.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await lane.boundingBox();
  if (box === null) throw new Error('No lane is drawn.');
  return { left: box.x + 200, y: box.y + box.height - 4 };
}

test.describe('the timeline with a mouse', () => {
  test('drawing over a part zooms into it, a double click out of it, and a link opens the same part', async ({
    page,
  }) => {
    await openIncident(page, '/apps/orders-api');
    const { left, y } = await laneBox(page);
    await page.mouse.move(left + 40, y);
    await page.mouse.down();
    await page.mouse.move(left + 90, y, { steps: 3 });
    await page.mouse.move(left + 240, y, { steps: 3 });
    await page.mouse.up();
    await expect.poll(() => zoomInAddress(page)).not.toBeNull();
    const link = page.url();
    const zoomed = zoomInAddress(page);

    await page.mouse.dblclick(left + 100, y);
    await expect.poll(() => zoomInAddress(page)).not.toBe(zoomed);

    await page.goto(link);
    await openIncident(page, link);
    expect(zoomInAddress(page)).toBe(zoomed);
    await expect(wholeRange(page)).toBeEnabled();
  });

  test('ctrl and wheel zoom the lanes and not the page, shift and drag move them', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    const { left, y } = await laneBox(page);
    await page.mouse.move(left + 200, y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -200);
    await page.keyboard.up('Control');
    await expect.poll(() => zoomInAddress(page)).not.toBeNull();
    expect(await page.evaluate(() => window.visualViewport?.scale)).toBe(1);
    const before = zoomInAddress(page);

    await page.keyboard.down('Shift');
    await page.mouse.move(left + 200, y);
    await page.mouse.down();
    await page.mouse.move(left + 320, y, { steps: 4 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await expect.poll(() => zoomInAddress(page)).not.toBe(before);
    expect(Date.parse(zoomInAddress(page) ?? '')).toBeLessThan(Date.parse(before ?? ''));
  });
});

test.describe('the timeline says', () => {
  test('of each lane in words whose it is and what stands on it', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');

    await expect(
      lanes(page).getByText(
        /^Container orders-api, replica orders-api--0000042-\S+, 8 exits, \d+ back-offs, \d+ starts/,
      ),
    ).toHaveCount(1);
  });

  test('what changed, on the shared axis', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');

    await expect(timeline(page).getByText('100 % traffic to 0000042').first()).toBeVisible();
    await expect(timeline(page).getByRole('button', { name: /^Change/ })).toBeVisible();
  });

  test('when nothing was meant to run, apart from nothing happening', async ({ page }) => {
    await openIncident(page, '/apps/seasonal-offers');

    await expect(timeline(page).getByText('No replica, as intended')).toBeVisible();
    const told = timeline(page).getByRole('list', { name: 'Stretches to be read otherwise' }).getByRole('listitem');
    await expect(told.first()).toContainText(/^Scaled to zero at .+ as intended, until /);
  });

  test('nothing of the kind where replicas run', async ({ page }) => {
    await openIncident(page, '/apps/checkout');

    await expect(timeline(page).getByText('No replica, as intended')).toHaveCount(0);
    await expect(timeline(page).getByText('No rows here')).toHaveCount(0);
  });

  test('that an app fails although nothing of it exited', async ({ page }) => {
    await openIncident(page, '/apps/reviews-api');

    await expect(timeline(page).getByRole('button', { name: /^Fault \d+$/ })).toBeVisible();
    await expect(timeline(page).getByText(/^1 lane, .+: \d+ faults\./)).toHaveCount(1);
    await expect(timeline(page).getByText('no exit', { exact: true })).toHaveCount(0);

    await openIncident(page, '/apps/partner-portal');

    await expect(lanes(page).getByText(/^The app and its revisions, \d+ faults/)).toHaveCount(1);
    await expect(timeline(page).getByText(/^No exit/)).toHaveCount(0);
  });

  test('how each execution of a job ended, the good ones in one line', async ({ page }) => {
    await openIncident(page, '/apps/price-sync');

    await expect(
      lanes(page)
        .getByRole('button', { name: /^Execution \d+ failed: no retry left · 3 attempts$/ })
        .first(),
    ).toBeVisible();
    await lanes(page).evaluate((list) => list.parentElement?.parentElement?.scrollTo(0, 1e6));
    const rest = lanes(page).getByRole('button', { name: /^Show \d+ executions without trouble in these rows$/ });
    await rest.click();
    await expect(
      lanes(page)
        .getByRole('button', { name: /^Execution \d+ succeeded · 1 attempt$/ })
        .first(),
    ).toBeVisible();
  });
});

test('each revision folds and unfolds, by key too', async ({ page }) => {
  await openIncident(page, '/apps/orders-api');
  const older = lanes(page).getByRole('button', { name: /^Revision 0000041 / });
  await expect(older).toHaveAttribute('aria-expanded', 'false');
  const before = await lanes(page).getByRole('listitem').count();

  await older.focus();
  await page.keyboard.press('Enter');

  await expect(older).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(() => lanes(page).getByRole('listitem').count()).toBeGreaterThan(before);
});

test('square brackets and Shift with an arrow move the lanes, the mark stays the same', async ({ page }) => {
  await openIncident(page, '/apps/orders-api');
  await mark(page).focus();
  const name = await mark(page).getAttribute('aria-label');
  await page.keyboard.press('[');
  await expect.poll(() => zoomInAddress(page)).not.toBeNull();
  const before = zoomInAddress(page);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => zoomInAddress(page)).not.toBe(before);

  expect(await mark(page).getAttribute('aria-label')).toBe(name);
});

test.describe('in another zone', () => {
  test.use({ timezoneId: 'Asia/Kolkata' });

  test('the axes show the reader’s clock when asked to, and remember it', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await expect(timeline(page).getByText('14:20', { exact: true })).toBeVisible();

    await timeline(page).getByRole('button', { name: 'Axes in UTC' }).click();
    await expect(timeline(page).getByText('19:50', { exact: true })).toBeVisible();
    await expect(timeline(page).getByText('UTC+5:30', { exact: true }).first()).toBeVisible();
    await expect(timeline(page).getByText(/^\d\d:\d\d:\d\d UTC\+5:30$/)).toBeVisible();
    await page.reload();
    await expect(timeline(page).getByRole('button', { name: /^Axes in Asia/ })).toBeVisible();
    await expect(timeline(page).getByText('19:50', { exact: true })).toBeVisible();
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('a tap near an exit opens its run; nothing scrolls sideways', async ({ page }) => {
    await openIncident(page, '/apps/orders-api');
    await mark(page).focus();
    await page.keyboard.press('Home');
    await expect(async () => {
      if (!/^Exit,/.test((await mark(page).getAttribute('aria-label')) ?? '')) await page.keyboard.press('ArrowRight');
      await expect(mark(page)).toHaveAccessibleName(/^Exit,/, { timeout: 100 });
    }).toPass();
    await mark(page).scrollIntoViewIfNeeded();
    const place = await mark(page).boundingBox();
    expect(place).not.toBeNull();

    await page.touchscreen.tap((place?.x ?? 0) + (place?.width ?? 0) / 2 + 5, (place?.y ?? 0) + 14);

    await expect.poll(() => runInAddress(page)).not.toBeNull();
    await expectNoSidewaysScroll(page);
  });
});
