import type { Slot } from './slots';
import { slotPx } from './slots';

/** A mark that has room for what is written on it. */
export interface Tagged<Kind extends string> {
  slot: Slot<Kind>;
  label: string;
  width: number;
}

const characterPx = 6.7;
const paddingPx = 8;
const airPx = 2;

/** Widens marks into tags where their text covers neither neighbour, from left to right. */
export function placeTags<Kind extends string>(
  slots: readonly Slot<Kind>[],
  labelOf: (slot: Slot<Kind>) => string | null,
): Tagged<Kind>[] {
  const tagged: Tagged<Kind>[] = [];
  let freeFrom = Number.NEGATIVE_INFINITY;
  slots.forEach((slot, place) => {
    const label = labelOf(slot);
    const half = label === null ? slotPx / 2 : (label.length * characterPx + paddingPx) / 2;
    const nextEdge = (slots[place + 1]?.x ?? Number.POSITIVE_INFINITY) - slotPx / 2;
    const fits = label !== null && slot.x - half >= freeFrom && slot.x + half + airPx <= nextEdge;
    if (fits && label !== null) tagged.push({ slot, label, width: half * 2 });
    freeFrom = slot.x + (fits ? half : slotPx / 2) + airPx;
  });
  return tagged;
}
