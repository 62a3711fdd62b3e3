import type { LogFailure } from '@/lib/domain/connection';

/** `{"error":{"kind","message","remedy"}}`, with what else helps the caller. */
export interface ErrorBody {
  kind: string;
  message: string;
  remedy: string;
}

/** Thrown by what reads a request, answered by `answering`. */
export class RequestProblem extends Error {
  readonly body: ErrorBody;

  constructor(message: string, remedy: string) {
    super(message);
    this.body = { kind: 'bad-request', message, remedy };
  }
}

/** Runs a route: its answer, or an error in the shape that every error has. */
export async function answering(request: Request, route: () => Promise<Response>): Promise<Response> {
  try {
    return await route();
  } catch (error) {
    if (error instanceof RequestProblem) return errorAnswer(400, error.body);
    if (request.signal.aborted) return errorAnswer(503, abortedBody);
    console.error(error);
    return errorAnswer(500, {
      kind: 'internal',
      message: 'Exitline itself broke on this request.',
      remedy: 'The server’s log tells why; nothing is said about the app either way.',
    });
  }
}

const abortedBody: ErrorBody = { kind: 'aborted', message: 'The request was broken off.', remedy: 'Ask again.' };

export function errorAnswer(status: number, error: ErrorBody, more: object = {}): Response {
  return jsonAnswer({ error, ...more }, status);
}

export function failureAnswer({ kind, message, remedy }: LogFailure): Response {
  return errorAnswer(statusOfFailure[kind], { kind, message, remedy });
}

/** The workspace stands behind us: what it refuses is a bad gateway, what it makes us wait for says so. */
const statusOfFailure = {
  auth: 502,
  forbidden: 502,
  'not-found': 502,
  'no-table-yet': 503,
  'bad-query': 502,
  throttled: 429,
  timeout: 504,
  aborted: 503,
  network: 503,
  malformed: 502,
} satisfies Record<LogFailure['kind'], number>;

/** An answer of the API. It is gzipped on its way out, because proxy.ts has given it its type already. */
export function jsonAnswer(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'private, no-store' } });
}
