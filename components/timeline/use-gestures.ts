'use client';

import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { toTime, type Window } from '@/lib/timeline/slots';
import { panned, type Span, zoomed } from './span';
import { useFrame } from './use-frame';

/** Less than this is a click with a trembling hand. */
const slackPx = 6;
const wheelStep = 1.25;
const doubleMs = 350;

interface Press {
  kind: 'zoom' | 'pan';
  startX: number;
  span: Span;
  hasMoved: boolean;
}

export interface Gestures {
  /** What is being drawn over, in pixels of the plot; `null`: nothing. */
  selection: { from: number; to: number } | null;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave: (event: PointerEvent<HTMLElement>) => void;
}

/**
 * Drag zooms into what is drawn over; with Shift or the middle button it pans. A finger pans, two pinch; up and down stay
 * the page's own. Ctrl or ⌘ with the wheel zooms, a sideways wheel pans, a double click zooms out.
 */
export function useGestures({
  plot,
  box,
  window,
  range,
  onZoom,
  onHover,
  onPick,
}: {
  /** The element whose width is the window's. */
  plot: RefObject<HTMLElement | null>;
  /** The element that wheels are heard on. */
  box: RefObject<HTMLElement | null>;
  window: Window;
  range: Span;
  onZoom: (span: Span) => void;
  /** `null`: the pointer is on nothing. */
  onHover: (at: { clientX: number; clientY: number } | null) => void;
  onPick: (at: { clientX: number; clientY: number; isTouch: boolean }) => void;
}): Gestures {
  const [selection, setSelection] = useState<Gestures['selection']>(null);
  const press = useRef<Press | null>(null);
  const fingers = useRef(new Map<number, number>());
  const pinch = useRef<{ span: Span; fromX: number; toX: number } | null>(null);
  /** Of the last click, for a double one. */
  const lastClick = useRef({ at: 0, x: 0 });
  const zoom = useFrame(onZoom);
  const hover = useFrame(onHover);
  const span = { fromMs: window.fromMs, toMs: window.toMs };

  const xOf = (clientX: number) => clientX - (plot.current?.getBoundingClientRect().left ?? 0);
  const inside = (x: number) => Math.min(window.widthPx, Math.max(0, x));

  useWheel(box, plot, span, range, onZoom);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.target instanceof Element && event.target.closest('button, a')) return;
    const x = xOf(event.clientX);
    if (event.pointerType === 'touch') {
      fingers.current.set(event.pointerId, x);
      const [first, second] = [...fingers.current.values()];
      pinch.current = first !== undefined && second !== undefined ? { span, fromX: first, toX: second } : null;
      press.current = { kind: 'pan', startX: x, span, hasMoved: pinch.current !== null };
      return;
    }
    if ((event.button !== 0 && event.button !== 1) || x < 0) return;
    // The middle button would start the browser's own scrolling.
    if (event.button === 1) event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { kind: event.button === 1 || event.shiftKey ? 'pan' : 'zoom', startX: x, span, hasMoved: false };
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const held = press.current;
    const x = xOf(event.clientX);
    if (fingers.current.has(event.pointerId)) fingers.current.set(event.pointerId, x);
    if (pinch.current) {
      zoom(pinched(pinch.current, [...fingers.current.values()], window.widthPx, range));
      return;
    }
    if (!held) {
      if (event.pointerType !== 'touch') hover({ clientX: event.clientX, clientY: event.clientY });
      return;
    }
    if (Math.abs(x - held.startX) > slackPx && !held.hasMoved) {
      held.hasMoved = true;
      onHover(null);
    }
    if (!held.hasMoved) return;
    if (held.kind === 'pan') zoom(panned(held.span, range, (held.startX - x) / window.widthPx));
    else setSelection({ from: Math.min(inside(held.startX), inside(x)), to: Math.max(inside(held.startX), inside(x)) });
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const held = press.current;
    const x = inside(xOf(event.clientX));
    const isTouch = fingers.current.delete(event.pointerId);
    pinch.current = null;
    press.current = null;
    setSelection(null);
    if (!held) return;
    if (!held.hasMoved) {
      const isSecond = event.timeStamp - lastClick.current.at < doubleMs && Math.abs(x - lastClick.current.x) < slackPx;
      lastClick.current = isSecond ? { at: 0, x: 0 } : { at: event.timeStamp, x };
      if (isSecond && !isTouch) onZoom(zoomed(span, range, 3, x / window.widthPx));
      else if (event.button === 0) onPick({ clientX: event.clientX, clientY: event.clientY, isTouch });
      return;
    }
    const [left, right] = [Math.min(inside(held.startX), x), Math.max(inside(held.startX), x)];
    if (held.kind === 'zoom' && right - left > slackPx) {
      onZoom({ fromMs: toTime(left, window), toMs: toTime(right, window) });
    }
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>) {
    fingers.current.delete(event.pointerId);
    pinch.current = null;
    press.current = null;
    setSelection(null);
  }

  return {
    selection,
    onPointerDown,
    onPointerMove,
    onPointerUp,
    onPointerCancel,
    // A finger leaves with every tap; what it chose stays told.
    onPointerLeave: (event) => {
      if (event.pointerType !== 'touch') hover(null);
    },
  };
}

/** Keeps what was under both fingers under them. */
function pinched(
  start: { span: Span; fromX: number; toX: number },
  [first, second]: readonly number[],
  widthPx: number,
  range: Span,
): Span {
  if (first === undefined || second === undefined) return start.span;
  const leftBefore = Math.min(start.fromX, start.toX);
  const before = Math.max(20, Math.abs(start.toX - start.fromX));
  const now = Math.max(20, Math.abs(second - first));
  const length = start.span.toMs - start.span.fromMs;
  const anchorMs = start.span.fromMs + (leftBefore / widthPx) * length;
  const wanted = length * (before / now);
  const fromMs = anchorMs - (Math.min(first, second) / widthPx) * wanted;
  return panned(zoomed({ fromMs, toMs: fromMs + wanted }, range, 1, 0.5), range, 0);
}

/** A ctrl-wheel would zoom the whole page, and React's own wheel listener cannot forbid it. */
function useWheel(
  box: RefObject<HTMLElement | null>,
  plot: RefObject<HTMLElement | null>,
  span: Span,
  range: Span,
  onZoom: (span: Span) => void,
) {
  // Several turns may come in one frame: each goes on from what the one before asked for.
  const asked = useRef(span);
  const zoom = useFrame(onZoom);
  useEffect(() => {
    asked.current = { fromMs: span.fromMs, toMs: span.toMs };
  }, [span.fromMs, span.toMs]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      const rect = plot.current?.getBoundingClientRect();
      const isZoom = event.ctrlKey || event.metaKey;
      const isPan = !isZoom && (Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey);
      if (!rect || (!isZoom && !isPan)) return;
      event.preventDefault();
      const at = Math.min(1, Math.max(0, (event.clientX - rect.left) / rect.width));
      const by = (event.deltaX === 0 ? event.deltaY : event.deltaX) / rect.width;
      asked.current = isZoom
        ? zoomed(asked.current, range, event.deltaY > 0 ? wheelStep : 1 / wheelStep, at)
        : panned(asked.current, range, by);
      zoom(asked.current);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, plot, range, zoom]);
}
