import type { ContainerState } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { ContainerRole, FailedStart, Run } from '@/lib/domain/run';
import { firstAtOrAfter } from './places';

/** What one incident is made of, before its cause is known. */
export interface Trouble {
  /** Tells two incidents of one container apart: `exit`, `pull`, `unready`, … */
  mechanism: string;
  container: string | null;
  role: ContainerRole | null;
  /** Ended unexpectedly, oldest first. */
  exits: Run[];
  failedStarts: FailedStart[];
  faults: SystemEvent[];
  backOffRows: SystemEvent[];
  /** Rows that only follow from it: what a container that keeps ending looks like from outside. */
  consequences: SystemEvent[];
  /** Console lines that tell of it, when nothing else does. */
  lines: ConsoleRow[];
  /** What the management API says of its containers, where they wait. */
  states: ContainerState[];
}

export function newTrouble(mechanism: string, container: string | null, role: ContainerRole | null): Trouble {
  return {
    mechanism,
    container,
    role,
    exits: [],
    failedStarts: [],
    faults: [],
    backOffRows: [],
    consequences: [],
    lines: [],
    states: [],
  };
}

export function endOfRun(run: Run): number {
  return run.exit?.atMs ?? 0;
}

/** When the trouble showed, oldest first. */
export function signTimes(trouble: Trouble): number[] {
  return [
    ...trouble.exits.flatMap((run) => run.exit?.events.map((event) => event.atMs) ?? []),
    ...trouble.failedStarts.flatMap((start) => start.events.map((event) => event.atMs)),
    ...trouble.faults.map((event) => event.atMs),
    ...trouble.backOffRows.map((event) => event.atMs),
    ...trouble.lines.map((row) => row.atMs),
    ...trouble.states.map((state) => state.atMs),
  ].sort((a, b) => a - b);
}

/** Where and when a trouble showed, to find what belongs to it without going through all its signs each time. */
export class Reach {
  readonly trouble: Trouble;
  readonly times: readonly { atMs: number }[];
  readonly #revisions: ReadonlySet<string | null>;
  readonly executions: ReadonlySet<string | null>;

  constructor(trouble: Trouble) {
    const places = [...trouble.exits, ...trouble.failedStarts, ...trouble.backOffRows];
    this.trouble = trouble;
    this.times = signTimes(trouble).map((atMs) => ({ atMs }));
    this.#revisions = new Set(places.map((place) => place.revision));
    this.executions = new Set(places.map((place) => place.execution));
  }

  isAbout(container: string | null): boolean {
    return this.trouble.container === container || container === null || this.trouble.container === null;
  }

  /** The trouble showed in the event's execution or revision, or one of the two names none. */
  holds(event: SystemEvent): boolean {
    if (event.execution !== null && !this.executions.has(null)) return this.executions.has(event.execution);
    return event.revision === null || this.#revisions.has(null) || this.#revisions.has(event.revision);
  }

  awayMs(atMs: number): number {
    const place = firstAtOrAfter(this.times, atMs);
    const before = this.times[place - 1];
    const after = this.times[place];
    return Math.min(
      before === undefined ? Number.POSITIVE_INFINITY : atMs - before.atMs,
      after === undefined ? Number.POSITIVE_INFINITY : after.atMs - atMs,
    );
  }
}

export function nearest(reaches: readonly Reach[], atMs: number): Reach | undefined {
  return reaches.reduce<Reach | undefined>(
    (best, reach) => (best === undefined || reach.awayMs(atMs) < best.awayMs(atMs) ? reach : best),
    undefined,
  );
}
