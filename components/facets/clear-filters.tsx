'use client';

import { grouped } from '@/lib/format/count';

/** The way back to all rows, and how many that would bring. */
export function ClearFilters({ hidden, onClear }: { hidden: number; onClear: () => void }) {
  return (
    <button type="button" className="control" onClick={onClear}>
      Clear filters
      <span className="text-text-faint">{grouped(hidden)} hidden</span>
    </button>
  );
}
