import { type Delivery, ingestionDelayMs } from '@/lib/diagnosis/crash/missing-lines';
import { unnamed } from '@/lib/diagnosis/facts/containers';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import { firstAtOrAfter } from '@/lib/diagnosis/facts/places';
import type { ConsoleReach } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** A start row may be written a little after the process has begun to print, and last lines come late. */
const beforeStartMs = 5_000;
const afterExitMs = 60_000;
/** What a run said longer before its exit is not its last word. */
const lastWordsMs = 60_000;

/** How well the console lines at hand tell what a run printed. Built once per diagnosis; each answer is cheap. */
export class Hearing {
  /** Oldest console line at hand of the whole app; `null`: there is none. */
  readonly oldestMs: number | null;
  readonly newestMs: number | null;
  readonly #asOfMs: number;
  readonly #all: readonly ConsoleReach[];
  readonly #reach = new Map<string | null, ConsoleReach[]>();
  /** Lines that could be of any of several runs. */
  readonly #homeless: readonly ConsoleRow[];

  constructor({ input, console }: Facts) {
    this.oldestMs = console.all[0]?.atMs ?? null;
    this.newestMs = console.all.at(-1)?.atMs ?? null;
    this.#homeless = console.where(({ replica }) => replica === null).filter((row) => console.runOf(row) === null);
    this.#asOfMs = input.asOfMs;
    this.#all = input.consoleReach ?? [];
    for (const place of this.#all) {
      const known = this.#reach.get(place.replica);
      if (known === undefined) this.#reach.set(place.replica, [place]);
      else known.push(place);
    }
  }

  /** Its end lies within what was asked for: without a line it is not just that nobody listened. */
  reachesEnd(run: Run): boolean {
    return this.#reaches(run, run.exit?.atMs ?? run.toMs ?? Number.POSITIVE_INFINITY);
  }

  /** Every line of it was asked for. */
  reachesStart(run: Run): boolean {
    return this.#reaches(run, run.fromMs === null ? Number.NEGATIVE_INFINITY : run.fromMs - beforeStartMs);
  }

  /** Every line of its last minute was asked for. */
  reachesLastWords(run: Run, exitMs: number): boolean {
    return this.#reaches(
      run,
      Math.max(exitMs - lastWordsMs, run.fromMs === null ? exitMs - lastWordsMs : run.fromMs - beforeStartMs),
    );
  }

  /** A line of its time does not say whose it is. */
  isAmbiguous(run: Run): boolean {
    const endMs = run.exit?.atMs ?? run.toMs ?? Number.POSITIVE_INFINITY;
    const fromMs = (run.fromMs ?? endMs - afterExitMs) - beforeStartMs;
    for (let at = firstAtOrAfter(this.#homeless, fromMs); at < this.#homeless.length; at += 1) {
      const row = this.#homeless[at];
      if (row === undefined || row.atMs > endMs + afterExitMs) return false;
      if (fits(row.container, run.container === unnamed ? null : run.container) && fits(row.revision, run.revision))
        return true;
    }
    return false;
  }

  /** Nothing that was printed later has arrived yet, and it may take that long. */
  isFresh(atMs: number): boolean {
    return atMs > this.#asOfMs - ingestionDelayMs && (this.newestMs === null || this.newestMs < atMs);
  }

  /** Lines from before and from after that moment are at hand: the pipeline carried some then. */
  isWorkingAt(atMs: number): boolean {
    return this.oldestMs !== null && this.newestMs !== null && this.oldestMs <= atMs && this.newestMs >= atMs;
  }

  #reaches(run: Run, atMs: number): boolean {
    const places = run.replica === null ? this.#all : [...this.#placesOf(null), ...this.#placesOf(run.replica)];
    return !places.some(
      (place) => atMs < place.fromMs && fits(place.container, run.container) && fits(place.revision, run.revision),
    );
  }

  #placesOf(replica: string | null): readonly ConsoleReach[] {
    return this.#reach.get(replica) ?? [];
  }
}

export function isWordless(lines: readonly ConsoleRow[]): boolean {
  return lines.every(({ text }) => text.trim() === '');
}

/** What the rows at hand tell of the way that a run's lines would have come. */
export function deliveryOf(run: Run, { input, console }: Facts, hearing: Hearing): Delivery {
  return {
    app: input.app,
    noTableIn: null,
    oldestMs: hearing.oldestMs,
    isFresh: hearing.isFresh(run.exit?.atMs ?? run.toMs ?? input.asOfMs),
    // Where the rows come from is not known here: what is said must hold for an export too.
    isLive: false,
    isBeyondTail: !hearing.reachesStart(run),
    isAmbiguous: hearing.isAmbiguous(run),
    isByDiagnosticSetting: run.exit?.events.some(({ row }) => row.table === 'ContainerAppSystemLogs') ?? false,
    isBlank: console.linesOf(run).length > 0 && isWordless(console.linesOf(run)),
    isSomeHere: false,
  };
}

/** A `null` on either side may be anyone. */
function fits(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}
