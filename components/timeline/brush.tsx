'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { toClock } from '@/lib/format/time';
import type { Span } from './span';
import { panned } from './span';

type Grip = 'from' | 'to' | 'whole';

const shortestPart = 0.004;

/** The part of the overview that the lanes show: drag its middle or its edges, or use the arrow keys on an edge. */
export function Brush({
  domain,
  range,
  span,
  onChange,
}: {
  domain: Span;
  range: Span;
  span: Span;
  onChange: (span: Span) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [grip, setGrip] = useState<{ grip: Grip; startX: number; start: Span } | null>(null);
  const length = domain.toMs - domain.fromMs;
  const left = ((span.fromMs - domain.fromMs) / length) * 100;
  const right = ((span.toMs - domain.fromMs) / length) * 100;
  const shortestMs = length * shortestPart;

  function begin(event: PointerEvent, which: Grip) {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    setGrip({ grip: which, startX: event.clientX, start: span });
  }

  function move(event: PointerEvent) {
    const width = box.current?.getBoundingClientRect().width;
    if (!grip || !width) return;
    onChange(shifted(grip.start, grip.grip, ((event.clientX - grip.startX) / width) * length));
  }

  function shifted(start: Span, which: Grip, byMs: number): Span {
    if (which === 'whole') return panned(start, range, byMs / (start.toMs - start.fromMs));
    if (which === 'from') {
      const fromMs = Math.min(Math.max(range.fromMs, start.fromMs + byMs), start.toMs - shortestMs);
      return { fromMs, toMs: start.toMs };
    }
    const toMs = Math.max(Math.min(range.toMs, start.toMs + byMs), start.fromMs + shortestMs);
    return { fromMs: start.fromMs, toMs };
  }

  function onKeyDown(event: KeyboardEvent, which: 'from' | 'to') {
    const step = { ArrowLeft: -0.01, ArrowRight: 0.01, PageDown: -0.1, PageUp: 0.1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onChange(shifted(span, which, step * length));
  }

  const handle = (which: 'from' | 'to', at: number) => (
    <div
      role="slider"
      tabIndex={0}
      aria-label={which === 'from' ? 'Lanes begin at' : 'Lanes end at'}
      aria-valuemin={Math.round(range.fromMs / 1000)}
      aria-valuemax={Math.round(range.toMs / 1000)}
      aria-valuenow={Math.round(span[which === 'from' ? 'fromMs' : 'toMs'] / 1000)}
      aria-valuetext={`${toClock(span[which === 'from' ? 'fromMs' : 'toMs'])} UTC`}
      onKeyDown={(event) => onKeyDown(event, which)}
      onPointerDown={(event) => begin(event, which)}
      onPointerMove={move}
      onPointerUp={() => setGrip(null)}
      className="-ml-3 pointer-events-auto absolute inset-y-0 w-6 cursor-ew-resize touch-none"
      style={{ left: `${at}%` }}
    >
      <span className="absolute top-1/2 left-[9px] h-5 w-1.5 -translate-y-1/2 rounded-full bg-accent" />
    </div>
  );

  return (
    <div ref={box} className="pointer-events-none absolute inset-0">
      <div
        className="pointer-events-none absolute inset-y-0 rounded-[3px] border border-accent"
        style={{ left: `${left}%`, width: `${right - left}%` }}
      >
        <div
          className="pointer-events-auto absolute inset-x-2 top-0 h-2.5 cursor-grab touch-none"
          onPointerDown={(event) => begin(event, 'whole')}
          onPointerMove={move}
          onPointerUp={() => setGrip(null)}
        />
      </div>
      {handle('from', left)}
      {handle('to', right)}
    </div>
  );
}
