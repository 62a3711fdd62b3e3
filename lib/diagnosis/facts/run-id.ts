import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';
import { isPlausibleMoment } from '@/lib/format/time';

export interface RunId {
  container: string;
  /** Replica, else revision. */
  place: string;
  anchorMs: number;
}

/** `{container}~{replica or revision}~{anchor in UTC milliseconds}`. */
export function toRunId(container: string, place: string, anchorMs: number): string {
  return `${container}~${place}~${Math.floor(anchorMs)}`;
}

/** `null`: no run can bear that id. */
export function parseRunId(id: string): RunId | null {
  const match = /^([^~]{1,260})~(.{1,600})~(-?\d{1,16})$/s.exec(id);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const anchorMs = Number(match[3]);
  return isPlausibleMoment(anchorMs) ? { container: match[1], place: match[2], anchorMs } : null;
}

/** Rows of a second export, or of the other table family, may tell the same moment a little differently. */
const toleranceMs = 5_000;

/** The run that an id names, also when other rows tell its start otherwise or now name its replica. */
export function findRun(diagnosis: Pick<Diagnosis, 'runs'>, id: string): Run | null {
  const exact = diagnosis.runs.find((run) => run.id === id);
  if (exact !== undefined) return exact;
  const wanted = parseRunId(id);
  if (wanted === null) return null;
  const candidates = diagnosis.runs
    .filter((run) => run.container === wanted.container && isAt(run, wanted.place))
    .map((run) => ({ run, distanceMs: distance(run, wanted.anchorMs) }))
    .filter(({ distanceMs }) => distanceMs <= toleranceMs)
    .sort((a, b) => a.distanceMs - b.distanceMs);
  return candidates[0]?.run ?? null;
}

function isAt(run: Run, place: string): boolean {
  return run.replica === place || run.revision === place || run.execution === place;
}

/** Nearest to its anchor first: its start, else its end; a run that only contains the moment is the next best. */
function distance(run: Run, atMs: number): number {
  const anchor = run.fromMs ?? run.toMs;
  const fromAnchor = anchor === null ? Number.POSITIVE_INFINITY : Math.abs(Math.floor(anchor) - atMs);
  const contains = (run.fromMs ?? Number.NEGATIVE_INFINITY) <= atMs && atMs <= (run.toMs ?? Number.POSITIVE_INFINITY);
  return contains && run.fromMs !== null ? Math.min(fromAnchor, toleranceMs) : fromAnchor;
}
