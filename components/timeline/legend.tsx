'use client';

import { grouped } from '@/lib/format/count';
import { type Band, bandKinds, type MarkKind, type TimelineView } from '@/lib/timeline/timeline-view';
import { BandSwatch, bandName } from './bands';
import { Glyph, markName } from './glyph';

const order: readonly MarkKind[] = [
  'start',
  'exit',
  'start-failed',
  'back-off',
  'probe',
  'fault',
  'stderr',
  'stop',
  'change',
  'other',
];

/** The meaning of each mark, how many there are, and a switch to hide them; and of each band, which cannot be hidden. */
export function Legend({
  counts,
  bands,
  hidden,
  onToggle,
}: {
  counts: TimelineView['counts'];
  bands: readonly Band[];
  hidden: ReadonlySet<MarkKind>;
  onToggle: (kind: MarkKind) => void;
}) {
  const shown = order.filter((kind) => counts[kind] > 0);
  const shownBands = bandKinds.filter((kind) => bands.some((band) => band.kind === kind));
  return (
    <ul aria-label="What the marks mean" className="flex flex-wrap gap-2 sm:ml-auto">
      {shown.map((kind) => (
        <li key={kind}>
          <button
            type="button"
            aria-pressed={!hidden.has(kind)}
            onClick={() => onToggle(kind)}
            title={hidden.has(kind) ? `Show: ${markName[kind]}` : `Hide: ${markName[kind]}`}
            className="group inline-flex h-7 items-center gap-1.5 rounded-full border border-line-strong px-2.5 text-meta hover:bg-raised aria-[pressed=false]:border-line aria-[pressed=false]:border-dashed"
          >
            <Glyph kind={kind} className="group-aria-[pressed=false]:opacity-40" />
            <span className="group-aria-[pressed=false]:line-through">{markName[kind]}</span>
            <span className="text-text-faint">{grouped(counts[kind])}</span>
          </button>
        </li>
      ))}
      {shownBands.map((kind) => (
        <li key={kind} className="inline-flex h-7 items-center gap-1.5 px-1 text-meta text-text-soft">
          <BandSwatch kind={kind} />
          {bandName[kind]}
        </li>
      ))}
    </ul>
  );
}
