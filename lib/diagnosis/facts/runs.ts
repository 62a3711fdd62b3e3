import type { SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { ContainerRole } from '@/lib/domain/run';
import { type ContainerNames, unnamed } from './containers';
import { type EndClues, type EndEvent, hasRestartRhythm, isEnd, isSameExit } from './exits';
import { firstAtOrAfter, groupOf, happensToReplica } from './places';

/** What one container in one replica went through; without a replica, in one revision or execution. */
export interface Lane {
  key: string;
  place: string;
  container: string;
  role: ContainerRole | null;
  replica: string | null;
  replicaInferred: boolean;
  revision: string | null;
  execution: string | null;
  /** Oldest first. */
  events: SystemEvent[];
  drafts: DraftRun[];
}

/** A run while its rows are still being put together. */
export interface DraftRun {
  createdMs: number | null;
  startedMs: number | null;
  end: EndEvent[];
  events: SystemEvent[];
}

export function startOf(draft: DraftRun): number | null {
  return draft.startedMs ?? draft.createdMs;
}

export function endOf(draft: DraftRun): number | null {
  return draft.end[0]?.atMs ?? null;
}

/** A wait of the platform before a start row: longer than that, and the creation belongs to an earlier attempt. */
const createdToStartedMs = 10 * 60_000;
/** The same start told twice, or told in the wrong order. */
const sameStartMs = 3_000;
/** A container whose creation fails right after its rows of start never ran. */
const failedCreateMs = 10_000;

export function placeOf(event: SystemEvent): string {
  return event.replica ?? `in ${groupOf(event)}`;
}

/** Deals every container's events to its lane, and reads each lane's runs. Events come oldest first. */
export function readLanes(
  events: readonly SystemEvent[],
  names: ContainerNames,
  roles: ReadonlyMap<string, ContainerRole>,
  consoleRows: readonly ConsoleRow[],
): Lane[] {
  const lanes = dealEvents(events, names, roles);
  const console = new ConsoleTimes(consoleRows);
  for (const lane of lanes) {
    lane.drafts = readRuns(lane, console);
    dealOthers(lane);
  }
  return lanes;
}

function dealEvents(
  events: readonly SystemEvent[],
  names: ContainerNames,
  roles: ReadonlyMap<string, ContainerRole>,
): Lane[] {
  const lanes = new Map<string, Lane>();
  const places = new Map<string, Lane[]>();
  const nameless: SystemEvent[] = [];
  const laneOf = (event: SystemEvent, container: string): Lane => {
    const place = placeOf(event);
    const key = `${place}\n${container}`;
    const known = lanes.get(key);
    if (known !== undefined) {
      known.revision ??= event.revision;
      known.execution ??= event.execution;
      known.replicaInferred &&= event.replicaInferred;
      return known;
    }
    const { replica, replicaInferred, revision, execution } = event;
    const role = roles.get(container) ?? null;
    const lane: Lane = {
      key,
      place,
      container,
      role,
      replica,
      replicaInferred,
      revision,
      execution,
      events: [],
      drafts: [],
    };
    lanes.set(key, lane);
    places.set(place, [...(places.get(place) ?? []), lane]);
    return lane;
  };
  for (const event of events) {
    if (!happensToReplica(event) && event.kind !== 'replica-assigned') continue;
    const container = event.container ?? names.onlyOne(event.replica, event.revision);
    if (container !== null && opensLane(event)) laneOf(event, container).events.push(event);
    else nameless.push(event);
  }
  for (const event of nameless) {
    const container = event.container ?? names.onlyOne(event.replica, event.revision);
    const known = container === null ? undefined : lanes.get(`${placeOf(event)}\n${container}`);
    const lane = known ?? mainLane(places.get(placeOf(event)), event);
    if (lane !== undefined) lane.events.push(event);
    else if (event.kind === 'container-terminated') laneOf(event, container ?? unnamed).events.push(event);
  }
  const all = [...lanes.values()];
  for (const lane of all) lane.events.sort((a, b) => a.atMs - b.atMs);
  return all;
}

/** Kinds that by themselves prove that a container of that name is there. */
function opensLane(event: SystemEvent): boolean {
  return (
    event.kind === 'container-created' ||
    event.kind === 'container-started' ||
    event.kind === 'stopping' ||
    isEnd(event)
  );
}

/** The lane that a row without a container is about: its replica's only one, else the user's own main container. */
function mainLane(lanes: readonly Lane[] | undefined, event: SystemEvent): Lane | undefined {
  if (lanes === undefined || lanes.length === 0) return undefined;
  if (lanes.length === 1) return lanes[0];
  if (event.kind === 'back-off') {
    // The one that ended last waits for its next start.
    const ended = lanes.map((lane) => ({
      lane,
      atMs: lane.events.findLast((each) => isEnd(each) && each.atMs <= event.atMs)?.atMs,
    }));
    const last = ended.filter((each) => each.atMs !== undefined).sort((a, b) => (b.atMs ?? 0) - (a.atMs ?? 0))[0];
    if (last !== undefined) return last.lane;
  }
  const own = lanes.filter((lane) => lane.role === 'app');
  if (own.length <= 1) return own[0] ?? lanes[0];
  const killed = own.filter((lane) => lane.events.some((each) => each.kind === 'probe-kill'));
  return killed.length === 1 ? killed[0] : own[0];
}

function readRuns(lane: Lane, console: ConsoleTimes): DraftRun[] {
  const reading = new RunReading(cluesOf(lane, console));
  const batches = byBatch(lane.events);
  for (const [place, batch] of batches.entries()) {
    const starts = batch.filter(isStart);
    const ends = batch.filter(isEnd);
    const endsFirst =
      reading.isOpen || (starts.length > 0 && ends.length > 0 && nextIsAnotherEnd(batches, place, ends));
    if (endsFirst) for (const event of ends) reading.finish(event);
    for (const event of starts) reading.begin(event);
    if (!endsFirst) for (const event of ends) reading.finish(event);
    for (const event of batch) if (event.kind === 'start-failed') reading.abandon(event);
  }
  return reading.drafts;
}

function isStart(event: SystemEvent): boolean {
  return event.kind === 'container-created' || event.kind === 'container-started';
}

/** The state between two rows of a lane: a run that has begun, or one whose end may still be told again. */
class RunReading {
  readonly drafts: DraftRun[] = [];
  #open: DraftRun | null = null;
  #ended: DraftRun | null = null;
  readonly #clues: EndClues;

  constructor(clues: EndClues) {
    this.#clues = clues;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  begin(event: SystemEvent): void {
    const isStarted = event.kind === 'container-started';
    if (this.#open !== null && isSameStart(this.#open, event)) {
      if (isStarted) this.#open.startedMs ??= event.atMs;
      else this.#open.createdMs ??= event.atMs;
      this.#open.events.push(event);
      return;
    }
    this.#open = {
      createdMs: isStarted ? null : event.atMs,
      startedMs: isStarted ? event.atMs : null,
      end: [],
      events: [event],
    };
    this.#ended = null;
    this.drafts.push(this.#open);
  }

  finish(event: EndEvent): void {
    if (this.#open !== null) {
      this.#open.end.push(event);
      this.#ended = this.#open;
      this.#open = null;
    } else if (this.#ended !== null && isSameExit(this.#ended.end, event, this.#clues)) {
      this.#ended.end.push(event);
    } else {
      this.#ended = { createdMs: null, startedMs: null, end: [event], events: [] };
      this.drafts.push(this.#ended);
    }
  }

  /** The start failed: what its rows began was no run. */
  abandon(failed: SystemEvent): void {
    if (this.#open === null || !isAboutAttempt(this.#open, failed)) return;
    this.drafts.splice(this.drafts.indexOf(this.#open), 1);
    this.#open = null;
  }
}

function isAboutAttempt(open: DraftRun, failed: SystemEvent): boolean {
  return open.startedMs === null || failed.atMs - open.startedMs <= failedCreateMs;
}

function isSameStart(open: DraftRun, event: SystemEvent): boolean {
  if (event.kind === 'container-started') {
    if (open.startedMs !== null) return event.atMs - open.startedMs <= sameStartMs;
    return open.createdMs !== null && event.atMs - open.createdMs <= createdToStartedMs;
  }
  const sinceMs = event.atMs - (startOf(open) ?? event.atMs);
  return sinceMs <= sameStartMs;
}

/**
 * A batch holds an end and a start, and no run was open. Usually a short run; but when another end follows before any
 * start, the batch's end belongs to a run that began before these rows, and its start to the run that ends next.
 */
function nextIsAnotherEnd(batches: readonly SystemEvent[][], place: number, ends: readonly EndEvent[]): boolean {
  for (let next = place + 1; next < batches.length; next += 1) {
    const batch = batches[next] ?? [];
    if (batch.some(isStart)) return false;
    const further = batch.filter(isEnd);
    if (further.length > 0) return !further.some((event) => isTwin(ends, event));
  }
  return false;
}

/** The same end told again: another Reason for the same sentence, or the same one soon after. */
function isTwin(ends: readonly EndEvent[], event: EndEvent): boolean {
  return ends.some((end) => end.row.reason !== event.row.reason || event.atMs - end.atMs <= 8_000);
}

function byBatch(events: readonly SystemEvent[]): SystemEvent[][] {
  const batches: SystemEvent[][] = [];
  for (const event of events) {
    const last = batches.at(-1);
    if (last?.[0]?.atMs === event.atMs) last.push(event);
    else batches.push([event]);
  }
  return batches;
}

function cluesOf(lane: Lane, console: ConsoleTimes): EndClues {
  const life = lane.events.filter(isSignOfLife);
  const hasStarts = lane.events.some(isStart);
  return {
    hasStarts,
    hasRhythm: !hasStarts && hasRestartRhythm(lane.events.filter(isEnd)),
    livedBetween(fromMs, toMs) {
      const next = life[firstAtOrAfter(life, fromMs)];
      return (next !== undefined && next.atMs < toMs) || console.spoke(lane, fromMs, toMs);
    },
  };
}

/** A back-off row is none: it says that the container waits. */
function isSignOfLife({ kind }: SystemEvent): boolean {
  return kind === 'image-pulling' || kind === 'image-pulled' || kind === 'probe-started' || kind === 'probe-failed';
}

/** Everything else of the lane goes to the run it happened to, or to the one it led to. */
function dealOthers(lane: Lane): void {
  const { drafts } = lane;
  // A container stopped that was started before these rows.
  const stopped = lane.events.find((event) => event.kind === 'stopping');
  const firstMs = drafts[0] === undefined ? Number.POSITIVE_INFINITY : (startOf(drafts[0]) ?? Number.NEGATIVE_INFINITY);
  if (stopped?.kind === 'stopping' && stopped.atMs < firstMs) {
    drafts.unshift({ createdMs: null, startedMs: null, end: [stopped], events: [] });
  }
  let place = 0;
  for (const event of lane.events) {
    if (isEnd(event) || isStart(event)) continue;
    while (place < drafts.length - 1 && isPast(drafts[place], drafts[place + 1], event)) place += 1;
    drafts[place]?.events.push(event);
  }
  for (const draft of drafts) {
    const stop = draft.events.find((event) => event.kind === 'stopping');
    if (draft.end.length === 0 && stop?.kind === 'stopping') draft.end = [stop];
    draft.events = [...new Set([...draft.events, ...draft.end])].sort((a, b) => a.atMs - b.atMs);
  }
}

const preparations: ReadonlySet<SystemEvent['kind']> = new Set([
  'image-pulling',
  'image-pulled',
  'replica-assigned',
  'probe-started',
]);
/** Rows about a run may be written this long after its end. */
const lateMs = 60_000;

function isPast(draft: DraftRun | undefined, next: DraftRun | undefined, event: SystemEvent): boolean {
  if (draft === undefined || next === undefined) return false;
  const nextStartMs = startOf(next);
  const endMs = endOf(draft);
  if (endMs === null) return nextStartMs !== null && event.atMs >= nextStartMs;
  if (event.atMs <= endMs) return preparations.has(event.kind) && event.atMs === endMs && nextStartMs === endMs;
  if (nextStartMs !== null && event.atMs >= nextStartMs) return true;
  if (preparations.has(event.kind)) return true;
  return event.kind !== 'back-off' && event.atMs - endMs > lateMs;
}

/** When a container printed something, to tell whether it was alive. */
class ConsoleTimes {
  readonly #rows: readonly ConsoleRow[];
  #byPlace: Map<string, { atMs: number }[]> | null = null;

  constructor(rows: readonly ConsoleRow[]) {
    this.#rows = rows;
  }

  spoke(lane: Lane, fromMs: number, toMs: number): boolean {
    this.#byPlace ??= this.#index();
    const times =
      this.#byPlace.get(`${lane.replica}\n${lane.container}`) ??
      (lane.replica === null ? this.#byPlace.get(`in ${groupOf(lane)}\n${lane.container}`) : undefined) ??
      [];
    const next = times[firstAtOrAfter(times, fromMs)];
    return next !== undefined && next.atMs < toMs;
  }

  #index(): Map<string, { atMs: number }[]> {
    const index = new Map<string, { atMs: number }[]>();
    for (const row of this.#rows) {
      for (const place of [row.replica, `in ${groupOf(row)}`]) {
        if (place === null) continue;
        const key = `${place}\n${row.container}`;
        const times = index.get(key);
        if (times === undefined) index.set(key, [row]);
        else times.push(row);
      }
    }
    for (const times of index.values()) times.sort((a, b) => a.atMs - b.atMs);
    return index;
  }
}
