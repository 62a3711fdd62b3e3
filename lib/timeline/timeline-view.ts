import type { AppKind } from '@/lib/domain/rows';
import type { ContainerRole } from '@/lib/domain/run';

/**
 * What the timeline draws: strings, numbers and arrays, so that it crosses to the browser as it is.
 * Times inside a lane are tenths of a second since `fromMs`, each as the step from the one before: a hundred thousand
 * events are a third of a megabyte that way, and drawing needs no more.
 */
export interface TimelineView {
  kind: AppKind;
  fromMs: number;
  toMs: number;
  asOfMs: number;
  /** The part of the range worth looking at first: the incidents, or everything. */
  focus: { fromMs: number; toMs: number };
  /** Groups with trouble first, worst lane first within a group; containers of one replica stay together. */
  lanes: Lane[];
  /** Revisions, of a job executions, in the order of their lanes. */
  groups: LaneGroup[];
  /** Oldest first; they may touch and do not overlap, save where rows are missing for two reasons. */
  bands: Band[];
  /** Oldest first. */
  changes: Change[];
  /** What a mark's tooltip says beside its kind; marks name a text by its place here. */
  texts: string[];
  counts: Record<MarkKind, number>;
  overview: Overview;
  /** The whole picture in one or two sentences. */
  summary: string;
}

/** What a mark can be, most severe first: where two would cover each other, the earlier is drawn. */
export const markKinds = [
  'exit',
  'start-failed',
  'back-off',
  'probe',
  'fault',
  'stderr',
  'start',
  'stop',
  'change',
  'other',
] as const;
export type MarkKind = (typeof markKinds)[number];

export function mapKinds<Value>(make: (kind: MarkKind) => Value): Record<MarkKind, Value> {
  return {
    exit: make('exit'),
    'start-failed': make('start-failed'),
    'back-off': make('back-off'),
    probe: make('probe'),
    fault: make('fault'),
    stderr: make('stderr'),
    start: make('start'),
    stop: make('stop'),
    change: make('change'),
    other: make('other'),
  };
}

export type LaneState = 'failing' | 'stopped' | 'steady' | 'unsure' | 'app';

export interface Lane {
  id: string;
  /** The revision, for a job the execution; `null`: events of the whole app, or rows that name neither. */
  group: string | null;
  /** `null`: the rows name no replica. */
  replica: string | null;
  container: string | null;
  role: ContainerRole | null;
  /** True when another container of the same replica stands above. */
  isSubLane: boolean;
  title: string;
  /** The full name, for titles and screen readers. */
  fullName: string;
  note: string;
  state: LaneState;
  unexpectedExits: number;
  failedStarts: number;
  /** Kinds among its marks that tell of trouble without an exit or a failed start. */
  faultKinds: MarkKind[];
  bars: Bars;
  waits: Waits;
  marks: Record<MarkKind, Marks>;
  /** Memory and CPU of the replica, on its first lane; `null`: no samples. */
  usage: Usage | null;
}

/** A revision, or an execution of a job. */
export interface LaneGroup {
  /** As its lanes name it. */
  group: string | null;
  /** `Revision 0000042`: without the app's name, which all of them share. */
  title: string;
  fullTitle: string;
  /** `3 replicas, 20 exits`; of an execution how it ended. */
  note: string;
  state: 'failing' | 'quiet' | 'unsure';
}

/** One minute of a replica after the other. */
export interface Usage {
  /** Tenths of a second since `fromMs`, as steps: where each sample's minute begins. */
  at: number[];
  /** In mebibytes. */
  memory: UsageSeries | null;
  /** In thousandths of a core. */
  cpu: UsageSeries | null;
}

export interface UsageSeries {
  /** `null`: not measured in that minute. */
  values: (number | null)[];
  /** `null`: not known. */
  limit: number | null;
  peak: number;
}

/** A stretch of the range that is to be read otherwise than "nothing happened". */
export interface Band {
  /**
   * `no-rows`: none is here although it ran. `not-read`: more rows than were asked for. `incomplete`: rows are still on their way.
   * `zero`: no replica was meant to run.
   */
  kind: BandKind;
  fromMs: number;
  toMs: number;
  /** Two or three words, to be written on it. */
  title: string;
  /** A sentence with its ground. */
  text: string;
}

export const bandKinds = ['no-rows', 'not-read', 'incomplete', 'zero'] as const;
export type BandKind = (typeof bandKinds)[number];

/** A revision, its traffic or the number of replicas changed. */
export interface Change {
  kind: 'revision' | 'scale';
  atMs: number;
  /** `0000042 created`, `scaled 1 → 3`. */
  label: string;
  /** What the row says. */
  text: string;
}

/** One per run, sorted by start. `run-ids.ts` puts a run's id together. */
export interface Bars {
  idPrefix: string;
  /** What follows the prefix; a number is how many milliseconds the moment that follows it is past the bar's start. */
  ids: (number | string)[];
  /** The view's `fromMs`, from which the bars' starts count. */
  originMs: number;
  from: number[];
  length: number[];
  /** One letter per bar. */
  ends: string;
}

/** `k`: both ends known; `s`: start unknown; `e`: end unknown; `b`: neither; `r`: still running. */
export type BarEnd = 'k' | 's' | 'e' | 'b' | 'r';

/** Waits before the next run. `predicted` letters: `p` when the end is a guess, else `k`. */
export interface Waits {
  from: number[];
  length: number[];
  ends: string;
  stage: number[];
}

export interface Marks {
  at: number[];
  /** Index into `texts`, -1 for none; of an exit or a stop the termination reason. */
  text: number[];
  /** The exit code as an index into `texts`, -1 for none. */
  label: number[];
  /** Place of the run among the lane's bars, -1 for none. */
  run: number[];
}

export interface Overview {
  binMs: number;
  fromMs: number;
  /** Bottom of the stack first. */
  series: OverviewSeries[];
}

export interface OverviewSeries {
  key: string;
  label: string;
  tone: 'exit' | 'exit-second' | 'exit-other' | 'start-failed' | 'fault' | 'stop' | 'back-off';
  total: number;
  bins: number[];
}
