import type { NextRequest } from 'next/server';
import { toSelect } from '@/app/address';
import { currentSource } from '@/lib/azure/source';
import { reportOnConsole } from '@/lib/report/console-page';
import { mostLines } from '@/lib/report/console-report';
import { toConsoleJson } from '@/lib/report/json';
import { answering, errorAnswer, failureAnswer, jsonAnswer } from '../../../../../answer';
import { countParam, parseQuestion } from '../../../../../question';
import { ambiguousAnswer, noSuchWorkspaceAnswer, notFoundAnswer } from '../../../../app-answer';

export const dynamic = 'force-dynamic';

const mostBeyond = 500;

export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/v1/apps/[name]/runs/[run]/console'>,
): Promise<Response> {
  const { name, run } = await params;
  return answering(request, async () => {
    const source = await currentSource();
    const asOfMs = source.asOfMs();
    const { range, identity } = parseQuestion(request, asOfMs);
    const answer = await reportOnConsole({
      source,
      name,
      select: toSelect(identity),
      runId: run,
      before: countParam(request, 'before', mostBeyond),
      after: countParam(request, 'after', mostBeyond),
      lines: countParam(request, 'lines', mostLines) || undefined,
      asOfMs,
      range,
      signal: request.signal,
    });
    switch (answer.kind) {
      case 'found': {
        const { console } = answer;
        return console.failure ? failureAnswer(console.failure) : jsonAnswer(toConsoleJson(console));
      }
      case 'no-such-run':
        return errorAnswer(404, {
          kind: 'not-found',
          message: `${answer.name} has no run ${answer.runId}, as far as its rows tell.`,
          remedy: `The app’s answer lists its runs with their ids; older rows may be beyond the retention.`,
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
