import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { LogsQueryClient } from '@azure/monitor-query';
import { elapsed, systemTime } from '@/lib/clock';
import type { LogFailure, WireAnswer, WireQuestion } from '@/lib/domain/connection';
import type { CloudSetting, WorkspaceSetting } from '@/lib/env';
import { buildGate } from './gate';
import {
  explainAborted,
  explainFull,
  explainMalformed,
  explainNoData,
  explainThrown,
  explainUnknownWorkspace,
} from './log-failure';
import { buildSharedAnswers } from './shared-answers';
import { parseWireAnswer } from './wire-answer';

/** Host and token audience belong together (KnownMonitorLogsQueryAudience); the SDK takes them apart. */
const clouds = {
  public: 'https://api.loganalytics.io',
  usgovernment: 'https://api.loganalytics.us',
  china: 'https://api.loganalytics.azure.cn',
} as const satisfies Record<CloudSetting, string>;

export interface Limits {
  /** The service runs 5 queries of one identity at once and queues the rest; one place is left to people. */
  atOnce: number;
  queueMs: number;
  /** `Prefer: wait`: the service stops the query itself. */
  serverSeconds: number;
  /** Ours for one attempt: a connection may hang without a word. */
  deadlineMs: number;
  keepMs: number;
  maxCells: number;
}

const usualLimits: Limits = {
  atOnce: 4,
  queueMs: 20_000,
  serverSeconds: 30,
  deadlineMs: 40_000,
  keepMs: 15_000,
  maxCells: 1_500_000,
};

export interface LogAnalyticsOptions {
  workspaces: readonly WorkspaceSetting[];
  credential: TokenCredential;
  cloud: CloudSetting;
  /** In place of the network: the emulator's transport, or a test's. */
  httpClient?: HttpClient;
  limits?: Partial<Limits>;
}

interface Attempted {
  answer: WireAnswer;
  /** Milliseconds after which one more attempt makes sense; `null`: it does not. */
  retryAfterMs: number | null;
}

export interface LogAnalytics {
  ask(question: WireQuestion): Promise<WireAnswer>;
}

/**
 * The only user of @azure/monitor-query: one client per identity. The package is marked deprecated, but its successor
 * 1.0.0 ignores `abortSignal` and `audience` (seen), so the swap waits.
 */
export function openLogAnalytics(options: LogAnalyticsOptions): LogAnalytics {
  const limits = { ...usualLimits, ...options.limits };
  const endpoint = clouds[options.cloud];
  const host = new URL(endpoint).host;
  const client = new LogsQueryClient(options.credential, {
    endpoint,
    audience: endpoint,
    // The SDK would retry a 504 three times, and sit through any Retry-After without a word.
    retryOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'exitline' },
    ...(options.httpClient === undefined ? {} : { httpClient: options.httpClient }),
  });
  const gate = buildGate(limits.atOnce);
  const shared = buildSharedAnswers({ keepMs: limits.keepMs, maxCells: limits.maxCells, elapsed });

  async function attempt(question: WireQuestion, workspace: WorkspaceSetting, signal: AbortSignal): Promise<Attempted> {
    const place = await gate.enter(signal, limits.queueMs);
    if (place === 'aborted') return gaveUp(explainAborted());
    if (place === 'full') return gaveUp(explainFull(limits.queueMs));

    const stop = new AbortController();
    let timedOut = false;
    const deadline = setTimeout(() => {
      timedOut = true;
      stop.abort();
    }, limits.deadlineMs);
    const leave = () => stop.abort();
    signal.addEventListener('abort', leave, { once: true });

    let body: { text: string | null | undefined } | null = null;
    try {
      await client.queryWorkspace(
        workspace.id,
        question.kql,
        { startTime: new Date(question.timespan.fromMs), endTime: new Date(question.timespan.toMs) },
        {
          abortSignal: stop.signal,
          serverTimeoutInSeconds: limits.serverSeconds,
          includeQueryStatistics: true,
          onResponse: (raw) => {
            if (raw.status === 200) body = { text: raw.bodyAsText };
          },
          requestOptions: {
            // Without this the generated mapper turns every cell into a map of characters: 3 s for 50 000 rows (seen).
            shouldDeserialize: (response) => response.status !== 200,
            customHeaders: {
              // The service itself may answer from a cache of two minutes (REST reference, "Cache").
              'Cache-Control': `max-age=${Math.round(limits.keepMs / 1000)}`,
              // Shows up as RequestClientApp in the workspace's own audit table LAQueryLogs.
              'x-ms-app': 'exitline',
            },
          },
        },
      );
    } catch (thrown) {
      // The SDK also throws on a 200 that it cannot read; the body then says more than its TypeError.
      if (body === null) {
        const { failure, retryAfterMs } = explainThrown(thrown, {
          workspace,
          host,
          deadlineMs: limits.deadlineMs,
          aborted: signal.aborted,
          timedOut,
          nowMs: systemTime(),
        });
        return { answer: { status: 'failed', failure }, retryAfterMs };
      }
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', leave);
      place.leave();
    }
    return { answer: readBody(body, workspace.name), retryAfterMs: null };
  }

  async function askOnceOrTwice(
    question: WireQuestion,
    workspace: WorkspaceSetting,
    signal: AbortSignal,
  ): Promise<WireAnswer> {
    const first = await attempt(question, workspace, signal);
    if (first.retryAfterMs === null) return first.answer;
    await pause(first.retryAfterMs, signal);
    return (await attempt(question, workspace, signal)).answer;
  }

  return {
    async ask(question) {
      const workspace = options.workspaces.find((known) => known.name === question.workspace);
      if (workspace === undefined) {
        const names = options.workspaces.map((known) => known.name);
        return { status: 'failed', failure: explainUnknownWorkspace(question.workspace, names) };
      }
      const { fromMs, toMs } = question.timespan;
      const key = `${workspace.id}\n${fromMs}/${toMs}\n${question.kql}`;
      const answer = await shared.get(key, question.signal, (signal) => askOnceOrTwice(question, workspace, signal));
      return answer === 'aborted' ? { status: 'failed', failure: explainAborted() } : answer;
    },
  };
}

function gaveUp(failure: LogFailure): Attempted {
  return { answer: { status: 'failed', failure }, retryAfterMs: null };
}

function readBody(body: { text: string | null | undefined } | null, workspace: string): WireAnswer {
  const answer = parseWireAnswer(body?.text);
  if (answer === 'empty') return { status: 'failed', failure: explainNoData(workspace) };
  if (answer === 'malformed') {
    return { status: 'failed', failure: explainMalformed('its body holds no table of rows') };
  }
  return answer;
}

/** Ends early when the signal fires: whoever waits then finds it aborted. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake, { once: true });
  });
}
