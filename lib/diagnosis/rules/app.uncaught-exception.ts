import { cleanLine } from '@/lib/diagnosis/console/clean';
import { decisiveByRun } from '@/lib/diagnosis/console/decisive';
import { isFaultOfTheCode } from '@/lib/diagnosis/console/handled';
import { ownFrame, raisedIn } from '@/lib/diagnosis/console/trace';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, ConsoleMatch, Examination, Examined, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { isForcedOrAsked, lastRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { memoryRemark, memorySteps } from '@/lib/diagnosis/rules/runtime-memory';
import { uncaughtExceptionWordings } from '@/lib/diagnosis/rules/wordings/app.uncaught-exception';
import type { Run } from '@/lib/domain/run';

/** gunicorn's own codes (gunicorn/arbiter.py): 3 the worker failed to boot, 4 the application failed to load. */
const ownWords = new Map<number, string>([
  [3, 'gunicorn ends with 3 when a worker fails to boot'],
  [4, 'gunicorn ends with 4 when the application fails to load'],
]);

export const uncaughtException: Rule = {
  cause: 'app.uncaught-exception',
  attribution: 'application',
  docs: {
    says: 'The process ended on an exception, a panic or an error exit of its own, and no narrower application cause fits.',
    evidence:
      'The exit row with a code of the process’s own (1, 2, 3, 134, .NET’s 139, …) and, where the console has it, the last exception before it with the line of the application’s code.',
    limits:
      'A runtime that meets its own memory limit (heap, GPU) ends itself and belongs here, not to platform.oom. With an exit code alone it is low: the code says that the process gave up, not why. Exits by SIGKILL, by a probe or by request are never taken for an exception.',
  },
  signatures: uncaughtExceptionWordings,
  examine(incident): Examination {
    if (
      !hasEnded(incident) &&
      !incident.matches.some((match) => match.cause === 'app.uncaught-exception' && match.signature.weight === 'fatal')
    ) {
      return null;
    }
    const inConsole = examineConsole(incident, {
      cause: 'app.uncaught-exception',
      nextSteps: (c, match) => (match.signature.isMemory === true ? memorySteps(c, match) : nextSteps(c)),
      attribution: () => undefined,
    });
    if (inConsole !== null && 'summary' in inConsole) return withOwnWords(incident, inConsole);
    return fromCode(incident) ?? inConsole ?? endedByOthers(incident);
  },
};

/** An error that is logged and nothing more is an ordinary moment of a server. */
function hasEnded(incident: Case): boolean {
  return incident.exits.length > 0 || incident.backOff !== null || incident.failedStarts.length > 0;
}

/** A code of the process's own, and no line that any rule knows. */
function fromCode(incident: Case): Examination {
  const decided = decisiveByRun(incident);
  const mute = incident.exits.filter(
    (run) => hasOwnCode(run) && ![...decided.keys()].some((other) => other?.id === run.id),
  );
  const last = mute.at(-1);
  if (last === undefined) return null;
  const code = last.exit?.exitCode ?? null;
  const meaning = code === null ? undefined : ownWords.get(code);
  const says = incident.linesOf(last).length === 0 ? 'the console has no line of it' : 'none of its lines explains why';
  return {
    confidence: 'low',
    summary: `The process ended itself, and ${says}: ${whoEnded(incident)}${meaning === undefined ? '' : ` (${meaning})`}.`,
    evidence: [...lastRows(mute), ...incident.linesOf(last).slice(-3).reverse()],
    nextSteps: nextSteps(incident),
    causality: 10,
  };
}

function hasOwnCode(run: Run): boolean {
  const code = run.exit?.exitCode ?? null;
  // 126, 127 and the signals have rules of their own.
  return code !== null && code > 0 && code < 126 && !isForcedOrAsked(run);
}

function endedByOthers(incident: Case): Examination {
  const { exits } = incident;
  return exits.length > 0 && exits.every(isForcedOrAsked)
    ? { ruledOut: 'No run ended with a code of its own: the platform ended them.' }
    : null;
}

/** An exception whose words speak of a narrower cause that no rule could name. */
const hints =
  /config|connect|auth|permission|denied|not ?found|no such|timed? ?out|missing|\binvalid\b|credential|refused|resolve|environment|secret|setting|required|license|version|port\b|certificate|memory|disk|unable to|could not|cannot|can't|\bmust\b|unsupported|unreachable|unavailable|argument\w*exception|\(parameter '|\bhost\b|\burl\b|api.?key|token\b(?!s)|\bprovide|\bsupply|specif/i;

/**
 * Adds the exception's own text and the line of the application's code, when the trace has them. High only when an
 * exception of the code's own is known: words that merely announce an end, or hint at something else, prove none.
 */
function withOwnWords(incident: Case, found: Examined): Examined {
  const decided = [...decisiveByRun(incident)].filter(([, match]) => match.cause === 'app.uncaught-exception').at(-1);
  if (decided === undefined) return found;
  const [run, match] = decided;
  const lines = run === null ? incident.lines : incident.linesOf(run);
  const raised = raisedIn(lines, match.row);
  const frame = ownFrame(lines, match.row);
  const details = [raised?.replace(/\.$/, '') ?? null, frame === null ? null : `at ${frame}`].filter(
    (part) => part !== null,
  );
  const remark = memoryRemark(incident, match);
  const words = raised ?? cleanLine(match.row.text);
  const isKnown =
    match.signature.isMemory === true ||
    (match.signature.isVague !== true &&
      (isFaultOfTheCode(words) || tellItAll.has(match.signature.id) || !hints.test(words)));
  return {
    ...found,
    confidence: isOpen(match, raised, frame)
      ? 'low'
      : found.confidence === 'high' && !isKnown
        ? 'medium'
        : found.confidence,
    summary: [
      found.summary,
      ...(details.length === 0 ? [] : [`${details.join(' ').replace(/\.$/, '')}.`]),
      ...(remark === null ? [] : [remark]),
    ].join(' '),
  };
}

/** Wordings that leave no narrower cause open, whatever words they hold besides. */
const tellItAll: ReadonlySet<string> = new Set([
  'syntax-error',
  'alembic-revision',
  'flyway-validate',
  'ef-migrations',
  'django-migrations',
  'rails-pending-migration',
  'relation-missing',
  'swift-trap',
]);

/** An end is announced, or a trace begins, and the exception itself is not among the lines: any cause may stand behind it. */
function isOpen({ signature }: ConsoleMatch, raised: string | null, frame: string | null): boolean {
  if (signature.id === 'plain-error-line') return frame === null;
  return raised === null && (signature.isVague === true || signature.id === 'python-traceback');
}

function nextSteps(incident: Case) {
  return [
    steps.readConsole(incident),
    ...(incident.app.kind === 'app' ? [steps.backToRevision(incident)] : []),
    advise(
      'If the log has nothing, raise the log level and make sure that the process writes to stdout or stderr without buffering',
    ),
  ];
}
