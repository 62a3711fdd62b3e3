import type { MarkKind } from '@/lib/timeline/timeline-view';
import { glyphPath } from './glyph-path';

export const markTone = {
  exit: 'fill-exit',
  'start-failed': 'fill-exit',
  'back-off': 'fill-back-off',
  probe: 'fill-probe',
  fault: 'fill-exit',
  stderr: 'fill-stderr',
  start: 'fill-start',
  stop: 'fill-stop',
  change: 'fill-text-soft',
  other: 'fill-text-faint',
} satisfies Record<MarkKind, string>;

export const markName = {
  exit: 'Exit',
  'start-failed': 'Failed start',
  'back-off': 'Back-off',
  probe: 'Probe failure',
  fault: 'Fault',
  stderr: 'Matching line',
  start: 'Start',
  stop: 'Intended end',
  change: 'Change',
  other: 'Other event',
} satisfies Record<MarkKind, string>;

/** A mark as it stands in the timeline, for legends and lists. */
export function Glyph({ kind, className = '' }: { kind: MarkKind; className?: string }) {
  return (
    <svg viewBox="-7 -7 14 14" width="14" height="14" aria-hidden="true" className={`shrink-0 ${className}`}>
      <path d={glyphPath(kind, 0, 0)} fillRule="evenodd" className={markTone[kind]} />
    </svg>
  );
}
