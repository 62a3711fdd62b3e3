import type { NextRequest } from 'next/server';
import { toSelect } from '@/app/address';
import { currentSource } from '@/lib/azure/source';
import { toIso } from '@/lib/format/time';
import { toComparisonJson } from '@/lib/report/crash-json';
import { toRun } from '@/lib/report/json';
import type { ComparisonReport } from '@/lib/report/report';
import { reportOnStarts } from '@/lib/report/start-comparison';
import { answering, errorAnswer, failureAnswer, jsonAnswer } from '../../../../../answer';
import { parseQuestion } from '../../../../../question';
import { ambiguousAnswer, noSuchWorkspaceAnswer, notFoundAnswer } from '../../../../app-answer';

export const dynamic = 'force-dynamic';

/** `?with=` names another run of the app; left out, the last good start before this one is looked for. */
export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/v1/apps/[name]/runs/[run]/comparison'>,
): Promise<Response> {
  const { name, run } = await params;
  return answering(request, async () => {
    const source = await currentSource();
    const asOfMs = source.asOfMs();
    const { range, identity } = parseQuestion(request, asOfMs);
    const answer = await reportOnStarts({
      source,
      name,
      select: toSelect(identity),
      runId: run,
      withId: request.nextUrl.searchParams.get('with') || undefined,
      asOfMs,
      range,
      signal: request.signal,
    });
    switch (answer.kind) {
      case 'found':
        return comparisonAnswer(answer.comparison);
      case 'no-good-run':
        return errorAnswer(404, {
          kind: 'no-good-run',
          message: `No start of container ${answer.run.container} that went well was found before this run, back to ${toIso(answer.sinceMs)}.`,
          remedy: 'Name the run to compare with as “with”; the app’s answer lists its runs.',
        });
      case 'no-such-run':
        return errorAnswer(404, {
          kind: 'not-found',
          message: `${answer.name} has no run ${answer.runId}, as far as its rows tell.`,
          remedy: 'The app’s answer lists its runs with their ids; older rows may be beyond the retention.',
        });
      case 'not-found':
        return notFoundAnswer(answer);
      case 'no-such-workspace':
        return noSuchWorkspaceAnswer(answer);
      case 'ambiguous':
        return ambiguousAnswer(answer.name, answer.choices);
      case 'failed':
        return failureAnswer(answer.failure);
    }
  });
}

/** Half a comparison would show every line as new: then the failure is the answer. */
function comparisonAnswer(comparison: ComparisonReport): Response {
  const failure = comparison.good.failure ?? comparison.bad.failure;
  return failure === null ? jsonAnswer(toComparisonJson(comparison, toRun)) : failureAnswer(failure);
}
