import type { LogFailure } from '@/lib/domain/connection';
import type { BlindSpot } from '@/lib/domain/diagnosis';
import { counted } from '@/lib/format/count';
import type { ShownQuery } from '@/lib/report/report';

/** One thing to know before one believes the page: in two or three words, and in a sentence. */
export interface TrustItem {
  key: string;
  /** `good`: nothing to mind. `mind`: the answer may lack something. `bad`: part of it is missing. `off`: not connected. */
  state: 'good' | 'mind' | 'bad' | 'off';
  text: string;
  why: string;
  href: string | null;
}

type Kind = BlindSpot['kind'];

const details = '#blind-spots';

/** What the verdict rests on besides the freshness of its rows, which has a clock of its own. */
export function toTrustItems(blindSpots: readonly BlindSpot[], queries: readonly ShownQuery[]): TrustItem[] {
  const of = (...kinds: Kind[]) => blindSpots.filter(({ kind }) => kinds.includes(kind));
  const items = [answers(queries, of), console(queries, of), replicas(of), exports(of), undelivered(of)];
  return [...items.filter((item) => item !== null), metrics];
}

type Of = (...kinds: Kind[]) => BlindSpot[];

/** Whether every question was answered, and in full. */
function answers(queries: readonly ShownQuery[], of: Of): TrustItem {
  const failed = queries.filter(({ failure }) => failure !== null);
  if (failed.length > 0) {
    return {
      key: 'answers',
      state: 'bad',
      text: `${failed.length} of ${counted(queries.length, 'query', 'queries')} failed`,
      why: `No answer to: ${failed.map(({ title }) => title).join('; ')}.`,
      href: '#queries',
    };
  }
  const lacking = of('source-failed', 'partial-answer', 'rows-unreadable');
  if (lacking.length > 0) return item('answers', 'mind', 'Answers not complete', lacking);
  const cut = of('rows-truncated');
  if (cut.length > 0) return item('answers', 'mind', 'Only the newest rows read', cut);
  return {
    key: 'answers',
    state: 'good',
    text: 'Read in full',
    why: `All ${counted(queries.length, 'query', 'queries')} were answered, and none of the answers was cut off.`,
    href: '#queries',
  };
}

function console(queries: readonly ShownQuery[], of: Of): TrustItem | null {
  const isAbout = ({ question }: ShownQuery) => question.includes('console');
  const failed = queries.find((query) => isAbout(query) && query.failure !== null);
  if (failed) {
    return {
      key: 'console',
      state: 'bad',
      text: 'Console log not read',
      why: failed.failure?.message ?? '',
      href: details,
    };
  }
  const noTable = of('no-table').filter(({ message }) => message.includes('console'));
  if (noTable.length > 0) return item('console', 'mind', 'No console table', noTable);
  const silent = of('no-console-rows');
  if (silent.length > 0) return item('console', 'mind', 'Console lines missing', silent);
  // The list of apps reaches further back than the range: it proves no line of these hours.
  const lines = queries.filter((query) => isAbout(query) && !query.question.startsWith('apps-'));
  if (lines.length === 0) return null;
  if (lines.every(({ rows }) => rows === 0)) {
    return {
      key: 'console',
      state: 'off',
      text: 'No console lines',
      why: 'The console log holds no line of this app in these hours.',
      href: '#queries',
    };
  }
  return {
    key: 'console',
    state: 'good',
    text: 'Console log present',
    why: 'No failed run lacks its console lines.',
    href: '#queries',
  };
}

function replicas(of: Of): TrustItem | null {
  const unknown = of('replica-unknown');
  return unknown.length === 0 ? null : item('replicas', 'mind', 'Replicas not named', unknown);
}

function exports(of: Of): TrustItem | null {
  const places = of('import-problem');
  return places.length === 0 ? null : item('exports', 'mind', 'Export not read in full', places);
}

function undelivered(of: Of): TrustItem | null {
  const missing = of('rows-missing', 'no-system-rows');
  const noTable = of('no-table').filter(({ message }) => !message.includes('console'));
  const [first] = [...missing, ...noTable];
  if (first === undefined) return null;
  return item('rows', 'mind', first.kind === 'rows-missing' ? 'Rows missing' : 'No system rows', [
    ...missing,
    ...noTable,
  ]);
}

/** Only the two log tables are read: nothing here has measured memory or CPU. */
const metrics: TrustItem = {
  key: 'metrics',
  state: 'off',
  text: 'Metrics not connected',
  why: 'Memory and CPU were not measured: what is said of them comes from log rows alone.',
  href: null,
};

function item(key: string, state: 'mind', text: string, spots: readonly BlindSpot[]): TrustItem {
  return { key, state, text, why: spots.map(({ message }) => message).join(' '), href: details };
}

/** Rows are usually there after 2 to 10 minutes (docs: Container Apps, "Log monitoring"). */
const usualDelayMs = 10 * 60_000;

/** How fresh the rows are, held against the delay that is usual. */
export function toFreshness({
  newestRowMs,
  nowMs,
  isExport,
}: {
  newestRowMs: number | null;
  nowMs: number;
  isExport: boolean;
}): Pick<TrustItem, 'state' | 'why'> {
  if (newestRowMs === null) return { state: 'mind', why: 'No row was found at all.' };
  if (isExport) return { state: 'off', why: 'The rows come from exported files: no newer ones will arrive.' };
  if (nowMs - newestRowMs <= usualDelayMs) {
    return {
      state: 'good',
      why: 'Rows usually arrive 2 to 10 minutes after they were written: the newest minutes may not be complete yet.',
    };
  }
  return {
    state: 'mind',
    why: 'That is longer than the 2 to 10 minutes that rows usually take to arrive: either the app has logged nothing since, or its rows are late.',
  };
}

/** A question that got no answer: which, why, and what to do. */
export interface PartFailure {
  parts: string[];
  failure: LogFailure;
}

/** Failures with the same words are told once, with all that they took away. */
export function toPartFailures(queries: readonly ShownQuery[]): PartFailure[] {
  const failures = new Map<string, PartFailure>();
  for (const { title, failure } of queries) {
    if (failure === null) continue;
    const key = `${failure.kind} ${failure.message}`;
    const known = failures.get(key);
    if (known) known.parts.push(title);
    else failures.set(key, { parts: [title], failure });
  }
  return [...failures.values()];
}
