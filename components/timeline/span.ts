/** A part of the range, in milliseconds. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** Nearer than this, neighbouring log rows stand a screen apart. */
const shortestMs = 2_000;

/** Widens or narrows a span around a place in it (0 left, 1 right), kept inside the range. */
export function zoomed(span: Span, range: Span, factor: number, at: number): Span {
  const length = span.toMs - span.fromMs;
  const wanted = Math.min(range.toMs - range.fromMs, Math.max(shortestMs, length * factor));
  const pivot = span.fromMs + length * at;
  return kept({ fromMs: pivot - wanted * at, toMs: pivot + wanted * (1 - at) }, range);
}

/** Moves a span by a part of its length. */
export function panned(span: Span, range: Span, by: number): Span {
  const shift = (span.toMs - span.fromMs) * by;
  return kept({ fromMs: span.fromMs + shift, toMs: span.toMs + shift }, range);
}

function kept(span: Span, range: Span): Span {
  const length = Math.min(span.toMs - span.fromMs, range.toMs - range.fromMs);
  const fromMs = Math.min(Math.max(span.fromMs, range.fromMs), range.toMs - length);
  return { fromMs, toMs: fromMs + length };
}
