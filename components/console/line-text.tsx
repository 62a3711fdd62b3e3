import type { CSSProperties } from 'react';
import { grouped } from '@/lib/format/count';
import { cutAt, type Part, type PartTone, type Stretch } from './text/part';

/** Nobody reads more of one line unasked. */
const longest = 2000;

/** A line's parts, what was found in them marked; a very long line is cut until it is opened. */
export function LineText({
  parts,
  stretches = none,
  activeHit = null,
  isWhole,
}: {
  parts: readonly Part[];
  stretches?: readonly Stretch[] | undefined;
  activeHit?: number | null;
  isWhole: boolean;
}) {
  const length = parts.reduce((sum, part) => sum + part.text.length, 0);
  if (length === 0) return <>&nbsp;</>;
  const active = activeHit === null ? null : (stretches[activeHit] ?? null);
  const isCut = !isWhole && length > longest && (active === null || active.to <= longest);
  const shown = isCut ? firstOf(parts, longest) : parts;
  const pieces = stretches.length === 0 ? shown.map((part) => ({ part, hit: null })) : cutAt(shown, stretches);
  return (
    <>
      {pieces.map(({ part, hit }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one line never change places.
        <Piece key={place} part={part} hit={hit} isActive={hit !== null && hit === activeHit} />
      ))}
      {isCut && <span className="font-sans text-text-faint"> … {grouped(length - longest)} more characters</span>}
    </>
  );
}

const none: readonly Stretch[] = [];

function firstOf(parts: readonly Part[], length: number): Part[] {
  const shown: Part[] = [];
  let left = length;
  for (const part of parts) {
    if (left <= 0) break;
    shown.push({ ...part, text: part.text.slice(0, left) });
    left -= part.text.length;
  }
  return shown;
}

const toneClass = {
  faint: 'text-text-faint',
  soft: 'text-text-soft',
  level: 'text-text-soft',
  loud: 'font-semibold',
} satisfies Record<PartTone, string>;

function Piece({ part, hit, isActive }: { part: Part; hit: number | null; isActive: boolean }) {
  const text = hit === null ? part.text : <Mark text={part.text} isActive={isActive} />;
  const className = classOf(part);
  if (className === '' && part.color === undefined && part.background === undefined) return text;
  const style: CSSProperties = {
    ...(part.color === undefined ? {} : { color: part.color }),
    ...(part.background === undefined ? {} : { backgroundColor: part.background }),
  };
  return (
    <span className={className} style={style}>
      {text}
    </span>
  );
}

function Mark({ text, isActive }: { text: string; isActive: boolean }) {
  return (
    <mark
      data-active={isActive || undefined}
      className="rounded-[2px] bg-back-off-soft text-text shadow-[inset_0_-2px_0_var(--color-back-off)] data-active:bg-back-off data-active:text-page"
    >
      {text}
    </mark>
  );
}

function classOf(part: Part): string {
  return [
    part.tone === undefined ? '' : toneClass[part.tone],
    part.isBold ? 'font-bold' : '',
    part.isItalic ? 'italic' : '',
    part.isInverse ? 'bg-text text-page' : '',
    [part.isUnderlined ? 'underline' : '', part.isStruck ? 'line-through' : ''].join(' ').trim(),
  ]
    .filter((name) => name !== '')
    .join(' ');
}
