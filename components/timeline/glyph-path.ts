import type { MarkKind } from '@/lib/timeline/timeline-view';

/**
 * A mark's outline around (x, y), 12 px across. Holes are cut by the even-odd rule, so that all marks of one kind in a
 * lane are one path of one colour.
 */
export function glyphPath(kind: MarkKind, x: number, y: number): string {
  return moved(shapes[kind], x, y);
}

/** Relative commands behind one absolute start per part: moving a shape changes two numbers. */
interface Part {
  x: number;
  y: number;
  d: string;
}

const cross = 'l2.2 2.2 2.2 -2.2 1 1 -2.2 2.2 2.2 2.2 -1 1 -2.2 -2.2 -2.2 2.2 -1 -1 2.2 -2.2 -2.2 -2.2z';

const shapes: Record<MarkKind, readonly Part[]> = {
  // A square with a cross cut out.
  exit: [
    {
      x: -6,
      y: -4.5,
      d: 'a1.5 1.5 0 0 1 1.5 -1.5h9a1.5 1.5 0 0 1 1.5 1.5v9a1.5 1.5 0 0 1 -1.5 1.5h-9a1.5 1.5 0 0 1 -1.5 -1.5z',
    },
    { x: -2.2, y: -3.2, d: cross },
  ],
  // A square outline with a bar: it never became a run.
  'start-failed': [
    { x: -6, y: -6, d: 'h12v12h-12z' },
    { x: -4, y: -4, d: 'h8v8h-8z' },
    { x: -2.5, y: -1, d: 'h5v2h-5z' },
  ],
  'back-off': [
    { x: 0, y: -6.5, d: 'l6.5 6.5 -6.5 6.5 -6.5 -6.5z' },
    { x: 0, y: -3.7, d: 'l3.7 3.7 -3.7 3.7 -3.7 -3.7z' },
  ],
  probe: [
    { x: -5.5, y: 0, d: 'a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0z' },
    { x: -3.7, y: 0, d: 'a3.7 3.7 0 1 0 7.4 0a3.7 3.7 0 1 0 -7.4 0z' },
    { x: -2.4, y: -0.9, d: 'h4.8v1.8h-4.8z' },
  ],
  // A triangle on its tip with a bar cut out.
  fault: [
    { x: -6.5, y: -5.5, d: 'h13l-6.5 12z' },
    { x: -0.9, y: -4, d: 'h1.8v4h-1.8z' },
    { x: -0.9, y: 1, d: 'h1.8v1.8h-1.8z' },
  ],
  stderr: [{ x: -1.25, y: -5, d: 'h2.5v10h-2.5z' }],
  start: [{ x: 0, y: -5, d: 'l5.5 10h-11z' }],
  // A bar: it ended, and was meant to.
  stop: [{ x: -2, y: -6, d: 'h4v12h-4z' }],
  // A flag on its pole.
  change: [{ x: -4, y: -6, d: 'h9l-2.4 3 2.4 3h-7.4v6h-1.6z' }],
  other: [{ x: -2.5, y: 0, d: 'a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0z' }],
};

function moved(parts: readonly Part[], x: number, y: number): string {
  return parts.map((part) => `M${round(x + part.x)} ${round(y + part.y)}${part.d}`).join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** An exit as a tag that can hold its code: a rounded box `width` wide, without the cross. */
export function tagPath(x: number, y: number, width: number): string {
  const inner = round(width - 4);
  return `M${round(x - width / 2)} ${round(y - 5)}a2 2 0 0 1 2 -2h${inner}a2 2 0 0 1 2 2v10a2 2 0 0 1 -2 2h-${inner}a2 2 0 0 1 -2 -2z`;
}
