/** One HTTP request as the protocol sees it, however it came: in process or through a socket. */
export interface WireRequest {
  method: string;
  /** Path and query string, not decoded: `/v1/workspaces/…/query?timespan=P1D`. */
  target: string;
  /** @param name lower case. */
  header(name: string): string | null;
  body: string;
  signal?: AbortSignal;
}

export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Answers a request. Rejects only when the request was aborted, with an `AbortError`. */
export type Answer = (request: WireRequest) => Promise<WireResponse>;

export function jsonResponse(status: number, body: string, headers: Record<string, string> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

/** The error that every part of the Azure SDK takes for an abort: told by its name. */
export class AbortError extends Error {
  constructor(message = 'The operation was aborted.') {
    super(message);
    this.name = 'AbortError';
  }
}
