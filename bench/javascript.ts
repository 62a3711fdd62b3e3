import { gzipSync } from 'node:zlib';
import { budgets, toVerdict } from './budgets';

/**
 * What each page's HTML asks for: scripts and what it preloads as one, not those that the page's code loads later, and not
 * those for browsers of old.
 */
export async function printJavaScript(address: string, pages: readonly string[]): Promise<void> {
  console.log(`\nJavaScript that the HTML asks for, gzipped`);
  for (const page of pages) {
    const html = await (await fetch(address + page)).text();
    const sizes = await Promise.all([...scriptsIn(html)].map((file) => sizeOf(address + file)));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    console.log(
      `${page.padEnd(28)}${String(sizes.length).padStart(3)} files ${toVerdict(total, budgets.firstJavaScript)}`,
    );
  }
}

function scriptsIn(html: string): Set<string> {
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
  const wanted = tags.filter(
    (tag) => !/\bnomodule\b/i.test(tag) && (tag.startsWith('<script') || /\bas="script"/.test(tag)),
  );
  return new Set(wanted.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []));
}

async function sizeOf(url: string): Promise<number> {
  return gzipSync(await (await fetch(url)).text()).length / 1000;
}
