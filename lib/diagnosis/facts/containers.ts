import type { AppIdentity } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { ContainerRole } from '@/lib/domain/run';

/** What a run is called whose rows name no container, and whose neighbours do not either. */
export const unnamed = 'unnamed';

/**
 * Names of containers that the platform injects, as seen in issues and captures. What people call containers of their own
 * (`envoy`, `azure-pipelines-agent`) is none of them.
 */
const injected =
  /^(?:identity-service(?:-.*)?|http-auth|easy-?auth|metadata-check|token-proxy|probe-?shim|k8se-.*|legion-.*|fluent-?bit-k8se)$/;
const helper =
  /(?:^|[-_.])(?:side-?car|proxy|envoy(?:proxy)?|agent|exporter|collector|otel|opentelemetry|fluent-?(?:bit|d)?|logger|log-?shipper|vector|promtail|filebeat|telegraf|datadog|cloudflared|tailscale)(?:$|[-_.])/;
const initial = /(?:^|[-_. ])init(?:ializer|ialize|container|-container)?(?:$|[-_. ])/;

export function isInjected(name: string): boolean {
  return injected.test(name.toLowerCase());
}

function isDapr(name: string): boolean {
  return /^daprd?(?:$|-)/.test(name.toLowerCase());
}

/** A container of the user's own making: neither Dapr's nor the platform's. */
export function isOwn(name: string): boolean {
  return !isInjected(name) && !isDapr(name);
}

/** Which containers are known where: by replica, by revision, in the app. */
export class ContainerNames {
  readonly #byReplica = new Map<string, Set<string>>();
  readonly #byRevision = new Map<string, Set<string>>();
  readonly #all = new Set<string>();
  readonly #console = new ContainerNameSets();
  readonly #only = new Map<string, string | null>();

  constructor(events: readonly SystemEvent[], consoleRows: readonly ConsoleRow[]) {
    for (const event of events) {
      if (event.container === null) continue;
      this.#all.add(event.container);
      if (event.replica !== null) add(this.#byReplica, event.replica, event.container);
      if (event.revision !== null) add(this.#byRevision, event.revision, event.container);
    }
    for (const row of consoleRows) {
      if (row.container !== null) this.#console.add(row.container, row.replica, row.revision);
    }
  }

  /** The one container that a row without a name can be about; `null` when there are several or none. */
  onlyOne(replica: string | null, revision: string | null): string | null {
    const key = `${replica ?? ''}\n${revision ?? ''}`;
    const known = this.#only.get(key);
    if (known !== undefined) return known;
    const only = this.#findOnly(replica, revision);
    this.#only.set(key, only);
    return only;
  }

  #findOnly(replica: string | null, revision: string | null): string | null {
    const nearest = [
      replica === null ? undefined : this.#byReplica.get(replica),
      revision === null ? undefined : this.#byRevision.get(revision),
      this.#all,
      ...this.#console.nearest(replica, revision),
    ].find((names) => names !== undefined && names.size > 0);
    if (nearest === undefined) return null;
    const own = [...nearest].filter(isOwn);
    const names = own.length > 0 ? own : [...nearest];
    if (names.length === 1) return names[0] ?? null;
    const main = names.filter((name) => !initial.test(name.toLowerCase()) && !helper.test(name.toLowerCase()));
    return main.length === 1 ? (main[0] ?? null) : null;
  }

  /** Names seen together in one replica or, without replicas, in one revision. */
  groups(): Set<string>[] {
    return [...this.#byReplica.values(), ...this.#byRevision.values(), ...this.#console.groups()];
  }
}

class ContainerNameSets {
  readonly #byReplica = new Map<string, Set<string>>();
  readonly #byRevision = new Map<string, Set<string>>();
  readonly #all = new Set<string>();

  add(name: string, replica: string | null, revision: string | null): void {
    this.#all.add(name);
    if (replica !== null) add(this.#byReplica, replica, name);
    if (revision !== null) add(this.#byRevision, revision, name);
  }

  nearest(replica: string | null, revision: string | null): (Set<string> | undefined)[] {
    return [
      replica === null ? undefined : this.#byReplica.get(replica),
      revision === null ? undefined : this.#byRevision.get(revision),
      this.#all,
    ];
  }

  groups(): Set<string>[] {
    return [...this.#byReplica.values(), ...this.#byRevision.values()];
  }
}

function add(sets: Map<string, Set<string>>, key: string, name: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([name]));
  else set.add(name);
}

/**
 * Whose container it is. The rows never say it: told from its name, else from what it did (an init container ends with 0
 * before the others of its replica are created), else from its neighbours' names.
 */
export function rolesOf(
  app: AppIdentity,
  names: ContainerNames,
  events: readonly SystemEvent[],
): Map<string, ContainerRole> {
  const together = new Map<string, Set<string>>();
  for (const group of names.groups()) {
    for (const name of group) {
      const known = together.get(name) ?? new Set<string>();
      for (const other of group) known.add(other);
      together.set(name, known);
    }
  }
  const early = app.kind === 'app' ? endedBeforeTheOthers(events) : new Set<string>();
  return new Map([...together].map(([name, neighbours]) => [name, roleOf(name, neighbours, app, early)]));
}

function roleOf(
  name: string,
  neighbours: ReadonlySet<string>,
  app: AppIdentity,
  early: ReadonlySet<string>,
): ContainerRole {
  const lower = name.toLowerCase();
  if (isDapr(name)) return 'dapr';
  if (isInjected(name)) return 'platform';
  if (initial.test(lower) || early.has(name)) return 'init';
  if (/side-?car/.test(lower)) return 'sidecar';
  const own = [...neighbours].filter(
    (other) => isOwn(other) && !initial.test(other.toLowerCase()) && !early.has(other),
  );
  if (own.length < 2) return 'app';
  if (lower === app.name.toLowerCase()) return 'app';
  if (helper.test(lower)) return own.some((other) => !helper.test(other.toLowerCase())) ? 'sidecar' : 'app';
  if (own.some((other) => other.toLowerCase() === app.name.toLowerCase())) return 'sidecar';
  return 'app';
}

/** Init containers by what they did: ended with 0, and only then another one of the replica was created for the first time. */
function endedBeforeTheOthers(events: readonly SystemEvent[]): Set<string> {
  const births = new Map<string, Map<string, number>>();
  const ends = new Map<string, Map<string, number>>();
  const restarted = new Set<string>();
  const failed = new Set<string>();
  for (const event of events) {
    if (event.container === null || event.replica === null || !isOwn(event.container)) continue;
    if (event.kind === 'container-created' || event.kind === 'container-started') {
      const born = births.get(event.replica) ?? new Map<string, number>();
      births.set(event.replica, born);
      if (ends.get(event.replica)?.has(event.container)) restarted.add(event.container);
      if (!born.has(event.container)) born.set(event.container, event.atMs);
    } else if (event.kind === 'container-terminated') {
      const ended = ends.get(event.replica) ?? new Map<string, number>();
      ends.set(event.replica, ended);
      if (!ended.has(event.container)) ended.set(event.container, event.atMs);
      if (event.exitCode !== 0) failed.add(event.container);
    }
  }
  const early = new Set<string>();
  for (const [replica, ended] of ends) {
    const born = births.get(replica);
    if (born === undefined || born.size < 2) continue;
    for (const [name, endMs] of ended) {
      const startMs = born.get(name);
      if (startMs === undefined || restarted.has(name) || failed.has(name)) continue;
      const others = [...born].filter(([other]) => other !== name);
      if (others.every(([, birthMs]) => birthMs >= endMs - 50 && birthMs - endMs < 120_000)) early.add(name);
    }
  }
  return early;
}
