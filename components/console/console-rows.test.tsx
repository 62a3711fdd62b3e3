import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { OpeningRows, usualLook } from './console-rows';
import { type ShownLine, toOpeningItem } from './console-view';
import { layOut } from './layout';

const exitMs = Date.UTC(2026, 5, 20, 12);
const run = {
  id: 'api~r~1',
  container: 'api',
  replica: 'r',
  startMs: exitMs - 30_000,
  exitMs,
  exitCode: 1,
  terminationReason: 'ProcessExited',
  intended: false,
  lifetimeMs: 30_000,
  backAtMs: null,
};

function drawn(text: string, change: Partial<ShownLine> = {}, events: string[] = []): string {
  const line = {
    key: 'r1',
    atMs: exitMs - 1500,
    stream: 'stderr' as const,
    text,
    role: null,
    isFailing: false,
    beyond: null,
  };
  const items = layOut({
    run,
    lines: [{ ...line, ...change }],
    events: events.map((said, place) => ({ key: `e${place}`, atMs: exitMs - 2000, text: said })),
    failure: null,
  });
  return renderToStaticMarkup(
    <OpeningRows items={items.map(toOpeningItem)} run={run} look={{ ...usualLook, zeroMs: exitMs }} />,
  );
}

describe('a drawn row', () => {
  test('has its offset from the exit, its exact time and its stream', () => {
    const html = drawn('boom');

    expect(html).toContain('>−1.5 s</time>');
    expect(html).toContain('dateTime="2026-06-20T11:59:58.500Z"');
    expect(html).toContain('>stderr</span>');
    expect(html).toContain('container api ended with exit code 1 (ProcessExited).');
  });

  test('holds no markup of the log, nor of the platform', () => {
    const html = drawn('<img src=x onerror=alert(1)>', {}, ['<script>alert(1)</script>\u202e']);

    expect(html).not.toMatch(/<img|<script|\u202e/);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain('⟨U+202E⟩');
  });

  test('has the colours of a terminal as colours of both themes', () => {
    expect(drawn('\u001b[31mred\u001b[0m plain')).toMatch(
      /style="color:light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\)">red<\/span> plain/,
    );
  });

  test('tells a failing line by a word, the first one by a label; another by neither', () => {
    expect(drawn('x', { isFailing: true })).toContain('Failing line:');
    expect(drawn('x', { role: 'first-failure', isFailing: true })).toContain('first failing line');
    expect(drawn('x')).not.toMatch(/[Ff]ailing line/);
  });

  test('of standard error looks like one of standard output', () => {
    expect(drawn('x', { stream: 'stdout' })).toBe(drawn('x').replace('>stderr<', '>stdout<'));
  });

  test('of enormous length is cut, and says by how much', () => {
    const html = drawn('y'.repeat(5000));

    expect(html).toContain('more characters');
    expect(html).not.toContain('y'.repeat(2001));
  });
});
