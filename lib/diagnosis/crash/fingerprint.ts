import type { Crash } from '@/lib/diagnosis/crash/crash';
import { toHash } from '@/lib/diagnosis/crash/hash';
import { livedWellBefore, seenFromMs } from '@/lib/diagnosis/crash/seen-alive';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { Fingerprint } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';
import { counted, grouped } from '@/lib/format/count';
import { shortRevision } from '@/lib/format/name';
import { toMoment } from '@/lib/format/time';

/** Crashes of one incident that are the same one. */
interface Kind {
  text: string;
  crashes: Crash[];
}

/**
 * What most exits of an incident have in common (on a tie: the newest), and where else in this range it was seen. All
 * exits of one container that end alike are in one incident, so nothing outside of it can bear the same fingerprint.
 * `null`: nothing exited. `crashes` come oldest first.
 */
export function fingerprintOf(crashes: readonly Crash[], facts: Facts): Fingerprint | null {
  const { kinds, open } = kindsOf(crashes);
  const [first, ...others] = kinds;
  if (first === undefined) return null;
  const { text, crashes: own } = others.reduce((best, kind) => (isMore(kind, best) ? kind : best), first);
  const container = own[0]?.run.container;
  const runs = facts.runs.filter((run) => run.container === container);
  const bearers = own.map(({ run }) => run);
  // A run whose failing line is not at hand may be one more of these.
  const maybe = open.filter((crash) => own[0]?.end === crash.end);
  const firstMs = own[0]?.exitMs ?? 0;
  const revisions = byAge(
    bearers.flatMap((run) => run.revision ?? []),
    runs,
    facts,
  );
  const newIn = revisionThatBegan(revisions, runs, maybe, facts);
  const replicas = replicasOf(bearers, runs);
  const known = { exits: own.length, replicas, revisions, newIn, firstMs, lastMs: own.at(-1)?.exitMs ?? firstMs };
  const isOldest = maybe.every(({ exitMs }) => exitMs > firstMs);
  const isWhole = (facts.input.systemRowsFromMs ?? null) === null;
  const isFirst = isWhole && isOldest && ranWellBefore(firstMs, runs, facts);
  return {
    id: toHash(text),
    text,
    ...known,
    sentence: [
      whereOf(bearers, replicas, runs, facts),
      ...(own.length < crashes.length ? [`${grouped(own.length)} of ${counted(crashes.length, 'exit')}`] : []),
      ...(maybe.length > 0 ? [`of ${grouped(maybe.length)} more not every line is at hand`] : []),
      ...(newIn !== null
        ? [`new in revision ${shortRevision(newIn)}`]
        : revisions.length > 1
          ? [`in ${counted(revisions.length, 'revision')}`]
          : []),
      isFirst
        ? 'not seen before in this range'
        : `${isOldest ? 'first seen' : 'known'} in ${isWhole ? 'this range' : 'the rows at hand'} ${isOldest ? 'at' : 'since'} ${toMoment(firstMs)} UTC`,
    ].join('; '),
  };
}

/** `open`: crashes that the rows at hand cannot tell apart from those of another kind. */
function kindsOf(crashes: readonly Crash[]): { kinds: Kind[]; open: Crash[] } {
  const named = new Set(crashes.flatMap(({ line, end }) => (line === null ? [] : [end])));
  // Where no failing line is known of any that end alike, the end is all that there is to compare.
  const isOpen = (crash: Crash) => crash.line === null && !crash.isHeard && named.has(crash.end);
  const closed = crashes.filter((crash) => !isOpen(crash));
  const alike = groupBy(closed, ({ end, line }) => (line === null ? end : `${end} · ${line}`));
  const kinds = [...alike].flatMap(([text, same]) => byFile(text, same));
  return { kinds, open: crashes.filter(isOpen) };
}

/** The same words out of two files are two crashes. Where a trace is not at hand, they are one with the only file known. */
function byFile(text: string, crashes: readonly Crash[]): Kind[] {
  const files = groupBy(crashes, ({ file }) => file);
  const named = [...files.keys()].filter((file) => file !== null);
  const [only] = named;
  if (only === undefined) return [{ text, crashes: [...crashes] }];
  if (named.length === 1) return [{ text: `${text} · ${only}`, crashes: [...crashes] }];
  return [...files].map(([file, same]) => ({ text: file === null ? text : `${text} · ${file}`, crashes: same }));
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function isMore(kind: Kind, best: Kind): boolean {
  if (kind.crashes.length !== best.crashes.length) return kind.crashes.length > best.crashes.length;
  const [own, other] = [kind.crashes.at(-1)?.exitMs ?? 0, best.crashes.at(-1)?.exitMs ?? 0];
  return own !== other ? own > other : kind.text < best.text;
}

/** Of the replicas that ran a revision concerned in this range. */
function replicasOf(bearers: readonly Run[], runs: readonly Run[]): Fingerprint['replicas'] {
  const hit = new Set(bearers.flatMap(({ replica }) => replica ?? []));
  const revisions = new Set(bearers.map(({ revision }) => revision));
  const of = new Set(runs.filter(({ revision }) => revisions.has(revision)).flatMap(({ replica }) => replica ?? []));
  return { hit: hit.size, of: of.size };
}

function whereOf(
  bearers: readonly Run[],
  { hit, of }: Fingerprint['replicas'],
  runs: readonly Run[],
  { input }: Facts,
): string {
  if (input.app.kind === 'job') {
    const executions = new Set(bearers.flatMap(({ execution }) => execution ?? []));
    const all = new Set(runs.flatMap(({ execution }) => execution ?? []));
    if (all.size > 0) return `${executions.size} of ${counted(all.size, 'execution')}`;
  }
  // Without a replica column nobody can count them.
  if (hit === 0) return counted(bearers.length, 'exit');
  return of === 1 ? '1 replica' : `${hit} of ${of} replicas`;
}

interface Age {
  atMs: number;
  /** Its first sign is a start inside the range: it did not run in it before. */
  isBorn: boolean;
}

function agesOf(runs: readonly Run[], facts: Facts): Map<string, Age> {
  const ages = new Map<string, Age>();
  for (const run of runs) {
    const atMs = seenFromMs(run, facts);
    if (run.revision === null || atMs === null) continue;
    const known = ages.get(run.revision);
    if (known === undefined || atMs < known.atMs)
      ages.set(run.revision, { atMs, isBorn: run.fromMs !== null && atMs >= facts.input.range.fromMs });
  }
  return ages;
}

function byAge(revisions: readonly string[], runs: readonly Run[], facts: Facts): string[] {
  const ages = agesOf(runs, facts);
  const atMs = (revision: string) => ages.get(revision)?.atMs ?? 0;
  return [...new Set(revisions)].sort((a, b) => atMs(a) - atMs(b) || (a < b ? -1 : 1));
}

/** The oldest revision that bears it, when one that ran before it was healthy and never had it. */
function revisionThatBegan(
  revisions: readonly string[],
  runs: readonly Run[],
  maybe: readonly Crash[],
  facts: Facts,
): string | null {
  const ages = agesOf(runs, facts);
  const [oldest] = revisions;
  const age = oldest === undefined ? undefined : ages.get(oldest);
  if (oldest === undefined || age === undefined || !age.isBorn) return null;
  // What an earlier revision died of may stand in older rows.
  if ((facts.input.systemRowsFromMs ?? null) !== null) return null;
  const tainted = new Set<string | null>([...revisions, ...maybe.map(({ run }) => run.revision)]);
  const ranWithout = runs.some(
    (run) =>
      run.revision !== null &&
      !tainted.has(run.revision) &&
      (ages.get(run.revision)?.atMs ?? age.atMs) < age.atMs &&
      livedWellBefore(run, facts.endMs, facts),
  );
  return ranWithout ? oldest : null;
}

/** Somebody lived well in this range before it was first seen: the range does not just begin in the middle of it. */
function ranWellBefore(firstMs: number, runs: readonly Run[], facts: Facts): boolean {
  return runs.some((run) => livedWellBefore(run, firstMs, facts));
}
