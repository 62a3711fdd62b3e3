import type { TimelineView } from '@/lib/timeline/timeline-view';

export interface Span {
  fromMs: number;
  toMs: number;
}

/** One way to draw the same marks. Both calls return when the document has changed; what the browser still has to do is the frame. */
export interface Contender {
  mount(root: HTMLElement, view: TimelineView, span: Span): void;
  show(span: Span): void;
}

export const stagePx = { width: 1200, height: 640 };
