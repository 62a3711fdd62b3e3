import type { NextRequest } from 'next/server';
import { momentParam } from '@/app/address';
import type { AppQuestion } from '@/lib/report/incident-page';
import { takePulse, toPulseJson } from '@/lib/report/pulse';
import { jsonAnswer, RequestProblem } from '../../../answer';
import { answeringAbout } from '../../app-answer';

export const dynamic = 'force-dynamic';

/** A page that stays open longer than that asks for its usual range instead. */
const longestMs = 3 * 86_400_000;

/** How the app stands: what an open page asks again and again. `since` begins the range where the page's began. */
export async function GET(request: NextRequest, { params }: RouteContext<'/api/v1/apps/[name]/pulse'>) {
  const { name } = await params;
  const since = request.nextUrl.searchParams.get('since');
  return answeringAbout(
    request,
    name,
    (question) => takePulse(since === null ? question : beginning(since, question)),
    (pulse) => jsonAnswer(toPulseJson(pulse)),
  );
}

function beginning(since: string, question: AppQuestion): AppQuestion {
  const { range } = question;
  const problems: string[] = [];
  const fromMs = momentParam({ since }, 'since', problems);
  if (fromMs === null || fromMs >= range.toMs || range.toMs - fromMs > longestMs) {
    const message = problems[0] ?? '“since” must lie in the three days before now.';
    throw new RequestProblem(message, 'Leave it out for the last 24 hours.');
  }
  return { ...question, range: { fromMs, toMs: range.toMs } };
}
