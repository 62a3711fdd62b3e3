'use client';

import { type ReactNode, useEffect, useRef } from 'react';

/** A button that unfolds a small panel; a click elsewhere or Escape folds it. Without JavaScript it still unfolds. */
export function Menu({ label, title, children }: { label: ReactNode; title: string; children: ReactNode }) {
  const box = useRef<HTMLDetailsElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Unfolded before the page's code had come.
    if (box.current?.open && panel.current) moveIntoWindow(panel.current);
    const fold = () => box.current?.removeAttribute('open');
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) fold();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !box.current?.open) return;
      fold();
      box.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', onPointerDown);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return (
    <details ref={box} className="relative" onToggle={() => panel.current && moveIntoWindow(panel.current)}>
      <summary className="control list-none [&::-webkit-details-marker]:hidden" aria-label={title}>
        {label}
        <svg viewBox="0 0 10 6" width="9" height="6" aria-hidden="true" className="shrink-0">
          <path d="M1 1l4 4 4-4" fill="none" strokeWidth="1.5" className="stroke-text-soft" />
        </svg>
      </summary>
      <div
        ref={panel}
        className="card absolute top-[calc(100%+6px)] left-0 z-40 w-[min(340px,calc(100vw-24px))] border-line-strong p-4 shadow-lg sm:right-0 sm:left-auto"
      >
        {children}
      </div>
    </details>
  );
}

const marginPx = 12;

/** A panel whose button stands near an edge would reach out of the window. */
function moveIntoWindow(panel: HTMLElement) {
  panel.style.translate = '';
  const { left, right } = panel.getBoundingClientRect();
  const most = document.documentElement.clientWidth - marginPx;
  if (left < marginPx) panel.style.translate = `${marginPx - left}px`;
  else if (right > most) panel.style.translate = `${most - right}px`;
}
