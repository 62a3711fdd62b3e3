import { type Engine, type EngineAnswer, KqlError, type Ticks } from '@/emulator/engine/contract';
import { ticksOfMs } from '@/emulator/store/instant';
import { type AnswerLimits, encodeRender, encodeStatistics, encodeTables } from './encode';
import { type Preferences, parsePrefer } from './prefer';
import { type ErrorBody, errorOfKql, invalidRequest, withCorrelation } from './service-error';
import { intersect, parseTimespan, type Span } from './timespan';

/** The workspace that the protocol answers for. */
export interface Served {
  workspaceId: string;
  engine: Engine;
  /** Milliseconds since 1970: the `now()` of the queries. */
  clock: () => number;
  /** Rows later than the clock do not exist yet: the sample holds its own future. */
  hidesFuture: boolean;
  limits: AnswerLimits;
}

/** What a query request says, from its body or from its query string. */
export interface QueryRequest {
  query: string;
  timespans: (string | null)[];
  workspaces: string[];
  prefer: string | null;
  signal: AbortSignal | undefined;
}

/** Runs one query; returns the text of a 200 answer. @throws ServiceError */
export async function answerQuery(served: Served, request: QueryRequest): Promise<string> {
  const preferences = parsePrefer(request.prefer);
  const now = ticksOfMs(served.clock());
  const timespan = spanOf(served, request.timespans, now);
  checkWorkspaces(served, request.workspaces);
  const answer = await run(served, request, preferences, timespan, now);
  const { text, cut } = encodeTables(answer.tables, served.limits);
  const members = [`"tables":${text}`];
  if (preferences.statistics) members.push(`"statistics":${encodeStatistics(answer, text.length)}`);
  if (preferences.render) members.push(`"render":${encodeRender(answer.visualization ?? 'table')}`);
  if (answer.truncated || cut) {
    const limit = cut ? `${served.limits.text} bytes` : `${served.limits.rows} records`;
    members.push(`"error":${JSON.stringify(withCorrelation(partialError(limit)))}`);
  }
  return `{${members.join(',')}}`;
}

function spanOf(served: Served, texts: readonly (string | null)[], now: Ticks): Span {
  // A row written at this very tick is there already, and spans are half open.
  let span: Span = { from: null, to: served.hidesFuture ? now + 1n : null };
  for (const text of texts) span = intersect(span, parseTimespan(text, now));
  return span;
}

/** There is only one workspace here: naming it again changes nothing, naming another fails as in the service. */
function checkWorkspaces(served: Served, workspaces: readonly string[]): void {
  const stranger = workspaces.find((id) => id.toLowerCase() !== served.workspaceId);
  if (stranger !== undefined) {
    throw invalidRequest('FailedToResolveResource', `Failed to resolve resource with identifier '${stranger}'`);
  }
}

async function run(
  served: Served,
  request: QueryRequest,
  preferences: Preferences,
  timespan: Span,
  now: Ticks,
): Promise<EngineAnswer> {
  try {
    return await served.engine.query({
      kql: request.query,
      now,
      timespan,
      timeoutMs: preferences.waitMs,
      maxRows: served.limits.rows,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    throw errorOfKql(error, request.query);
  }
}

/** What the service says beside the rows when it cut them: code 0x80DA0003 as a signed number. */
function partialError(limit: string): ErrorBody {
  return {
    code: 'PartialError',
    message: 'There were some errors when processing your query.',
    details: [
      {
        code: 'EngineError',
        message: 'Something went wrong processing your query on the server.',
        innererror: {
          code: '-2133196797',
          message: `The results of this query exceed the set limit of ${limit}, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003).`,
          severity: 2,
          severityName: 'Error',
        },
      },
    ],
  };
}
