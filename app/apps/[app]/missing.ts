import { cache } from 'react';
import type { NotFound } from '@/lib/report/report';

export type Missing = Pick<NotFound, 'name' | 'bearers' | 'similar' | 'sinceMs'>;

/**
 * One per request. Next gives a not-found face no properties and draws it beside the page, not after it: it waits here
 * for what the page finds out, which the page must therefore always say.
 */
const promised = cache(() => {
  let say: (missing: Missing | null) => void = () => undefined;
  const missing = new Promise<Missing | null>((resolve) => {
    say = resolve;
  });
  return { missing, say };
});

export function sayMissing(missing: Missing | null): void {
  promised().say(missing);
}

export function whatIsMissing(): Promise<Missing | null> {
  return promised().missing;
}
