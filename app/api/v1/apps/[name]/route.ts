import type { NextRequest } from 'next/server';
import { toAppJson } from '@/lib/report/json';
import { jsonAnswer } from '../../answer';
import { answeringForApp } from '../app-answer';

export const dynamic = 'force-dynamic';

export async function GET(request: NextRequest, { params }: RouteContext<'/api/v1/apps/[name]'>): Promise<Response> {
  const { name } = await params;
  return answeringForApp(request, name, (report) => jsonAnswer(toAppJson(report)));
}
