import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { PartFailures } from './part-failures';

vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => undefined }) }));

test('a part that failed says which, why and what to do, and that the rest rests on less', () => {
  const html = renderToStaticMarkup(
    createElement(PartFailures, {
      failures: [
        {
          parts: ['Last console lines of each container of shop', 'Console lines with words of failure of shop'],
          failure: { kind: 'timeout', message: 'No answer within 30 s.', remedy: 'Choose a shorter range.' },
        },
      ],
    }),
  );

  for (const said of ['role="alert"', 'Last console lines', 'No answer within 30 s.', 'Choose a shorter range.']) {
    expect(html).toContain(said);
  }
  expect(html).toContain('Ask again');
  expect(html).toContain('rests on the other answers alone');
});

test('nothing is said when nothing failed', () => {
  expect(renderToStaticMarkup(createElement(PartFailures, { failures: [] }))).toBe('');
});
