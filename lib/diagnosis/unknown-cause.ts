import type { Finding } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';
import { counted } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { toPlainLine } from '@/lib/format/line';
import { explainExitCode } from './exit-codes';
import { advise, steps } from './next-steps';
import type { Case, Examined } from './rule';

const longestQuote = 160;

/** What can be said when no rule can: what the rows show, and where to look. A good answer, and never more than `low`. */
export function sayUnknown(incident: Case): Examined {
  const last = incident.exits.at(-1);
  const words = last === undefined ? incident.lines.slice(-2) : incident.linesOf(last).slice(-2);
  return {
    confidence: 'low',
    attribution: 'unknown',
    summary: `${whatHappened(incident)}${lastWords(incident, words)} The rows do not establish why.`,
    evidence: [...evidenceRows(incident), ...words],
    nextSteps: whatToLookAt(incident, words),
    causality: 0,
  };
}

function whatHappened(incident: Case): string {
  const who = incident.container === null ? incident.app.name : `Container ${incident.container}`;
  const last = incident.exits.at(-1);
  if (last?.exit != null) {
    const { exitCode, terminationReason } = last.exit;
    const code = exitCode === null ? 'without an exit code' : `with exit code ${exitCode}${titleOf(exitCode)}`;
    const reason = terminationReason === null ? '' : ` (${terminationReason})`;
    const life = last.lifetimeSeconds === null ? '' : `, ${toDuration(last.lifetimeSeconds * 1000)} after its start`;
    const times = incident.exits.length === 1 ? 'ended' : `ended ${counted(incident.exits.length, 'time')}, last`;
    return `${who} ${times} ${code}${reason}${life}.`;
  }
  const start = incident.failedStarts.at(-1);
  if (start !== undefined) {
    return `${who} could not start ${counted(incident.failedStarts.length, 'time')}: ${quoted(start.detail)}.`;
  }
  const fault = incident.faults.at(-1);
  if (fault !== undefined)
    return `The platform says of ${who}: ${quoted(fault.row.message || (fault.row.reason ?? ''))}.`;
  const stated = incident.backOff?.remark === undefined ? '' : ` ${incident.backOff.remark}`;
  return `${who} is in back-off, and its ends are not in these rows.${stated}`;
}

function titleOf(exitCode: number): string {
  const { signal } = explainExitCode(exitCode);
  return signal === null ? '' : ` (${signal})`;
}

function lastWords(incident: Case, words: readonly ConsoleRow[]): string {
  const line = words.at(-1);
  if (line !== undefined) return ` It last printed ${quoted(line.text)}.`;
  return incident.exits.length > 0 ? ' No console line of it is here.' : '';
}

function quoted(text: string): string {
  const plain = toPlainLine(text).trim().replace(/\s+/g, ' ');
  return `“${plain.length <= longestQuote ? plain : `${plain.slice(0, longestQuote - 1)}…`}”`;
}

function evidenceRows({ exits, failedStarts, faults, events, backOff }: Case): SystemRow[] {
  const told = [
    ...exits.slice(-3).flatMap((run) => run.exit?.events.slice(0, 1) ?? []),
    ...failedStarts.slice(-3).flatMap((start) => start.events.slice(0, 1)),
    ...faults.slice(-3),
  ];
  const rows =
    told.length > 0 || backOff === null ? told : events.filter((event) => event.kind === 'back-off').slice(-3);
  return rows.map((event) => event.row).reverse();
}

function whatToLookAt(incident: Case, words: readonly ConsoleRow[]): Finding['nextSteps'] {
  const code = incident.exits.at(-1)?.exit?.exitCode ?? null;
  const hints =
    code === null
      ? []
      : explainExitCode(code)
          .lookAt.slice(0, 2)
          .map((hint) => advise(hint));
  const silence =
    words.length > 0
      ? []
      : [
          advise(
            'If it printed nothing, let it log its start and its errors to stdout or stderr: a crash can also outrun the log pipeline.',
          ),
        ];
  return [
    steps.readConsole(incident),
    ...hints,
    ...silence,
    ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
  ];
}
