import type { ConsoleView, ShownEvent, ShownLine, ShownRun } from './console-view';
import { foldTraces } from './fold';

/** What stands in the panel, from top to bottom. */
export type ConsoleItem =
  | { kind: 'line'; key: string; line: ShownLine }
  /** Frames of a trace that are not the application's own. */
  | { kind: 'fold'; key: string; lines: ShownLine[] }
  | { kind: 'event'; key: string; event: ShownEvent }
  | { kind: 'gap'; key: string; lengthMs: number; where: 'between' | 'before-first' | 'before-exit' }
  | { kind: 'exit'; key: string; isSilent: boolean }
  | { kind: 'border'; key: string; text: string }
  /** Items that wait to be asked for. */
  | { kind: 'skip'; key: string; lines: number };

export interface LayoutOptions {
  /** Keys of the folds that are open. */
  opened?: ReadonlySet<string>;
  isFolded?: boolean;
}

type Entry = { kind: 'line'; key: string; atMs: number; line: ShownLine } | EventEntry;
type EventEntry = { kind: 'event'; key: string; atMs: number; event: ShownEvent };

/** Lines and the platform's words in one order, with the silences, the exit in its place, and traces folded. */
export function layOut(
  view: Pick<ConsoleView, 'run' | 'lines' | 'events' | 'failure'>,
  { opened = new Set(), isFolded = true }: LayoutOptions = {},
): ConsoleItem[] {
  const { run, lines } = view;
  const before = lines.filter((line) => line.beyond === 'before');
  const own = lines.filter((line) => line.beyond === null && line.role !== 'after-exit');
  const late = lines.filter((line) => line.beyond === null && line.role === 'after-exit');
  const after = lines.filter((line) => line.beyond === 'after');
  const exitMs = run.exitMs;
  const eventsBefore = view.events.filter((event) => exitMs === null || event.atMs <= exitMs);
  const eventsAfter = view.events.filter((event) => exitMs !== null && event.atMs > exitMs);

  return [
    ...(before.length > 0 ? [border('before', 'Before this run')] : []),
    ...laid(before, []),
    ...(before.length > 0 ? [border('own', 'This run')] : []),
    ...withGaps(laid(own, eventsBefore), own, run),
    ...(exitMs === null ? [] : [exitItem(own.length === 0 && view.failure === null)]),
    ...(late.length > 0 ? [border('late', 'Printed or delivered after the exit')] : []),
    ...laid(late, [...eventsAfter, ...backOf(run)]),
    ...(after.length > 0 ? [border('after', 'After this run')] : []),
    ...laid(after, []),
  ];

  function laid(some: readonly ShownLine[], events: readonly ShownEvent[]): ConsoleItem[] {
    const items = merged(some, events).map(toItem);
    return isFolded ? foldTraces(items, opened) : items;
  }
}

function merged(lines: readonly ShownLine[], events: readonly ShownEvent[]): Entry[] {
  const entries: Entry[] = [
    // First, because the sort is stable: what the platform does comes before what a container says at the same moment.
    ...events.map((event): Entry => ({ kind: 'event', key: `event ${event.key}`, atMs: event.atMs, event })),
    ...lines.map((line): Entry => ({ kind: 'line', key: line.key, atMs: line.atMs, line })),
  ];
  return events.length === 0 ? entries : entries.sort((a, b) => a.atMs - b.atMs);
}

function toItem(entry: Entry): ConsoleItem {
  return entry.kind === 'line'
    ? { kind: 'line', key: entry.key, line: entry.line }
    : { kind: 'event', key: entry.key, event: entry.event };
}

function border(key: string, text: string): ConsoleItem {
  return { kind: 'border', key: `border ${key}`, text };
}

function exitItem(isSilent: boolean): ConsoleItem {
  return { kind: 'exit', key: 'exit', isSilent };
}

function backOf(run: ShownRun): ShownEvent[] {
  if (run.backAtMs === null || run.exitMs === null) return [];
  return [{ key: 'back', atMs: run.backAtMs, text: `Container ${run.container} started again in the same replica` }];
}

/** A silence is worth a line when it lasts. */
const shortestGapMs = 10_000;
/** …and when it is long for this container: one that speaks once a minute is not silent for it. */
const unusual = 8;
/** From fewer lines nobody can tell what is usual. */
const fewSteps = 4;

function withGaps(items: ConsoleItem[], lines: readonly ShownLine[], run: ShownRun): ConsoleItem[] {
  const steps = lines.slice(1).map((line, place) => line.atMs - (lines[place]?.atMs ?? line.atMs));
  const usualMs = steps.length < fewSteps ? 0 : ([...steps].sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0);
  const leastMs = Math.max(shortestGapMs, usualMs * unusual);
  const first = lines[0];
  const last = lines.at(-1);
  const found = new Map<string, ConsoleItem>();
  for (const [place, lengthMs] of steps.entries()) {
    const line = lines[place];
    if (line && lengthMs >= leastMs) found.set(line.key, gap(line.key, lengthMs, 'between'));
  }
  if (last && run.exitMs !== null && run.exitMs - last.atMs >= shortestGapMs) {
    found.set(last.key, gap(last.key, run.exitMs - last.atMs, 'before-exit'));
  }
  const opening =
    first && run.startMs !== null && first.atMs - run.startMs >= shortestGapMs
      ? gap('start', first.atMs - run.startMs, 'before-first')
      : null;
  return items.flatMap((item) => {
    const key = item.kind === 'line' ? item.key : item.kind === 'fold' ? (item.lines.at(-1)?.key ?? '') : '';
    const silence = found.get(key);
    const isFirst = opening !== null && first !== undefined && item.kind === 'line' && item.key === first.key;
    return [...(isFirst ? [opening] : []), item, ...(silence ? [silence] : [])];
  });
}

function gap(after: string, lengthMs: number, where: 'between' | 'before-first' | 'before-exit'): ConsoleItem {
  return { kind: 'gap', key: `gap ${after}`, lengthMs, where };
}
