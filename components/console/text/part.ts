/** A stretch of a line that looks alike. The parts of a line, joined, are what is read, searched and marked. */
export interface Part {
  text: string;
  tone?: PartTone;
  /** A colour of the terminal, as CSS for both themes. */
  color?: string;
  background?: string;
  isBold?: boolean;
  isItalic?: boolean;
  isUnderlined?: boolean;
  isStruck?: boolean;
  isInverse?: boolean;
}

/** `loud`: a level from warning up. */
export type PartTone = 'faint' | 'soft' | 'level' | 'loud';

export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => part.text).join('');
}

/** A stretch of a line, half open, in UTF-16 units as `slice` counts them. */
export interface Stretch {
  from: number;
  to: number;
}

/** The parts cut at the borders of what was found; `hit` counts the stretches from 0, `null` lies outside. */
export function cutAt(parts: readonly Part[], stretches: readonly Stretch[]): { part: Part; hit: number | null }[] {
  const pieces: { part: Part; hit: number | null }[] = [];
  let at = 0;
  let next = 0;
  for (const part of parts) {
    const endAt = at + part.text.length;
    let from = at;
    while (from < endAt) {
      while ((stretches[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1;
      const stretch = stretches[next];
      const isInside = stretch !== undefined && stretch.from <= from;
      const border = stretch === undefined ? endAt : isInside ? stretch.to : stretch.from;
      const to = Math.min(endAt, border);
      pieces.push({ part: { ...part, text: part.text.slice(from - at, to - at) }, hit: isInside ? next : null });
      from = to;
    }
    at = endAt;
  }
  return pieces;
}
