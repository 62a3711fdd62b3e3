'use client';

import { withParams } from '@/app/address';
import { CopyButton } from '@/components/ui/copy-button';
import type { TimeRange } from '@/lib/domain/rows';
import { toIso } from '@/lib/format/time';

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
  return (
    <CopyButton
      text={() => {
        const { origin, pathname, search } = window.location;
        const params = new URLSearchParams(search);
        const asked = params.get('run') || null;
        const run = (asked === lostRun ? null : asked) ?? defaultRun;
        return `${origin}${pathname}${withParams(params, { from: toIso(range.fromMs), to: toIso(range.toMs), run, at: null })}`;
      }}
      label="Copy link"
    />
  );
}
