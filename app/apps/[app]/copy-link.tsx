'use client';

import { CopyButton } from '@/components/ui/copy-button';
import type { TimeRange } from '@/lib/domain/rows';
import { useAddress } from './use-address';

/** The address of exactly what is on the screen: these hours and this run, also where the page chose them itself. */
export function CopyLink({
  range,
  defaultRun,
  lostRun,
}: {
  range: TimeRange;
  defaultRun: string | null;
  /** A run that the address names and no row tells of is not handed on. */
  lostRun: string | null;
}) {
  const { params, hrefWith } = useAddress(range);
  return (
    <CopyButton
      text={() => {
        const { origin, pathname } = window.location;
        return `${origin}${pathname}${hrefWith({ run: (params.run === lostRun ? null : params.run) ?? defaultRun, at: null })}`;
      }}
      label="Copy link"
    />
  );
}
