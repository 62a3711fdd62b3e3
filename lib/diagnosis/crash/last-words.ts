import { closingMs, farewellIn } from '@/lib/diagnosis/console/closing';
import type { Crash } from '@/lib/diagnosis/crash/crash';
import { deliveryOf } from '@/lib/diagnosis/crash/delivery';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import { type Delivery, logMore, whyNoLine } from '@/lib/diagnosis/crash/missing-lines';
import { toWords } from '@/lib/diagnosis/crash/normal-line';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import { endedByItself } from '@/lib/diagnosis/rules/exits';
import type { LastWords } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { counted, grouped } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';

type Kind = LastWords['kind'];

/** How one failed run fell silent. */
interface Silence {
  kind: Kind;
  run: Run;
  goneMs: number;
  /** The closing line, or the last that is at hand. */
  line: ConsoleRow | null;
  why: string[];
}

/** `toEvidence` knows to which run a row belongs. `null`: nothing exited. `crashes` come oldest first. */
export function lastWordsOf(
  crashes: readonly Crash[],
  facts: Facts,
  hearing: Hearing,
  toEvidence: (row: SystemRow | ConsoleRow) => LastWords['evidence'][number],
): LastWords | null {
  const silences = crashes.map((crash) => silenceOf(crash, facts, hearing));
  const kind = mostCommon(silences);
  const own = silences.filter((silence) => silence.kind === kind);
  const newest = own.at(-1);
  if (kind === null || newest === undefined) return null;
  const unread = silences.filter((silence) => silence.kind === 'not-read');
  return {
    kind,
    runs: own.length,
    of: silences.length,
    sentence: [
      sentenceOf(newest, own.length, silences.length),
      ...(kind !== 'not-read' && unread.length > 0
        ? [`Of ${counted(unread.length, 'run')} not every line was read.`]
        : []),
      ...(newest.line === null ? [logMore] : []),
    ].join(' '),
    missing: [...new Set([...own, ...unread].flatMap(({ why }) => why))],
    evidence: evidenceOf(own).map(toEvidence),
  };
}

function silenceOf(crash: Crash, facts: Facts, hearing: Hearing): Silence {
  const { run, goneMs, isHeard } = crash;
  const lines = facts.console.linesOf(run);
  const last = lines.findLast(({ text }) => text.trim() !== '') ?? null;
  const known = { run, goneMs, why: [] };
  if (last === null) {
    const why = whyUnproven(crash, deliveryOf(run, facts, hearing), hearing);
    return { ...known, kind: why.length === 0 ? 'never-spoke' : 'not-read', line: null, why };
  }
  const closing = closingLine(crash, lines);
  if (closing !== null) return { ...known, kind: 'spoke', line: closing };
  if (isHeard && hearing.reachesFrom(run, last.atMs) && !hearing.isFresh(goneMs)) {
    return { ...known, kind: kindOfLast(crash, last), line: last };
  }
  const delivery = deliveryOf(run, facts, hearing);
  return { ...known, kind: 'not-read', line: last, why: whyNoLine(run, { ...delivery, isSomeHere: true }) };
}

/** Whose lines are all at hand, and none of them is a closing one. Code 0 is an end of its own: whatever came last was meant so. */
function kindOfLast({ run, goneMs }: Crash, last: ConsoleRow): Kind {
  if (goneMs - last.atMs > closingMs) return 'quiet';
  return run.exit?.exitCode === 0 ? 'spoke' : 'cut-off';
}

/** Lines of the same breath may follow a closing one: the rest of a dump, the word of a supervisor. */
const sameBreath = 2;

/**
 * A trace, a fatal line or a farewell at the end. Who was ended by somebody else may have complained of something and lived
 * on: then it must be a fatal line, and really the last.
 */
function closingLine({ run, goneMs, failure, words }: Crash, lines: readonly ConsoleRow[]): ConsoleRow | null {
  const end = failure?.trace.at(-1);
  if (failure !== null && end !== undefined && goneMs - end.atMs <= closingMs) {
    const isFatal = failure.match?.signature.weight === 'fatal';
    const isLast = lines.slice(-1 - sameBreath).some(({ id }) => id === end.id);
    if (endedByItself(run) || (isFatal && isLast)) return words;
  }
  return farewellIn(lines);
}

/**
 * Why a run without a line may have printed some all the same, a sentence each. None only when it lived long enough to be
 * heard, its console was asked for as a whole, and lines of its replica from before and after its end prove that its log
 * was carried then.
 */
function whyUnproven({ run, goneMs }: Crash, delivery: Delivery, hearing: Hearing): string[] {
  const why = whyNoLine(run, delivery);
  if (why.length > 0) return why;
  if (!run.startKnown || run.lifetimeSeconds === null)
    return ['No row tells when it began: it may have printed before the rows at hand.'];
  return hearing.isCarriedAt(run, goneMs)
    ? []
    : ['No line of its replica from before and after its end proves that its log was carried then.'];
}

/** Of what is known of the runs the most frequent; on a tie the newest. That nothing was read counts only when all are so. */
function mostCommon(silences: readonly Silence[]): Kind | null {
  const counts = new Map<Kind, number>();
  for (const { kind } of silences) if (kind !== 'not-read') counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const newest = silences.findLast(({ kind }) => counts.get(kind) === most);
  return newest?.kind ?? silences.at(-1)?.kind ?? null;
}

function sentenceOf({ kind, run, goneMs, line }: Silence, count: number, of: number): string {
  const runs =
    of === 1 ? 'The run' : count === of ? `Each of ${grouped(of)} runs` : `${grouped(count)} of ${grouped(of)} runs`;
  switch (kind) {
    case 'spoke':
      return `${runs} ended with last words${count > 1 ? '; the newest' : ''}: ${quoted(line)}, ${awayFrom(goneMs, line)}.`;
    case 'cut-off':
    case 'quiet':
      return `${runs} ended without a last word. ${howCut(run, goneMs, line, count === 1 ? 'It' : 'The newest')}.`;
    case 'never-spoke':
      return `${runs} printed nothing, although ${of === 1 ? 'its console was' : 'their consoles were'} read in full: look at the command, the entry point and the image’s architecture.`;
    case 'not-read':
      return line === null
        ? `No line of ${of === 1 ? 'the run' : count === of ? `the ${grouped(of)} runs` : `${grouped(count)} of ${grouped(of)} runs`} is at hand; that is no proof of silence.`
        : `What ${of === 1 ? 'the run' : count === of ? `the ${grouped(of)} runs` : `${grouped(count)} of ${grouped(of)} runs`} printed last may not be all at hand.`;
  }
}

function howCut(run: Run, goneMs: number, line: ConsoleRow | null, who: string): string {
  if (line === null) return `${who} stopped`;
  const when = `${awayFrom(goneMs, line)}`;
  if (goneMs - line.atMs > closingMs) return `${who} had been quiet: its last line came ${when}`;
  if (run.exit?.exitCode === 137)
    return `${who} broke off in mid-work, as a SIGKILL leaves it: its last line came ${when}`;
  if (!endedByItself(run)) return `${who} broke off: its last line came ${when}`;
  return `${who} ended by itself, and its last line came ${when}: what it wrote at the end may not have been flushed`;
}

/** Rows of the two logs are stamped by different clocks: a line may come a little after the row of its exit. */
function awayFrom(goneMs: number, line: ConsoleRow | null): string {
  if (line === null) return 'at an unknown time';
  const awayMs = goneMs - line.atMs;
  if (Math.abs(awayMs) < 50) return 'at the exit';
  return awayMs > 0 ? `${toDuration(awayMs)} before the exit` : `${toDuration(-awayMs)} after the exit`;
}

const longestQuote = 160;

function quoted(line: ConsoleRow | null): string {
  const said =
    toWords(line?.text ?? '')
      .split('\n')
      .find((part) => part.trim() !== '') ?? '';
  const plain = said.trim().replace(/\s+/g, ' ');
  return `“${plain.length <= longestQuote ? plain : `${plain.slice(0, longestQuote - 1)}…`}”`;
}

const mostEvidence = 3;

/** The newest runs' lines, and the rows of their exits. */
function evidenceOf(silences: readonly Silence[]): (SystemRow | ConsoleRow)[] {
  return silences
    .slice(-mostEvidence)
    .reverse()
    .flatMap(({ run, line }) => [
      ...(line === null ? [] : [line]),
      ...(run.exit?.events.slice(0, 1).map(({ row }) => row) ?? []),
    ]);
}
