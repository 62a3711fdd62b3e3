import { asksForEnd } from '@/lib/diagnosis/console/runtime';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { wasEvicted } from '@/lib/diagnosis/rules/evictions';
import { exitsWithCode, lastRows, nameOf } from '@/lib/diagnosis/rules/exits';
import { nodeMovesAround } from '@/lib/diagnosis/rules/node-moves';
import { probeKillOf } from '@/lib/diagnosis/rules/probes';
import { rowsOf } from '@/lib/diagnosis/rules/said';
import { askedToStop, endedByDeadline } from '@/lib/diagnosis/rules/stops';
import type { SystemEvent } from '@/lib/domain/event';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import { counted } from '@/lib/format/count';

export const gracePeriodExceeded: Rule = {
  cause: 'platform.grace-period-exceeded',
  attribution: 'application',
  docs: {
    says: 'The container was asked to stop, was still alive at the end of the grace period, and was ended by force (137).',
    evidence:
      'A row that asks for the stop (scale-in, scale to zero, stop, revision going away) before the exit with 137; or, weaker, the process’s own line that it received the signal.',
    limits:
      'A stop after a failed probe belongs to that probe. The default grace period is 30 s and can be set up to 600 s, jobs always have 30 s; on some profiles it was seen to end sooner than set.',
  },
  examine(incident): Examination {
    const killed = exitsWithCode(incident, 137);
    if (killed.length > 0 && killed.every((run) => wasEvicted(incident, run))) {
      return { ruledOut: 'The replica was evicted: the stop is a part of that.' };
    }
    const forced = incident.exits.filter(
      (run) =>
        (run.exit?.exitCode === 137 || run.exit?.forced === true) &&
        probeKillOf(incident, run) === null &&
        !wasEvicted(incident, run),
    );
    const asked = forced.flatMap((run) => {
      if (nodeMovesAround(incident, run).length > 0) return [];
      const event = askedToStop(incident, run);
      const line = lastWordOfStop(incident, run);
      return event === null && run.exit?.forced !== true && line === null ? [] : [{ run, event, line }];
    });
    const last = asked.at(-1);
    if (last === undefined) {
      return killed.some((run) => !endedByDeadline(incident, run))
        ? { ruledOut: 'Nobody asked the container to stop before it was killed.' }
        : null;
    }
    const isProven = last.event !== null || last.run.exit?.forced === true;
    const waited = secondsSince(last.run, last.event ?? null);
    return {
      confidence: isProven ? 'high' : 'medium',
      summary: `${nameOf(incident)} was asked to stop and did not end ${waited === null ? 'within the grace period' : `within ${waited} s`}, so it was killed (137)${asked.length > 1 ? `, ${counted(asked.length, 'time')}` : ''}. Memory is not the reason.`,
      evidence: [
        ...(last.event === null ? [] : rowsOf([last.event])),
        ...(last.line === null ? [] : [last.line]),
        ...lastRows(asked.map(({ run }) => run)),
      ],
      nextSteps: nextSteps(incident),
      causality: 28,
    };
  },
};

/** The process itself says that it was asked to stop, in the last lines before it was killed. */
function lastWordOfStop(incident: Case, run: Run): ConsoleRow | null {
  const endMs = run.exit?.atMs ?? 0;
  const lines = incident.linesOf(run).filter((line) => line.atMs >= endMs - 660_000 && line.atMs <= endMs);
  return asksForEnd(lines.slice(-50)) ?? null;
}

function secondsSince(run: Run, event: SystemEvent | null): number | null {
  if (event === null || run.exit === null) return null;
  const seconds = Math.round((run.exit.atMs - event.atMs) / 1000);
  return seconds >= 5 ? seconds : null;
}

function nextSteps(incident: Case) {
  return [
    advise(
      'Let the process handle SIGTERM: stop taking work, finish what is open, exit. Behind a shell script, start it with exec so that the signal reaches it',
    ),
    ...(incident.app.kind === 'app'
      ? [
          steps.editTemplate(
            incident,
            'If its work really takes longer, raise template.terminationGracePeriodSeconds (default 30, at most 600)',
          ),
        ]
      : [advise('Jobs always have 30 s: save progress before, so that the next execution can go on')]),
    steps.showTemplate(
      incident,
      'See the command: is the process the first of its container?',
      'properties.template.{grace:terminationGracePeriodSeconds,containers:containers[].{name:name,command:command,args:args}}',
    ),
  ];
}
