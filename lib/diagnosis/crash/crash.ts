import { cleanLine } from '@/lib/diagnosis/console/clean';
import { decisiveByRun } from '@/lib/diagnosis/console/decisive';
import { failureOf, type RunFailure } from '@/lib/diagnosis/console/failure';
import { ownFrame, raisedIn } from '@/lib/diagnosis/console/trace';
import { goneMs } from '@/lib/diagnosis/crash/gone';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import { toNormalLine } from '@/lib/diagnosis/crash/normal-line';
import type { Case } from '@/lib/diagnosis/rule';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

/** What tells crashes apart stands at the beginning of the line. */
const longest = 200;

/** One failed run as what makes it the same crash as another, or not. */
export interface Crash {
  run: Run;
  exitMs: number;
  /** When the process was gone: later than the exit's first row where a stop was forced. */
  goneMs: number;
  failure: RunFailure | null;
  /** `exit 3`, `exit 137`, `no exit code, ProbeFailure`. */
  end: string;
  /** The failing line without what differs from run to run; `null`: none is at hand. */
  line: string | null;
  /** File of the application's own code in the trace; `null`: none is named, or its line is not at hand. */
  file: string | null;
  /** The row of the failing line: the exception's own one in a trace. */
  words: ConsoleRow | null;
  /** Every line of its last minute was read: that it has no failing line, or no trace, is then a fact. */
  isHeard: boolean;
}

/** The unexpected exits of an incident, oldest first. */
export function crashesOf(incident: Case, hearing: Hearing): Crash[] {
  const decisive = new Map([...decisiveByRun(incident)].map(([run, match]) => [run?.id, match]));
  return incident.exits.flatMap((run) => {
    const endMs = goneMs(run);
    if (run.exit === null || endMs === null) return [];
    const lines = incident.linesOf(run);
    const failure = failureOf(lines, run, decisive.get(run.id) ?? null);
    const own = [run.replica, run.execution, run.revision].filter((name) => name !== null);
    const raised = failure === null ? null : (raisedIn(lines, failure.row) ?? failure.row.text);
    const frame = failure === null ? null : ownFrame(lines, failure.row);
    return [
      {
        run,
        exitMs: run.exit.atMs,
        goneMs: endMs,
        failure,
        end: endOf(run),
        line: raised === null ? null : shortened(toNormalLine(raised, own)) || null,
        file: frame === null ? null : toNormalLine(frame.replace(/ line \d+$/, ''), own),
        isHeard: lines.length > 0 && hearing.reachesLastWords(run, endMs) && !hearing.isAmbiguous(run),
        words: failure === null ? null : rowOf(raised, failure),
      },
    ];
  });
}

function shortened(line: string): string {
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

function rowOf(raised: string | null, { row, trace }: RunFailure): ConsoleRow {
  const start = raised?.slice(0, 100) ?? '';
  return start === '' ? row : (trace.findLast(({ text }) => cleanLine(text).includes(start)) ?? row);
}

/** `ProcessExited` only says that the code is real; the older dialect does not say it at all (domain: two dialects). */
function endOf({ exit }: Run): string {
  const code = exit?.exitCode ?? null;
  const reason = exit?.terminationReason ?? null;
  const says = reason === null || (code !== null && /^ProcessExited$/i.test(reason)) ? '' : `, ${reason}`;
  return `${code === null ? 'no exit code' : `exit ${code}`}${says}`;
}
