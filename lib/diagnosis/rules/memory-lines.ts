import type { Case } from '@/lib/diagnosis/rule';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** What the last lines before kills say of the memory that the process holds. Most programs print sizes all day: few of them prove something. */
export interface SpokenMemory {
  /** Runs that printed ever more of the same thing until they were killed. */
  growing: { run: Run; fromBytes: number; toBytes: number; row: ConsoleRow }[];
  /** The newest line before a kill that names a share of a limit near its end. */
  full: { share: number; row: ConsoleRow } | null;
  /** Lines that fit a shortage and prove nothing, newest last. */
  loose: ConsoleRow[];
}

/** How many of its last lines may tell a run's end, and how many its course. */
const endLines = 12;
const courseLines = 60;
/** A night may hold thousands of kills; the newest tell as much. */
const readRuns = 100;
/** Lines older than this tell nothing of the end. */
const endMs = 10 * 60_000;

const mega = 1024 ** 2;
/** The smallest container has 512 MiB: a program that holds less than this is not at its limit. */
const leastBytes = 100 * mega;
/** A known or stated limit of which less was held was not reached. */
const halfWay = 0.5;
const nearlyFull = 0.9;
const leastSteps = 3;
const leastGrowth = 1.2;
/** One run that grows may be a start that warms up. */
const leastRuns = 2;

/** `rss=512MB`, `memory 7.4 GB of 8 GB`, `allocated 450/600 MiB`, `heap used 1.9 GB`. */
const held =
  /\b(?<what>rss|resident|working ?set|mem(?:ory)?|heap|allocated|consum(?:ing|ed))\b(?<between>[^\d\n]{0,24}?)(?<size>\d[\d.,]{0,12}) ?(?<unit>[KMGT]i?B)?(?:(?: ?\/ ?| of )(?<limit>\d[\d.,]{0,12}) ?(?<limitUnit>[KMGT]i?B))?(?![\w%])/gi;
const shareOfLimit =
  /\b(?:rss|resident|working ?set|mem(?:ory)?)\b[^\d\n%]{0,24}?(?<percent>\d{2,3}(?:\.\d{1,3})?) ?% of (?:its |the |container )*limit\b/i;
/** A heap, a pool or a cache that is full is how it should be: only the process as a whole meets the container's limit. */
const partOfIt = /heap|pool|cache|buffer|disk|swap|\bgpu\b|vram|cuda/i;
const shortage = /\bmemory (?:pressure|limit|usage (?:is )?high)|\bhigh memory\b|\bGC overhead\b/i;

interface Figure {
  /** The same wording has the same key. */
  key: string;
  bytes: number;
  limitBytes: number | null;
  row: ConsoleRow;
}

const known = new WeakMap<readonly Run[], SpokenMemory>();

/** Read once per list of kills: its lines are asked for by the verdict and by what speaks against it. */
export function spokenMemory(incident: Case, killed: readonly Run[]): SpokenMemory {
  const before = known.get(killed);
  if (before !== undefined) return before;
  const found = readMemory(incident, killed);
  known.set(killed, found);
  return found;
}

function readMemory(incident: Case, killed: readonly Run[]): SpokenMemory {
  const courses = killed.slice(-readRuns).map((run) => {
    const lines = incident.linesOf(run).slice(-courseLines);
    return { run, lines, limitBytes: limitOf(incident, run) };
  });
  const stating = courses.filter(({ lines }) => hasCourse(lines));
  const growing = stating.flatMap(({ run, lines, limitBytes }) => {
    const growth = growthIn(run, lines, limitBytes);
    return growth === null ? [] : [{ run, ...growth }];
  });
  const newest = courses.slice(-3).flatMap(({ lines }) => lines.slice(-endLines));
  // Times of the two logs may not agree so well that lines fall into runs: then the container's last lines count.
  const last = newest.length > 0 ? newest : incident.lines.slice(-endLines);
  return {
    growing: growing.length >= leastRuns && growing.length * 2 >= stating.length ? growing : [],
    full:
      courses.map(({ run, lines, limitBytes }) => fullIn(run, lines, limitBytes)).findLast((each) => each !== null) ??
      null,
    loose: last.filter((row) => isLoose(row)),
  };
}

function limitOf(incident: Case, run: Run): number | null {
  return incident.settings.find((each) => each.revision === run.revision)?.memoryLimitBytes ?? null;
}

function figuresIn(row: ConsoleRow): Figure[] {
  return [...row.text.slice(0, 600).matchAll(held)].flatMap(({ groups }) => {
    const unit = groups?.unit ?? groups?.limitUnit;
    const bytes = bytesOf(groups?.size, unit);
    if (bytes === null) return [];
    const key = `${groups?.what ?? ''}${groups?.between ?? ''}`.toLowerCase();
    return [{ key, bytes, limitBytes: bytesOf(groups?.limit, groups?.limitUnit), row }];
  });
}

function bytesOf(size: string | undefined, unit: string | undefined): number | null {
  const place = 'KMGT'.indexOf(unit?.charAt(0).toUpperCase() ?? '-');
  const value = Number(size?.replaceAll(',', '').replace(/\.$/, ''));
  return place < 0 || !Number.isFinite(value) ? null : value * 1024 ** (place + 1);
}

function byKey(lines: readonly ConsoleRow[]): Map<string, Figure[]> {
  const series = new Map<string, Figure[]>();
  for (const figure of lines.flatMap(figuresIn)) {
    const known = series.get(figure.key);
    if (known === undefined) series.set(figure.key, [figure]);
    else known.push(figure);
  }
  return series;
}

function hasCourse(lines: readonly ConsoleRow[]): boolean {
  return [...byKey(lines).values()].some((figures) => figures.length >= leastSteps);
}

/** The wording whose figures rose up to the end, and never stood higher before. */
function growthIn(run: Run, lines: readonly ConsoleRow[], limitBytes: number | null) {
  for (const figures of byKey(lines).values()) {
    const last = figures.at(-1);
    if (last === undefined || !isNearEnd(run, last.row) || !canBeFull(last, limitBytes)) continue;
    let from = figures.length - 1;
    while (from > 0 && (figures[from - 1]?.bytes ?? 0) < (figures[from]?.bytes ?? 0)) from -= 1;
    const first = figures[from];
    if (first === undefined || figures.length - from < leastSteps || last.bytes < first.bytes * leastGrowth) continue;
    if (figures.some(({ bytes }) => bytes > last.bytes)) continue;
    return { fromBytes: first.bytes, toBytes: last.bytes, row: last.row };
  }
  return null;
}

function canBeFull({ bytes, limitBytes }: Figure, knownLimitBytes: number | null): boolean {
  return (
    [limitBytes, knownLimitBytes].every((limit) => limit === null || bytes >= limit * halfWay) && bytes >= leastBytes
  );
}

/** The last that a run said of each share: one that fell again does not count. */
function fullIn(run: Run, lines: readonly ConsoleRow[], knownLimitBytes: number | null): SpokenMemory['full'] {
  const ends = lines.slice(-endLines).filter((row) => isNearEnd(run, row));
  const figures = [...byKey(ends).values()].flatMap((each) => each.at(-1) ?? []);
  const stated = figures.flatMap((figure) => {
    const { key, bytes, limitBytes, row } = figure;
    if (limitBytes === null || partOfIt.test(key) || !canBeFull(figure, knownLimitBytes)) return [];
    // More than the container may have is the node’s memory, less is a part of the process.
    const isAnother = knownLimitBytes !== null && Math.abs(limitBytes / knownLimitBytes - 1) > 0.15;
    return isAnother || bytes > limitBytes * 1.1 ? [] : [{ share: bytes / limitBytes, row }];
  });
  const inPercent = ends.flatMap((row) => {
    const percent = shareOfLimit.exec(row.text.slice(0, 600))?.groups?.percent;
    return percent === undefined ? [] : [{ share: Number(percent) / 100, row }];
  });
  return [...stated, ...inPercent.slice(-1)].find(({ share }) => share >= nearlyFull && share <= 1.1) ?? null;
}

function isNearEnd(run: Run, row: ConsoleRow): boolean {
  return run.toMs === null || run.toMs - row.atMs <= endMs;
}

function isLoose(row: ConsoleRow): boolean {
  return shortage.test(row.text.slice(0, 600)) || figuresIn(row).some((figure) => canBeFull(figure, null));
}

/** `480 MB`, `1.9 GB`. */
export function size(bytes: number): string {
  return bytes >= 1024 * mega ? `${Number((bytes / 1024 / mega).toFixed(1))} GB` : `${Math.round(bytes / mega)} MB`;
}
