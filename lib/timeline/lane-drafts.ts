import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { BackOffGap, ContainerRole, Run } from '@/lib/domain/run';
import { type MarkKind, mapKinds } from './timeline-view';

export interface DraftMark {
  atMs: number;
  text: string;
  label: string | null;
  run: string | null;
}

/** A lane while events are still being dealt to it. */
export interface DraftLane {
  id: string;
  group: string | null;
  replica: string | null;
  container: string | null;
  role: ContainerRole | null;
  isApp: boolean;
  isSubLane: boolean;
  /** An execution is known to have been, and nothing of its replicas. */
  isEmpty: boolean;
  runs: Run[];
  gaps: BackOffGap[];
  marks: Record<MarkKind, DraftMark[]>;
  /** Kinds of marks that trouble without an exit is told by. */
  faultKinds: Set<MarkKind>;
}

/** Where something happened, as far as its row tells. */
export interface Place {
  revision: string | null;
  execution: string | null;
  replica: string | null;
  container: string | null;
  role?: ContainerRole | null;
}

/** One lane per container of a replica; deals what the rows place less exactly to the lane it must belong to. */
export class LaneDrafts {
  readonly #lanes = new Map<string, DraftLane>();
  readonly #executions = new Set<string>();
  readonly #isJob: boolean;

  constructor(diagnosis: Diagnosis) {
    this.#isJob = diagnosis.app.kind === 'job';
  }

  ofRun(run: Run): DraftLane {
    return this.#lane({ ...run, group: this.#group(run) });
  }

  ofApp(): DraftLane {
    return this.#lane({ group: null, replica: null, container: null, role: null, isApp: true });
  }

  ofPlace(place: Place): DraftLane {
    const group = this.#group(place);
    if (group === null && place.replica === null && place.container === null) return this.ofApp();
    const candidates = [...this.#lanes.values()].filter(
      (lane) =>
        !lane.isApp &&
        (place.replica === null || lane.replica === place.replica) &&
        (place.container === null || lane.container === place.container) &&
        (group === null || lane.group === group),
    );
    if (place.replica !== null && place.container === null) {
      const main = candidates.find((lane) => lane.role === 'app') ?? candidates[0];
      if (main) return main;
    }
    // Without a replica the only lane it can be is meant; between several nothing can be told.
    if (candidates.length === 1 && candidates[0]) return candidates[0];
    return this.#lane({ ...place, role: place.role ?? null, group });
  }

  /** Makes sure that an execution stands on the timeline, with or without rows of its replicas. */
  ofExecution({ execution }: Pick<Place, 'execution'>): void {
    if (execution !== null) this.#executions.add(execution);
  }

  ordered(): DraftLane[] {
    const known = new Set([...this.#lanes.values()].map((lane) => lane.group));
    for (const execution of this.#executions) {
      if (known.has(execution)) continue;
      this.#lane({ group: execution, replica: null, container: null, role: null, isEmpty: true });
    }
    const clusters = new Map<string, DraftLane[]>();
    for (const lane of this.#lanes.values()) {
      const key = JSON.stringify([lane.isApp, lane.group, lane.replica]);
      clusters.set(key, [...(clusters.get(key) ?? []), lane]);
    }
    const groups = new Map<string | null, DraftLane[][]>();
    for (const cluster of clusters.values()) {
      cluster.sort((a, b) => roleRank(a) - roleRank(b) || (a.container ?? '').localeCompare(b.container ?? ''));
      cluster.forEach((lane, place) => {
        lane.isSubLane = place > 0;
      });
      const key = cluster[0]?.isApp ? null : (cluster[0]?.group ?? '');
      groups.set(key, [...(groups.get(key) ?? []), cluster]);
    }
    return [...groups.values()]
      .map((clustersOfGroup) => clustersOfGroup.sort(this.#isJob ? byBegin : byTrouble))
      .sort((a, b) => byTrouble(a.flat(), b.flat()))
      .flat(2);
  }

  #group(place: Pick<Place, 'revision' | 'execution'>): string | null {
    return this.#isJob ? place.execution : place.revision;
  }

  #lane(at: {
    group: string | null;
    replica: string | null;
    container: string | null;
    role: ContainerRole | null;
    isApp?: boolean;
    isEmpty?: boolean;
  }): DraftLane {
    const { group, replica, container, role, isApp = false, isEmpty = false } = at;
    const id = JSON.stringify(isApp ? ['app'] : [group, replica, container]);
    const known = this.#lanes.get(id);
    if (known) return known;
    const lane: DraftLane = {
      id,
      group,
      replica,
      container,
      role,
      isApp,
      isSubLane: false,
      isEmpty,
      runs: [],
      gaps: [],
      marks: mapKinds(() => []),
      faultKinds: new Set(),
    };
    this.#lanes.set(id, lane);
    return lane;
  }
}

/** In the order in which a replica starts them. */
const roles: readonly (ContainerRole | null)[] = ['init', 'app', null, 'sidecar', 'dapr', 'platform'];

function roleRank(lane: DraftLane): number {
  return roles.indexOf(lane.role);
}

function troubleOf(lanes: readonly DraftLane[]): number {
  return lanes.reduce((sum, lane) => sum + lane.marks.exit.length + lane.marks['start-failed'].length, 0);
}

function faultsOf(lanes: readonly DraftLane[]): number {
  return lanes.reduce(
    (sum, lane) => sum + [...lane.faultKinds].reduce((own, kind) => own + lane.marks[kind].length, 0),
    0,
  );
}

function newestOf(lanes: readonly DraftLane[]): number {
  const times = lanes.flatMap((lane) => [
    ...lane.runs.map((run) => run.toMs ?? run.fromMs ?? 0),
    ...Object.values(lane.marks).map((marks) => marks.at(-1)?.atMs ?? 0),
  ]);
  return times.reduce((newest, time) => Math.max(newest, time), 0);
}

/** The attempts of an execution follow each other. */
function byBegin(a: readonly DraftLane[], b: readonly DraftLane[]): number {
  const [first, second] = [beginOf(a), beginOf(b)];
  return first === second ? 0 : first - second;
}

function beginOf(lanes: readonly DraftLane[]): number {
  const times = lanes.flatMap((lane) => [
    ...lane.runs.map((run) => run.fromMs ?? run.toMs ?? 0),
    ...Object.values(lane.marks).flatMap((marks) => marks[0]?.atMs ?? []),
  ]);
  return times.reduce((first, time) => Math.min(first, time), Number.POSITIVE_INFINITY);
}

function byTrouble(a: readonly DraftLane[], b: readonly DraftLane[]): number {
  const isAppA = a.some((lane) => lane.isApp) ? 1 : 0;
  const isAppB = b.some((lane) => lane.isApp) ? 1 : 0;
  return isAppA - isAppB || troubleOf(b) - troubleOf(a) || faultsOf(b) - faultsOf(a) || newestOf(b) - newestOf(a);
}
