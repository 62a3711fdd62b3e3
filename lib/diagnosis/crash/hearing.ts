import { lastWordsMs } from '@/lib/diagnosis/console/failure';
import { mayBeOnTheirWay } from '@/lib/diagnosis/crash/missing-lines';
import { unnamed } from '@/lib/diagnosis/facts/containers';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import { firstAtOrAfter } from '@/lib/diagnosis/facts/places';
import type { ConsoleReach } from '@/lib/domain/diagnosis';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** A start row may be written a little after the process has begun to print, and last lines come late. */
const beforeStartMs = 5_000;
const afterExitMs = 60_000;

interface Span {
  oldestMs: number;
  newestMs: number;
}

/** How well the console lines at hand tell what a run printed. Built once per diagnosis; each answer is cheap. */
export class Hearing {
  /** Oldest console line at hand of the whole app; `null`: there is none. */
  readonly oldestMs: number | null;
  readonly #newestMs: number | null;
  /** Of the lines of each replica. */
  readonly #spans = new Map<string, Span>();
  readonly #asOfMs: number;
  readonly #all: readonly ConsoleReach[];
  readonly #reach = new Map<string | null, ConsoleReach[]>();
  /** Lines that could be of any of several runs. */
  readonly #homeless: readonly ConsoleRow[];

  constructor({ input, console }: Facts) {
    this.oldestMs = console.all[0]?.atMs ?? null;
    this.#newestMs = console.all.at(-1)?.atMs ?? null;
    for (const { replica, atMs } of console.all) {
      if (replica === null) continue;
      const span = this.#spans.get(replica);
      // Oldest first.
      if (span === undefined) this.#spans.set(replica, { oldestMs: atMs, newestMs: atMs });
      else span.newestMs = atMs;
    }
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

  /** Every line of it from that moment on was asked for. */
  reachesFrom(run: Run, atMs: number): boolean {
    return this.#reaches(run, atMs);
  }

  /** Lines of that time may still be on their way, whatever has come from elsewhere: each replica's travel by themselves. */
  isFresh(atMs: number): boolean {
    return mayBeOnTheirWay(atMs, this.#asOfMs);
  }

  /** Lines of its replica from before and from after that moment are at hand: its log was carried then. */
  isCarriedAt({ replica }: Run, atMs: number): boolean {
    const span = replica === null ? this.#whole() : this.#spans.get(replica);
    return span !== undefined && span.oldestMs <= atMs && span.newestMs >= atMs;
  }

  #whole(): Span | undefined {
    if (this.oldestMs === null || this.#newestMs === null) return undefined;
    return { oldestMs: this.oldestMs, newestMs: this.#newestMs };
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

/** A `null` on either side may be anyone. */
function fits(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}
