import type { NextRequest } from 'next/server';
import { errorAnswer } from '../v1/answer';

export const dynamic = 'force-dynamic';

/** An address of the API that leads nowhere is told in the API's own shape. */
export async function GET(request: NextRequest): Promise<Response> {
  return errorAnswer(404, {
    kind: 'no-such-address',
    message: `There is nothing at ${request.nextUrl.pathname}.`,
    remedy: 'Begin at /api/v1/apps, /api/v1/exit-codes or /api/v1/health.',
  });
}
