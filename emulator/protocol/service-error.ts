import { randomUUID } from 'node:crypto';
import type { KqlError } from '@/emulator/engine/contract';
import { jsonResponse, type WireResponse } from './wire';

/** An error as the service nests it (REST reference, "Errors"): from the general to the particular. */
export interface ErrorBody {
  code: string;
  message: string;
  innererror?: InnerError;
  details?: { code: string; message: string; innererror?: InnerError }[];
}

export interface InnerError {
  code: string;
  message: string;
  /** Of the query text: line and position from 1, and the word meant. */
  line?: number;
  pos?: number;
  token?: string;
  severity?: number;
  severityName?: string;
  innererror?: InnerError;
}

/** What a request is answered with when it has no rows. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly headers: Record<string, string> = {},
  ) {
    super(body.message);
    this.name = 'ServiceError';
  }

  response(): WireResponse {
    return jsonResponse(this.status, JSON.stringify({ error: withCorrelation(this.body) }), this.headers);
  }
}

export function withCorrelation(body: ErrorBody): ErrorBody & { correlationId: string } {
  const { code, message, ...rest } = body;
  return { code, message, correlationId: randomUUID(), ...rest };
}

const invalidProperties = 'The request had some invalid properties';

export function badArgument(innererror: InnerError): ServiceError {
  return new ServiceError(400, { code: 'BadArgumentError', message: invalidProperties, innererror });
}

/** A body or parameter that cannot be understood. */
export function invalidRequest(code: string, message: string): ServiceError {
  return new ServiceError(400, {
    code: 'BadArgumentError',
    message: invalidProperties,
    innererror: { code: 'QueryValidationError', message: 'Failed parsing the query' },
    details: [{ code, message }],
  });
}

export function pathNotFound(): ServiceError {
  return new ServiceError(404, { code: 'PathNotFoundError', message: 'The requested path does not exist' });
}

export function workspaceNotFound(id: string): ServiceError {
  return new ServiceError(404, { code: 'ResourceNotFoundError', message: `The workspace ${id} could not be found` });
}

export function notAuthenticated(): ServiceError {
  return new ServiceError(
    401,
    { code: 'AuthenticationFailed', message: 'Valid authentication was not provided' },
    { 'www-authenticate': 'Bearer realm="embedded workspace"' },
  );
}

export function unexpected(error: unknown): ServiceError {
  const message = error instanceof Error ? error.message : String(error);
  return new ServiceError(500, {
    code: 'InternalServerError',
    message: 'The embedded workspace failed to answer',
    innererror: { code: 'InternalServerError', message },
  });
}

/** What the engine threw, in the shape the service gives it. */
export function errorOfKql(error: KqlError, kql: string): ServiceError {
  switch (error.kind) {
    case 'syntax':
      return badArgument({
        code: 'SyntaxError',
        message: 'A syntax error occurred',
        innererror: syntaxError(error, kql),
      });
    case 'semantic':
      return badArgument({
        code: 'SemanticError',
        message: 'A semantic error occurred.',
        innererror: { code: error.code, message: error.message, ...placeOf(error, kql) },
      });
    case 'unsupported':
      return badArgument({
        code: 'UnsupportedError',
        message: 'The embedded workspace does not know everything that Log Analytics knows',
        innererror: {
          code: error.code === '' ? 'EXL0001' : error.code,
          message: error.message,
          ...placeOf(error, kql),
        },
      });
    case 'limit':
      return badArgument({
        code: 'QueryLimitsExceeded',
        message: 'The query needs more than the embedded workspace has',
        innererror: { code: error.code, message: error.message },
      });
    case 'timeout':
      return new ServiceError(504, {
        code: 'GatewayTimeout',
        message: 'Gateway timeout',
        innererror: { code: 'GatewayTimeout', message: 'Kusto query timed out' },
      });
    case 'aborted':
      return new ServiceError(499, { code: 'ClientClosedRequest', message: error.message });
  }
}

function syntaxError(error: KqlError, kql: string): InnerError {
  const place = placeOf(error, kql);
  const where = place.line === undefined ? '' : ` on line [${place.line},${place.pos}]`;
  const what = place.token === undefined ? error.message : `Query could not be parsed at '${place.token}'${where}`;
  return { code: error.code, message: what, ...place };
}

function placeOf(error: KqlError, kql: string): { line?: number; pos?: number; token?: string } {
  if (error.start === null) return error.construct === null ? {} : { token: error.construct };
  const before = kql.slice(0, error.start);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  const written = kql.slice(error.start, error.start + Math.max(error.length ?? 0, 1)).split('\n', 1)[0] ?? '';
  const token = error.construct ?? (error.kind === 'syntax' ? wordAt(kql, error.start, written) : written);
  return { line, pos: error.start - lineStart + 1, token };
}

/** The service names the word where the parser stopped, nothing when it stopped at the end. */
function wordAt(kql: string, start: number, written: string): string {
  return written.trim() === '' ? (/^\s*(\S{0,40})/.exec(kql.slice(start))?.[1] ?? '') : written;
}
