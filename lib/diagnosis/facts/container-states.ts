import type { ContainerState } from '@/lib/domain/diagnosis';

/**
 * What a container does by the word of the management API. `waiting`: the platform waits before its next start.
 * `not-starting`: its image, volume or process cannot be had, so it waits as well. `other`: nothing that tells of a wait.
 */
export type StatedPhase = 'waiting' | 'not-starting' | 'running' | 'other';

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

/** The newest word on each container, as far as the range reaches. */
export class ContainerStates {
  readonly #newest = new Map<string, ContainerState>();

  /** `endMs`: until when the rows can tell; a state told later belongs to another time than the range. */
  constructor(states: readonly ContainerState[], endMs: number) {
    for (const state of states) {
      if (state.atMs > endMs + roundedMs) continue;
      const key = keyOf(state.replica, state.container);
      const known = this.#newest.get(key);
      if (known === undefined || isAfter(state, known))
        this.#newest.set(key, { ...state, atMs: Math.min(state.atMs, endMs) });
    }
  }

  get isEmpty(): boolean {
    return this.#newest.size === 0;
  }

  of(replica: string | null, container: string): ContainerState | null {
    return replica === null ? null : (this.#newest.get(keyOf(replica, container)) ?? null);
  }

  /** In an order of their own: not that in which they came. */
  all(): ContainerState[] {
    return [...this.#newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, state]) => state);
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
