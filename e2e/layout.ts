import type { Page } from '@playwright/test';
import { expect } from './test';

/** What holds of every page at every width, whatever it shows. Each finding names the element, so that a failure can be read. */

/** Nothing reaches out of the window, and no text is cut off without a sign of it. */
export async function expectNothingSticksOut(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const says = (element: Element) =>
      `${element.tagName.toLowerCase()} “${element.textContent?.trim().slice(0, 40) ?? ''}”`;
    const scrolls = (element: Element): boolean => {
      for (let box: Element | null = element; box !== null && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== 'visible') return true;
      }
      return false;
    };
    return [...document.querySelectorAll('body *')].flatMap((element) => {
      const { left, right, width: wide, height } = element.getBoundingClientRect();
      if (wide < 3 || height < 3 || !element.checkVisibility()) return [];
      if ((right > width + 1 || left < -1) && !scrolls(element)) return [`sticks out: ${says(element)}`];
      const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(element);
      const isCut = overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1;
      // The lanes are drawn wider than they show, and their words for a screen reader stand beside the drawing.
      if (element.closest('#timeline') !== null) return [];
      const isTold = textOverflow === 'ellipsis' || webkitLineClamp !== 'none' || element.closest('svg') !== null;
      return isCut && !isTold ? [`is cut off: ${says(element)}`] : [];
    });
  });
  expect(found).toEqual([]);
}

/** No two things that can be clicked lie on each other; the lanes, whose marks may, are not asked. */
export async function expectNoOverlap(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], button, input, select, summary')].flatMap((element) => {
      // What follows the scrolling lies over what scrolls by.
      for (let box: Element | null = element; box !== null; box = box.parentElement) {
        if (/^(sticky|fixed)$/.test(getComputedStyle(box).position)) return [];
      }
      if (!element.checkVisibility() || element.closest('#timeline') !== null) return [];
      const box = element.getBoundingClientRect();
      return box.width < 3 || box.height < 3 ? [] : [{ element, box }];
    });
    const says = (element: Element) =>
      element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? '';
    return all.flatMap((one, place) =>
      all.slice(place + 1).flatMap((other) => {
        if (one.element.contains(other.element)) return [];
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        return across > 1 && down > 1 ? [`“${says(one.element)}” and “${says(other.element)}”`] : [];
      }),
    );
  });
  expect(found).toEqual([]);
}

/** From before the first byte on: how far things have moved that nobody touched (web.dev, “CLS”). */
export async function watchShifts(page: Page): Promise<() => Promise<{ score: number; moved: string[] }>> {
  await page.addInitScript(() => {
    const seen = { score: 0, moved: [] as string[] };
    Object.assign(window, { shifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null }[];
        };
        if (shift.hadRecentInput) continue;
        seen.score += shift.value;
        seen.moved.push(...shift.sources.map(({ node }) => node?.textContent?.trim().slice(0, 40) ?? '?'));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: { score: number; moved: string[] } }).shifts);
}
