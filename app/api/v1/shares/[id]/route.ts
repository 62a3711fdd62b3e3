import type { NextRequest } from 'next/server';
import { errorAnswer } from '../../answer';

export const dynamic = 'force-dynamic';

/** Nothing is kept yet, so no id can name a share; a caller reads that rather than a wrong address. */
export async function GET(_request: NextRequest, { params }: RouteContext<'/api/v1/shares/[id]'>): Promise<Response> {
  const { id } = await params;
  return errorAnswer(404, {
    kind: 'not-found',
    message: `No share is kept under ${id}: this version of Exitline keeps none.`,
    remedy: 'Send the address of the page itself: it holds the range and the run that are shown.',
  });
}
