import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from '@/lib/diagnosis/rules/index';
import { causes } from '@/lib/domain/cause';
import { anchorOf, toExitCodesPage, toRulesPage } from './diagnosis-pages';
import { exampleOf } from './rule-examples';

const written = (name: string) => readFileSync(path.resolve(import.meta.dirname, '..', 'docs', name), 'utf8');

const pages = [
  ['rules.md', toRulesPage()],
  ['exit-codes.md', toExitCodesPage()],
] as const;

/** Headings as anchors, outside of code. */
function anchorsIn(text: string): string[] {
  return [...text.matchAll(/^#{1,6} (.+)$/gm)].map((match) => anchorOf(match[1] ?? ''));
}

describe('the pages that the diagnosis tells of itself', () => {
  test.each(pages)('docs/%s is what `npm run docs` would write', (name, made) => {
    expect(written(name)).toBe(made);
  });

  test('have a heading for every cause, once', () => {
    const headings = [...toRulesPage().matchAll(/^### (.+)$/gm)].map((match) => match[1]);

    expect(headings.toSorted()).toEqual([...causes].sort());
  });

  test('name every signature of every rule', () => {
    const page = toRulesPage();
    const missing = rules.flatMap(({ cause, signatures = [] }) => {
      const section = page.split(`\n### ${cause}\n`)[1]?.split('\n#')[0] ?? '';
      return signatures.filter(({ id }) => !section.includes(`\`${id}\``)).map(({ id }) => `${cause} ${id}`);
    });

    expect(missing).toEqual([]);
  });

  test('say what to do about every cause but the quiet ones, each from rows that the cause leads', () => {
    const idle = rules.filter(({ cause }) => exampleOf(cause).nextSteps.length < 2).map(({ cause }) => cause);

    expect(idle).toEqual(['noise.benign']);
  });

  test('name the labelled cases that a rule misses', () => {
    expect(toRulesPage().split('\n### probe.startup\n')[1]?.split('\n### ')[0]).toContain('`aca-783-startup-refused`');
    expect(toRulesPage().split('\n### volume.mount\n')[1]?.split('\n### ')[0]).not.toContain('eval.md');
  });

  test.each([...pages.map(([name]) => name), 'support-article.md', 'eval.md', 'architecture.md'])(
    '%s links only to headings that are there',
    (name) => {
      const links = [...written(name).matchAll(/\]\(([\w.-]*)#([^)]+)\)/g)].map(
        (match) => [match[1] || name, match[2] ?? ''] as const,
      );
      const anchors = new Map(
        [...new Set(links.map(([file]) => file))].map((file) => [file, anchorsIn(written(file))]),
      );

      expect(links.filter(([file, anchor]) => !anchors.get(file)?.includes(anchor))).toEqual([]);
    },
  );
});

describe('the page about the support article', () => {
  const articleFile = path.resolve(import.meta.dirname, '../../shared/support-article.txt');
  const rows = [...written('support-article.md').matchAll(/^\| (?!the article)([^|]+) \| ([^|]*) \| (.+) \|$/gm)];

  test('says of each statement what became of it', () => {
    const states = new Set(rows.map((row) => row[2]));

    expect(rows.length).toBeGreaterThan(30);
    expect([...states].sort()).toEqual(['corrected', 'kept', 'kept, corrected', 'kept, widened', 'widened']);
  });

  test('has every code of the article’s table', () => {
    const codes = rows.flatMap((row) => /^(\d+): /.exec(row[1] ?? '')?.[1] ?? []).map(Number);

    expect(codes).toEqual([0, 1, 2, 100, 125, 126, 127, 128, 134, 137, 139, 143, 255]);
  });

  test.skipIf(!existsSync(articleFile))('copies no sentence of the article', () => {
    const words = (text: string) => text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
    const runsOf = (text: string) => {
      const all = words(text);
      return all.slice(0, -7).map((_, place) => all.slice(place, place + 8).join(' '));
    };
    const own = new Set(runsOf(written('support-article.md').replaceAll(/\]\([^)]*\)/g, ']')));

    expect(runsOf(readFileSync(articleFile, 'utf8')).filter((run) => own.has(run))).toEqual([]);
  });
});
