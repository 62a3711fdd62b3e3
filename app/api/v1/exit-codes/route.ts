import type { NextRequest } from 'next/server';
import { currentSource } from '@/lib/azure/source';
import { reportOnExitCodes } from '@/lib/report/exit-codes-page';
import { toExitCodesJson } from '@/lib/report/json';
import { answering, failureAnswer, jsonAnswer } from '../answer';
import { parseQuestion } from '../question';

export const dynamic = 'force-dynamic';

export async function GET(request: NextRequest): Promise<Response> {
  return answering(request, async () => {
    const source = await currentSource();
    const asOfMs = source.asOfMs();
    const { range } = parseQuestion(request, asOfMs);
    const report = await reportOnExitCodes({ source, range, asOfMs, signal: request.signal });
    return report.failure ? failureAnswer(report.failure) : jsonAnswer(toExitCodesJson(report));
  });
}
