import type { ContainerState } from '@/lib/domain/diagnosis';

/**
 * What a container does by the word of the management API. `waiting`: the platform waits before its next start.
 * `not-starting`: its image, volume or process cannot be had, so it waits as well. `other`: nothing that tells of a wait.
 */
type StatedPhase = 'waiting' | 'not-starting' | 'running' | 'other';

/** A state is asked for at the time of the question, which is rounded down: it may come a little later. */
const roundedMs = 60_000;

/**
 * The state’s own words decide before its column: captures say `Container is waiting with reason: CrashLoopBackOff on
 * legion.` The other reasons are Kubernetes’ (kubelet’s container and image managers).
 */
export function phaseOf({ runningState, details }: ContainerState): StatedPhase {
  const words = details ?? '';
  if (/crash ?loop ?back-?off/i.test(words)) return 'waiting';
  if (
    /\b(?:ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainer(?:Config)?Error|RunContainerError)\b/i.test(
      words,
    )
  )
    return 'not-starting';
  return /^running$/i.test(runningState ?? '') ? 'running' : 'other';
}

/** The newest word on each container, as far as the range reaches; one told a little later counts as told at its end. */
export class ContainerStates {
  /** At the times at which they were told. */
  readonly #newest = new Map<string, ContainerState>();
  readonly #endMs: number;

  /** `endMs`: until when the rows can tell; a state told later belongs to another time than the range. */
  constructor(states: readonly ContainerState[], endMs: number) {
    this.#endMs = endMs;
    for (const state of states) {
      if (state.atMs > endMs + roundedMs) continue;
      const key = keyOf(state.replica, state.container);
      const known = this.#newest.get(key);
      if (known === undefined || isAfter(state, known)) this.#newest.set(key, state);
    }
  }

  get isEmpty(): boolean {
    return this.#newest.size === 0;
  }

  of(replica: string | null, container: string): ContainerState | null {
    const state = replica === null ? undefined : this.#newest.get(keyOf(replica, container));
    return state === undefined ? null : this.#within(state);
  }

  /** In an order of their own: not that in which they came. */
  all(): ContainerState[] {
    return [...this.#newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, state]) => this.#within(state));
  }

  /** The rows end before it: it may not seem newer than anything they could tell. */
  #within(state: ContainerState): ContainerState {
    return { ...state, atMs: Math.min(state.atMs, this.#endMs) };
  }
}

function keyOf(replica: string, container: string): string {
  return `${replica}\n${container}`;
}

/** Of two told at one moment, always the same one. */
function isAfter(state: ContainerState, known: ContainerState): boolean {
  if (state.atMs !== known.atMs) return state.atMs > known.atMs;
  return JSON.stringify(state) > JSON.stringify(known);
}
