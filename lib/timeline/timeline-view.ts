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
  /** What a mark's tooltip says beside its kind; marks name a text by its place here. */
  texts: string[];
  counts: Record<MarkKind, number>;
  overview: Overview;
  /** The whole picture in one or two sentences. */
  summary: string;
}

/** What a mark can be, most severe first: where two would cover each other, the earlier is drawn. */
export const markKinds = ['exit', 'start-failed', 'back-off', 'probe', 'stderr', 'start', 'stop', 'other'] as const;
export type MarkKind = (typeof markKinds)[number];

export function mapKinds<Value>(make: (kind: MarkKind) => Value): Record<MarkKind, Value> {
  return {
    exit: make('exit'),
    'start-failed': make('start-failed'),
    'back-off': make('back-off'),
    probe: make('probe'),
    stderr: make('stderr'),
    start: make('start'),
    stop: make('stop'),
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
  bars: Bars;
  waits: Waits;
  marks: Record<MarkKind, Marks>;
}

/** One per run, sorted by start. A run's id is `idPrefix` and its own rest. */
export interface Bars {
  idPrefix: string;
  ids: string[];
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
  /** Moments that explain a change: a revision created, a scale to zero. */
  flags: { atMs: number; text: string }[];
}

export interface OverviewSeries {
  key: string;
  label: string;
  tone: 'exit' | 'exit-second' | 'exit-other' | 'start-failed' | 'stop' | 'back-off';
  total: number;
  bins: number[];
}
