import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { TimelineCard } from '@/components/timeline/timeline-card';
import type { MarkKind, TimelineView } from '@/lib/timeline/timeline-view';
import { type Contender, type Span, stagePx } from './contender';

const nothingHidden: ReadonlySet<MarkKind> = new Set();
const ignore = () => undefined;

/** The product's own card, as the incident page mounts it. */
export function timelineContender(): Contender {
  let setSpan: ((span: Span) => void) | null = null;
  function Stage({ view, first }: { view: TimelineView; first: Span }) {
    const [span, set] = useState(first);
    setSpan = set;
    return (
      <TimelineCard
        view={view}
        asked={span}
        hidden={nothingHidden}
        selectedRun={null}
        widthGuess={stagePx.width - 180}
        onRest={ignore}
        onToggle={ignore}
        onSelect={ignore}
      />
    );
  }
  return {
    mount(root, view, span) {
      const react = createRoot(root);
      flushSync(() => react.render(<Stage view={view} first={span} />));
    },
    show: (span) => flushSync(() => setSpan?.(span)),
  };
}
