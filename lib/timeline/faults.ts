import { toNormalLine } from '@/lib/diagnosis/crash/normal-line';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { Incident } from '@/lib/domain/incident';
import { counted } from '@/lib/format/count';
import type { Lane, MarkKind } from './timeline-view';

/** `alone`: nothing ended and no start failed by it, so that no other mark tells of the trouble. */
export type Ground = 'alone' | 'beside-exits';

interface GroundLine {
  row: string;
  atMs: number;
  text: string;
}

/**
 * The rows that incidents rest on: their standing faults, and what their findings show as evidence. A finding shows a few
 * rows of many: what says the same within the time of the incident counts as well.
 */
export class Grounds {
  readonly #ofEvent = new Map<SystemEvent, Ground>();
  readonly #lines = new Set<string>();

  constructor({ incidents, events }: Pick<Diagnosis, 'incidents' | 'events'>, lines: readonly GroundLine[]) {
    for (const incident of incidents) {
      const isAlone = incident.exits.length === 0 && incident.failedStarts.length === 0;
      const ground = isAlone ? 'alone' : 'beside-exits';
      const shown = new Set(incident.findings.flatMap(({ evidence }) => evidence.map(({ row }) => row)));
      for (const { row } of incident.faults) shown.add(row.id);
      const isShown = (event: SystemEvent) => shown.has(event.row.id) || event.repeats.some(({ id }) => shown.has(id));
      for (const event of alike(events, incident, isShown, keyOfEvent)) {
        if (this.#ofEvent.get(event) !== 'alone') this.#ofEvent.set(event, ground);
      }
      // Beside an exit a line explains it, and needs no mark of its own.
      if (!isAlone) continue;
      for (const line of alike(lines, incident, ({ row }) => shown.has(row), keyOfLine)) this.#lines.add(line.row);
    }
  }

  ofEvent(event: SystemEvent): Ground | null {
    return this.#ofEvent.get(event) ?? null;
  }

  hasLine({ row }: GroundLine): boolean {
    return this.#lines.has(row);
  }
}

/** What is shown, and what says the same while the incident lasts. */
function alike<Item extends { atMs: number }>(
  items: readonly Item[],
  { fromMs, toMs }: Incident,
  isShown: (item: Item) => boolean,
  keyOf: (item: Item, normal: (text: string) => string) => string,
): Item[] {
  // Platforms repeat themselves to the letter: each text is read once.
  const known = new Map<string, string>();
  const normal = (text: string) => {
    const normalised = known.get(text) ?? toNormalLine(text);
    known.set(text, normalised);
    return normalised;
  };
  const shown = new Set(items.filter(isShown));
  if (shown.size === 0) return [];
  const keys = new Set([...shown].map((item) => keyOf(item, normal)));
  return items.filter(
    (item) => shown.has(item) || (item.atMs >= fromMs && item.atMs <= toMs && keys.has(keyOf(item, normal))),
  );
}

function keyOfEvent({ kind, row }: SystemEvent, normal: (text: string) => string): string {
  return `${kind} ${normal(row.message)}`;
}

function keyOfLine({ text }: GroundLine, normal: (text: string) => string): string {
  return normal(text);
}

/** What a lane in trouble without an exit is told by, in the order in which it is told. */
const words = [
  ['fault', 'fault'],
  ['probe', 'probe failure'],
  ['back-off', 'back-off'],
] as const satisfies readonly (readonly [MarkKind, string])[];

/** `62 faults`, `3 faults, 24 probe failures`; of kinds of which none is a ground nothing is said. */
export function faultTexts(lanes: readonly Pick<Lane, 'faultKinds' | 'marks'>[]): string[] {
  return words.flatMap(([kind, word]) => {
    const own = lanes.filter((lane) => lane.faultKinds.includes(kind));
    const count = own.reduce((sum, lane) => sum + lane.marks[kind].at.length, 0);
    return count === 0 ? [] : [counted(count, word)];
  });
}
