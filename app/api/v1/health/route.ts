import type { NextRequest } from 'next/server';
import { currentSource } from '@/lib/azure/source';
import { toIso } from '@/lib/format/time';
import { answering, jsonAnswer } from '../answer';

export const dynamic = 'force-dynamic';

/** 200 when it can answer: the source is open. Says nothing of Azure's health, which each answer tells for itself. */
export async function GET(request: NextRequest): Promise<Response> {
  return answering(request, async () => {
    const source = await currentSource();
    const { kind, workspaces, importProblems } = source.connection;
    return jsonAnswer({
      status: 'ok',
      asOf: toIso(source.asOfMs()),
      connection: { kind, workspaces, importProblems },
    });
  });
}
