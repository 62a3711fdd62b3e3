'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { withParams } from '@/app/address';
import type { TimeRange } from '@/lib/domain/rows';
import { toIso } from '@/lib/format/time';
import { type IncidentParams, parseIncidentParams } from './search-params';

/**
 * The page's address and how to change it without asking the server. Each change also writes the range down, so that
 * whatever is copied from the address bar shows the same hours tomorrow.
 */
export function useAddress(range: TimeRange) {
  const search = useSearchParams();
  const params: IncidentParams = useMemo(() => parseIncidentParams(Object.fromEntries(search)), [search]);
  const { fromMs, toMs } = range;

  const hrefWith = useCallback(
    (changes: Record<string, string | null>) =>
      withParams(new URLSearchParams(search), { from: toIso(fromMs), to: toIso(toMs), ...changes }),
    [search, fromMs, toMs],
  );
  const replace = useCallback(
    (changes: Record<string, string | null>) => {
      const current = new URLSearchParams(window.location.search);
      const query = withParams(current, { from: toIso(fromMs), to: toIso(toMs), ...changes });
      window.history.replaceState(null, '', `${window.location.pathname}${query}${window.location.hash}`);
    },
    [fromMs, toMs],
  );
  return { params, hrefWith, replace };
}
