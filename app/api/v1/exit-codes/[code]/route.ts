import type { NextRequest } from 'next/server';
import { parseCodeSegment } from '@/components/exit-codes/code-segment';
import { currentSource } from '@/lib/azure/source';
import { reportOnExitCode } from '@/lib/report/exit-codes-page';
import { toExitCodeJson } from '@/lib/report/json';
import { answering, errorAnswer, failureAnswer, jsonAnswer } from '../../answer';
import { parseQuestion } from '../../question';

export const dynamic = 'force-dynamic';

export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/v1/exit-codes/[code]'>,
): Promise<Response> {
  const { code: segment } = await params;
  return answering(request, async () => {
    const code = parseCodeSegment(segment);
    if (code === undefined) {
      return errorAnswer(404, {
        kind: 'not-found',
        message: `“${segment}” is no exit code.`,
        remedy: 'Exit codes go from 0 to 255; “none” is the end of a run without one.',
      });
    }
    const source = await currentSource();
    const asOfMs = source.asOfMs();
    const { range } = parseQuestion(request, asOfMs);
    const report = await reportOnExitCode(code, { source, range, asOfMs, signal: request.signal });
    return report.failure ? failureAnswer(report.failure) : jsonAnswer(toExitCodeJson(report));
  });
}
