import { z } from 'zod';
import { encodeMetadata } from './metadata';
import { refuseForSearch } from './one-table';
import { answerQuery, type QueryRequest, type Served } from './query';
import {
  invalidRequest,
  notAuthenticated,
  pathNotFound,
  ServiceError,
  unexpected,
  withCorrelation,
  workspaceNotFound,
} from './service-error';
import { AbortError, type Answer, jsonResponse, type WireRequest, type WireResponse } from './wire';

/**
 * Answers the Log Analytics query protocol for one workspace: `query`, `search` and `metadata` below
 * `/v1/workspaces/{id}`, and `/v1/$batch`. Everything else is a path that does not exist.
 */
export function answerFor(served: Served): Answer {
  return async (request) => {
    const isAborted = () => request.signal?.aborted === true;
    if (isAborted()) throw new AbortError();
    try {
      return await route(served, request);
    } catch (error) {
      if (error instanceof AbortError || isAborted()) throw new AbortError();
      return (error instanceof ServiceError ? error : unexpected(error)).response();
    }
  };
}

async function route(served: Served, request: WireRequest): Promise<WireResponse> {
  const url = new URL(`http://workspace${request.target.replace(/^\/*/, '/')}`);
  const path = decodePath(url.pathname);
  const isRead = request.method === 'GET' || request.method === 'POST';
  const [version, first, id, action, ...deeper] = path;
  if (!isRead || version !== 'v1' || first === undefined) throw pathNotFound();
  if ((request.header('authorization') ?? '').trim() === '') throw notAuthenticated();
  if (first === '$batch' && id === undefined && request.method === 'POST') return await answerBatch(served, request);
  if (first !== 'workspaces' || id === undefined || deeper.length > 0) throw pathNotFound();
  if (!isGuid(id)) throw pathNotFound();
  if (id.toLowerCase() !== served.workspaceId) throw workspaceNotFound(id);
  switch (action) {
    case 'metadata':
      return jsonResponse(200, encodeMetadata(served.workspaceId, served.engine.tables()));
    case 'query':
      return jsonResponse(200, await answerQuery(served, readQuery(request, url)));
    case 'search':
      return jsonResponse(200, await answerSearch(served, readQuery(request, url)));
    default:
      throw pathNotFound();
  }
}

/** Segments without the empty ones: the service forgives doubled slashes. */
function decodePath(pathname: string): string[] {
  try {
    return pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
  } catch {
    throw pathNotFound();
  }
}

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

const body = z.object({
  query: z.string(),
  timespan: z.string().nullish(),
  workspaces: z.array(z.string()).nullish(),
});

function readQuery(request: WireRequest, url: URL): QueryRequest {
  const common = { prefer: request.header('prefer'), signal: request.signal };
  if (request.method === 'GET') {
    const query = url.searchParams.get('query');
    if (query === null) throw invalidRequest('MissingQuery', 'The query parameter "query" is missing');
    const workspaces = (url.searchParams.get('workspaces') ?? '').split(',').filter((id) => id !== '');
    return { query, timespans: [url.searchParams.get('timespan')], workspaces, ...common };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(request.body);
  } catch {
    throw invalidRequest('InvalidJsonBody', 'Unexpected end of input or malformed JSON in the request body');
  }
  return { ...readBody(parsed, url.searchParams.get('timespan')), ...common };
}

function readBody(json: unknown, timespan: string | null): Pick<QueryRequest, 'query' | 'timespans' | 'workspaces'> {
  const parsed = body.safeParse(json);
  if (!parsed.success)
    throw invalidRequest(
      'InvalidJsonBody',
      parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  const { query, workspaces } = parsed.data;
  return { query, timespans: [parsed.data.timespan ?? null, timespan], workspaces: workspaces ?? [] };
}

async function answerSearch(served: Served, request: QueryRequest): Promise<string> {
  if (request.timespans.every((timespan) => (timespan ?? '') === '')) {
    throw invalidRequest('MissingTimespan', 'A search needs a timespan in the request');
  }
  const refusal = refuseForSearch(
    request.query,
    served.engine.tables().map(({ name }) => name),
  );
  if (refusal !== null) throw refusal;
  return await answerQuery(served, request);
}

const batch = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      method: z.string().optional(),
      path: z.string().optional(),
      workspace: z.string(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

/** Several queries in one request; each is answered by itself, and one that fails leaves the others alone. */
async function answerBatch(served: Served, request: WireRequest): Promise<WireResponse> {
  const parsed = batch.safeParse(parseJson(request.body));
  if (!parsed.success) throw invalidRequest('InvalidJsonBody', 'The batch holds no list of requests');
  const responses = await Promise.all(
    parsed.data.requests.map(async (item) => {
      const head = `{"id":${JSON.stringify(item.id)}`;
      try {
        const text = await answerBatchItem(served, item, request.signal);
        return `${head},"status":200,"headers":{},"body":${text}}`;
      } catch (error) {
        if (error instanceof AbortError) throw error;
        const failure = error instanceof ServiceError ? error : unexpected(error);
        const text = JSON.stringify({ error: withCorrelation(failure.body) });
        return `${head},"status":${failure.status},"headers":{},"body":${text}}`;
      }
    }),
  );
  return jsonResponse(200, `{"responses":[${responses.join(',')}]}`);
}

async function answerBatchItem(
  served: Served,
  item: z.infer<typeof batch>['requests'][number],
  signal: AbortSignal | undefined,
): Promise<string> {
  if (item.path !== undefined && item.path.replace(/^\/*/, '') !== 'query') throw pathNotFound();
  // Inside a batch an unknown workspace is a bad argument, not a 404 (seen in the service).
  if (item.workspace.toLowerCase() !== served.workspaceId) {
    throw invalidRequest('FailedToResolveResource', `Failed to resolve resource with identifier '${item.workspace}'`);
  }
  const prefer = Object.entries(item.headers ?? {}).find(([name]) => name.toLowerCase() === 'prefer')?.[1] ?? null;
  return await answerQuery(served, { ...readBody(item.body, null), prefer, signal });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
