import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Axis } from './axis';
import { offsetName } from './clock-choice';

const hour = 3_600_000;
const fromMs = Date.UTC(2026, 5, 20, 12);

function drawn(offsetMs: number): string {
  const props = { fromMs, toMs: fromMs + 2 * hour, most: 9, offsetMs, selectedMs: fromMs + hour };
  return renderToStaticMarkup(createElement(Axis, props)).replace(/<[^>]+>/g, '|');
}

describe('the zone stands', () => {
  test('on an axis in local time and on the moment that is chosen', () => {
    expect(drawn(5.5 * hour)).toContain('|UTC+5:30|');
    expect(drawn(5.5 * hour)).toContain('|18:30:00 UTC+5:30|');
  });

  test('nowhere on an axis in UTC, as on the rest of the page', () => {
    expect(drawn(0)).toContain('|13:00:00|');
    expect(drawn(0)).not.toContain('UTC');
  });
});

test('an offset is named by its hours, and by its minutes where it has some', () => {
  expect([0, 2 * hour, -3.5 * hour, 5.75 * hour].map(offsetName)).toEqual([null, 'UTC+2', 'UTC−3:30', 'UTC+5:45']);
});
