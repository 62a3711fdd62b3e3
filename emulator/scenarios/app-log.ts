import type { Probe, ProbeAnswer, Saying } from './dialect';
import { normal } from './dialect';
import type { Environment } from './environment';
import type { Random } from './random';
import { createRandom } from './random';
import { second } from './time';

export type Kind = 'app' | 'job';
export type Stream = 'stdout' | 'stderr';

/** One container of one replica: where something happens. */
export interface Place {
  /** `null` for jobs. */
  revision: string | null;
  replica: string;
  /** The job execution; `null` for apps. */
  execution: string | null;
  container: string;
  image: string;
}

export interface SystemEntry extends Saying {
  atMs: number;
  revision: string | null;
  replica: string | null;
  execution: string | null;
  container: string | null;
  /** How far the cumulative Count moves on: more than 1 where rows in between were lost. */
  countBy: number;
}

export interface ConsoleEntry {
  atMs: number;
  place: Place;
  stream: Stream;
  text: string;
}

/** The story's own bookkeeping, independent of how many rows tell of it. */
export interface BookedStop {
  atMs: number;
  /** When the first row that tells of it arrives. */
  visibleAtMs: number;
  container: string;
  revision: string | null;
  replica: string;
  /** `null`: the platform gives none. */
  exitCode: number | null;
  intended: boolean;
}

export interface BookedStartFailure {
  atMs: number;
  visibleAtMs: number;
  container: string;
  revision: string | null;
}

/**
 * What one app or job leaves behind: its rows in neutral form, and beside them a book of what truly happened. The words
 * come from the environment's dialect; rows of either table family are made from this later.
 */
export class AppLog {
  readonly system: SystemEntry[] = [];
  readonly console: ConsoleEntry[] = [];
  readonly stops: BookedStop[] = [];
  readonly startFailures: BookedStartFailure[] = [];
  readonly random: Random;

  constructor(
    readonly environment: Environment,
    readonly app: string,
    readonly kind: Kind,
    seed = '',
  ) {
    this.random = createRandom(`${environment.name}/${app}${seed}`);
  }

  /** `orders-api--0000042` */
  revision(number: number | string): string {
    return `${this.app}--${typeof number === 'number' ? String(number).padStart(7, '0') : number}`;
  }

  /** `count` replicas of a revision: `<revision>-<hash of the pod template>-<five characters>`. */
  replicas(revision: string, image: string, count: number, container = this.app): Place[] {
    const template = createRandom(revision).suffix(10);
    return Array.from({ length: count }, () => ({
      revision,
      replica: `${revision}-${template}-${this.random.suffix(5)}`,
      execution: null,
      container,
      image,
    }));
  }

  replica(revision: string, image: string, container = this.app): Place {
    const [place] = this.replicas(revision, image, 1, container);
    if (place === undefined) throw new Error('A revision has at least one replica.');
    return place;
  }

  /** A pod of a job execution. Cron executions are named by the minute they were due, counted from 1970. */
  attempt(execution: string, image: string, container = this.app): Place {
    return { revision: null, replica: `${execution}-${this.random.suffix(5)}`, execution, container, image };
  }

  /** A row of one container's replica. */
  say(place: Place, atMs: number, saying: Saying, countBy = 1): void {
    this.add(atMs, saying, place.revision, place.replica, place.execution, place.container, countBy);
  }

  /** A row about a revision as a whole, or about the app when `revision` is null: it names no replica. */
  control(revision: string | null, atMs: number, saying: Saying): void {
    this.add(atMs, saying, revision, null, null, null, 1);
  }

  /** A row about a job execution as a whole. */
  executionSays(execution: string, atMs: number, saying: Saying): void {
    this.add(atMs, saying, null, null, execution, null, 1);
  }

  print(place: Place, atMs: number, stream: Stream, text: string): void {
    this.console.push({ atMs: Math.round(atMs), place, stream, text });
  }

  /** Several lines, `stepMs` apart: a traceback arrives as many rows. */
  printAll(place: Place, atMs: number, stream: Stream, lines: readonly string[], stepMs = 1): void {
    for (const [index, text] of lines.entries()) this.print(place, atMs + index * stepMs, stream, text);
  }

  assigned(place: Place, atMs: number): void {
    this.say(
      place,
      atMs,
      normal('AssigningReplica', `Replica '${place.replica}' has been scheduled to run on a node.`),
      0,
    );
  }

  /** Rows of one start: pull (or none), created, started. Returns the time of the start. */
  start(place: Place, atMs: number, image: 'pulled' | 'present' = 'present'): number {
    const { dialect } = this.environment;
    let at = atMs;
    if (image === 'pulled') {
      const seconds = this.random.between(1.1, 4.8);
      this.say(place, at, dialect.pulling(place.image));
      at += seconds * second;
      this.say(place, at, dialect.pulled(place.image, seconds, this.random.whole(38, 190) * 1_048_576));
      at += this.random.between(200, 900);
    } else {
      const present = dialect.alreadyPresent(place.image);
      if (present !== null) this.say(place, at, present);
      at += this.random.between(3, 90);
    }
    at = Math.round(at);
    this.say(place, at, dialect.created(place.container));
    const startedAtMs = at + this.random.whole(20, 380);
    // Single system rows get lost (seen as gaps in Count); the creation row then is the only sign of the start.
    if (!this.random.chance(0.04)) this.say(place, startedAtMs, dialect.started(place.container));
    return startedAtMs;
  }

  /** The process ended although nobody asked for it. */
  exit(place: Place, atMs: number, exitCode: number): void {
    for (const [index, saying] of this.environment.dialect.exited(place.container, exitCode).entries()) {
      this.say(place, atMs + index * this.random.whole(1, 45), saying);
    }
    this.book(place, atMs, exitCode, false);
  }

  /** A job's or an init container's process is done. */
  finish(place: Place, atMs: number): void {
    const [first] = this.environment.dialect.exited(place.container, 0);
    if (first !== undefined) this.say(place, atMs, first);
    this.book(place, atMs, 0, true);
  }

  /** The platform stops a container on purpose: scale-in, scale to zero, a replaced revision. */
  stop(place: Place, atMs: number): void {
    for (const saying of this.environment.dialect.stopped(place.container)) this.say(place, atMs, saying);
    this.book(place, atMs, null, true);
  }

  probeFailed(place: Place, atMs: number, probe: Probe, answer: ProbeAnswer, countBy = 1): void {
    this.say(place, atMs, this.environment.dialect.probeFailed(probe, answer), countBy);
  }

  /**
   * The probe's budget is spent and the platform ends the container; an ignored SIGTERM brings 137 when the grace period
   * (30 s unless set) is over. One exit, however many rows.
   */
  killedByProbe(
    place: Place,
    atMs: number,
    probe: Probe,
    then: { exitCode: number; afterMs: number } | null = null,
  ): void {
    for (const [index, saying] of this.environment.dialect.killedByProbe(place.container, probe).entries()) {
      this.say(place, atMs + index, saying);
    }
    this.book(place, atMs, then?.exitCode ?? null, false);
    if (then !== null) {
      for (const [index, saying] of this.environment.dialect.exited(place.container, then.exitCode).entries()) {
        this.say(place, atMs + then.afterMs + index * 6, saying);
      }
    }
  }

  /** A start that never became a run. `sayings` are the rows of one attempt. */
  startFails(place: Place, atMs: number, sayings: readonly Saying[]): void {
    let at = atMs;
    for (const saying of sayings) {
      this.say(place, at, saying);
      at += this.random.whole(2, 60);
    }
    this.startFailures.push({
      atMs,
      visibleAtMs: this.visibleAt(atMs),
      container: place.container,
      revision: place.revision,
    });
  }

  /** When a system row of that time shows up in the table. */
  visibleAt(atMs: number): number {
    const { family, pipelines } = this.environment;
    return family === 'custom' ? pipelines.system.arrivalOf(atMs).endMs : atMs;
  }

  private add(
    atMs: number,
    { reason, message, type, source }: Saying,
    revision: string | null,
    replica: string | null,
    execution: string | null,
    container: string | null,
    countBy: number,
  ): void {
    this.system.push({ reason, message, type, source, atMs, revision, replica, execution, container, countBy });
  }

  private book(place: Place, atMs: number, exitCode: number | null, intended: boolean): void {
    this.stops.push({
      atMs,
      visibleAtMs: this.visibleAt(atMs),
      container: place.container,
      revision: place.revision,
      replica: place.replica,
      exitCode,
      intended,
    });
  }
}

/** A container beside the app's own in the same replica. */
export function beside(place: Place, container: string, image: string): Place {
  return { ...place, container, image };
}
