import type { NextRequest } from 'next/server';
import { buildTimeline } from '@/lib/timeline/build-timeline';
import { toEventsJson } from '@/lib/timeline/events-json';
import { jsonAnswer } from '../../../answer';
import { answeringForApp } from '../../app-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: NextRequest,
  { params }: RouteContext<'/api/v1/apps/[name]/events'>,
): Promise<Response> {
  const { name } = await params;
  return answeringForApp(request, name, ({ diagnosis, matchingLines }) =>
    jsonAnswer(toEventsJson(diagnosis, buildTimeline(diagnosis, matchingLines))),
  );
}
