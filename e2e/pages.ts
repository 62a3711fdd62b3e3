import type { Locator, Page } from '@playwright/test';

/** What the tests touch, found by role and text as a reader finds it. */

export const timeline = (page: Page) => page.getByRole('region', { name: 'Timeline' });
export const consolePanel = (page: Page) => page.getByRole('region', { name: /^(Exit|Stop|Run) / });
export const runs = (page: Page) => page.getByRole('region', { name: 'Runs', exact: true });

/** The one button that stands on the current mark of the lanes. */
export const mark = (page: Page): Locator => timeline(page).getByRole('button', { name: /event \d+ of \d+$/ });

/** The `run` that the address names. */
export function runInAddress(page: Page): string | null {
  return new URL(page.url()).searchParams.get('run');
}

/** Opens an incident page and waits until it answers to keys: its overview is drawn only then. */
export async function openIncident(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await timeline(page).locator('.recharts-surface').waitFor();
}
