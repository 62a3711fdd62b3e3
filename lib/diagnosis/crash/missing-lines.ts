import type { AppIdentity } from '@/lib/domain/diagnosis';
import type { Run } from '@/lib/domain/run';
import { toMoment } from '@/lib/format/time';

/** Rows take up to ten minutes to become visible (docs: Container Apps "Log monitoring"; longer when a table is new). */
export const ingestionDelayMs = 10 * 60_000;

/** What was printed then may not have arrived when the rows were read. */
export function mayBeOnTheirWay(atMs: number, asOfMs: number): boolean {
  return atMs > asOfMs - ingestionDelayMs;
}

export const noneAtHand =
  'No console line of this app is here at all: the table may not exist yet, the rows may not have been asked for, or the log destination may drop them.';

/** What to do about a run that told nothing. */
export const logMore =
  'Let it write its start and its errors to stdout or stderr, unbuffered, and flush them before it exits.';

/** What is known about the way that a run's lines would have come. */
export interface Delivery {
  app: AppIdentity;
  /** The workspace that has no console table. */
  noTableIn: string | null;
  /** `none`: the console log holds nothing of the app; `null`: nothing is at hand; else the oldest line of the app. */
  oldestMs: number | 'none' | null;
  /** Rows of that time may still be on their way. */
  isFresh: boolean;
  /** The rows come from a workspace that goes on. */
  isLive: boolean;
  /** The run lies before the last lines of its container that were asked for. */
  isBeyondTail: boolean;
  /** A line of its time names no replica. */
  isAmbiguous: boolean;
  /** The environment writes through a diagnostic setting (resource-specific tables). */
  isByDiagnosticSetting: boolean;
  /** Its lines are at hand and hold no word. */
  isBlank: boolean;
  /** Some of its lines are at hand: only what can have kept the others is told. */
  isSomeHere: boolean;
}

/**
 * Why a run without a line may have printed some, a sentence each: only what applies. The one list for the console, the
 * diagnosis and the comparison of starts (docs: log storage and monitoring options; microsoft/azure-container-apps#699,
 * #945, #1206, #1211, #1367).
 */
export function whyNoLine(run: Run, delivery: Delivery): string[] {
  if (delivery.isBlank) return [blankLines];
  const { app, noTableIn, oldestMs } = delivery;
  if (noTableIn !== null) return [`Workspace ${noTableIn} has no console table yet: no line was ever written to it.`];
  if (oldestMs === 'none') {
    return [
      `The console log holds no line of ${app.name} at all. Its environment may send console logs elsewhere or nowhere.`,
    ];
  }
  const endMs = run.exit?.atMs ?? run.toMs;
  if (oldestMs === null) return [noneAtHand];
  if (!delivery.isBeyondTail && endMs !== null && oldestMs > endMs)
    return [`The console lines at hand begin at ${toMoment(oldestMs)} UTC, after this run had ended.`];
  return [
    ...(delivery.isBeyondTail
      ? ['Of each container only the last lines and those with words of failure were read: its own console tells more.']
      : []),
    ...(delivery.isFresh
      ? [
          delivery.isLive
            ? lateLines
            : 'The rows at hand end within minutes of this exit, and lines take minutes to arrive: some may be missing.',
        ]
      : []),
    ...(delivery.isAmbiguous ? ['Lines of its time do not name their replica: some may be its own.'] : []),
    ...(delivery.isSomeHere ? [] : ofShortLife(run, delivery)),
    ...(app.kind === 'job' && !delivery.isSomeHere
      ? ['Lines of a job’s short executions are known to get lost on the way.']
      : []),
  ];
}

/** `appLogsConfiguration.logAnalyticsConfiguration.dynamicJsonColumns`; older environments always did it (aca#393, #754). */
const blankLines =
  'Its lines are empty: where the environment splits JSON lines into columns of their own (dynamicJsonColumns), a message under an uncommon name is not read here.';

export const lateLines = 'Lines take minutes to arrive: more of this run may follow.';

/** A life this short may be over before the log agent has found its output. */
const shortSeconds = 60;

function ofShortLife({ lifetimeSeconds }: Run, { isByDiagnosticSetting }: Delivery): string[] {
  if (lifetimeSeconds === null || lifetimeSeconds >= shortSeconds) return [];
  return isByDiagnosticSetting
    ? [
        'Where logs go through a diagnostic setting, lines of containers that crash at their start are known to be missing.',
      ]
    : ['What a container prints that dies within seconds does not always reach the workspace.'];
}
