import { cleanLine } from '@/lib/diagnosis/console/clean';
import type { Run } from '@/lib/domain/run';

/** A console line with whose it is. */
export interface TimedLine {
  atMs: number;
  replica: string | null;
  revision: string | null;
  container: string | null;
  text: string;
}

/** A row of a table shows no more of a line. */
const mostCharacters = 160;

/** Container and platform write their clocks side by side: a last line may bear a time just after the exit. */
const afterExitMs = 2_000;

/** By run's id the first of `lines` that fell into its life; a line that could be of several runs is given to none. */
export function firstLines(runs: readonly Run[], lines: readonly TimedLine[]): Map<string, string> {
  const places = new Map<string, Run[]>();
  for (const run of runs) {
    const key = placeOf(run);
    if (key === null) continue;
    const there = places.get(key);
    if (there) there.push(run);
    else places.set(key, [run]);
  }
  const first = new Map<string, { atMs: number; text: string }>();
  for (const line of lines) {
    const key = placeOf(line);
    const run = key === null ? undefined : aliveAt(places.get(key) ?? [], line.atMs);
    const known = run && first.get(run.id);
    if (run && (!known || line.atMs < known.atMs)) first.set(run.id, line);
  }
  return new Map([...first].map(([id, { text }]) => [id, cut(text)]));
}

/** One container in one replica; without a replica, in one revision. `null`: whose it is is not known. */
function placeOf({ container, replica, revision }: Pick<TimedLine, 'container' | 'replica' | 'revision'>) {
  if (container === null) return null;
  if (replica !== null) return JSON.stringify([container, replica]);
  return revision === null ? null : JSON.stringify([container, null, revision]);
}

function aliveAt(runs: readonly Run[], atMs: number): Run | undefined {
  const within = runs.filter(({ fromMs, toMs, exit }) => {
    const endMs = exit?.atMs ?? toMs;
    return (fromMs ?? Number.NEGATIVE_INFINITY) <= atMs && (endMs === null || atMs <= endMs + afterExitMs);
  });
  // In one replica a container has one life at a time: the later one is meant where an exit's margin reaches into it.
  const [last] = within.slice(-1);
  return last !== undefined && (last.replica !== null || within.length === 1) ? last : undefined;
}

function cut(text: string): string {
  const line = cleanLine(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters)}…`;
}
