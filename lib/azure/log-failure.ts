import { isRestError, type RestError } from '@azure/core-rest-pipeline';
import type { LogFailure } from '@/lib/domain/connection';
import { parseServiceErrors, type ServiceError } from './service-error';

/** What a failed attempt means. */
export interface Failed {
  failure: LogFailure;
  /** Milliseconds after which one more attempt makes sense; `null`: it does not. */
  retryAfterMs: number | null;
}

export interface Attempt {
  workspace: { name: string; id: string };
  /** Host that was asked, for network failures. */
  host: string;
  deadlineMs: number;
  /** The reader left. */
  aborted: boolean;
  /** Our own deadline passed. */
  timedOut: boolean;
  /** UTC milliseconds, to read a `Retry-After` given as a date. */
  nowMs: number;
}

/** Longest wait that a reader is asked to sit through without being told. */
const longestSilentWaitMs = 5_000;

/** Pause before the one retry when the service names none. */
const shortPauseMs = 400;

export function explainAborted(): LogFailure {
  return { kind: 'aborted', message: 'The question was withdrawn before it was answered.', remedy: 'Load it again.' };
}

export function explainFull(waitedMs: number): LogFailure {
  return {
    kind: 'throttled',
    message: `Too many questions are waiting for Log Analytics: this one waited ${toSeconds(waitedMs)} for its turn.`,
    remedy: 'Load the page again in a minute, or choose a shorter range.',
  };
}

export function explainUnknownWorkspace(name: string, known: readonly string[]): LogFailure {
  return {
    kind: 'not-found',
    message: `There is no workspace named ${name} in the settings.`,
    remedy: `Use one of: ${known.join(', ')}.`,
  };
}

function explainTimeout(afterMs: number): LogFailure {
  return {
    kind: 'timeout',
    message: `Log Analytics did not finish the question within ${toSeconds(afterMs)}.`,
    remedy: 'Choose a shorter range.',
  };
}

/** The service answers 204, or an empty 200, for a workspace in which no data was placed yet (REST reference, "Errors"). */
export function explainNoData(workspace: string): LogFailure {
  return {
    kind: 'no-table-yet',
    message: `Workspace ${workspace} answered without content: nothing was ever written to it.`,
    remedy:
      'If apps should log there, check that their environment names this workspace as its log destination. The first rows take a few minutes.',
  };
}

export function explainMalformed(what: string): LogFailure {
  return {
    kind: 'malformed',
    message: `What came back is not an answer of Log Analytics: ${what}.`,
    remedy: 'A proxy or a sign-in page between here and Azure often does this: check HTTPS_PROXY and NO_PROXY.',
  };
}

/** Turns whatever an attempt threw into a failure people can act on, and says whether to try once more. */
export function explainThrown(thrown: unknown, attempt: Attempt): Failed {
  if (attempt.timedOut) return final(explainTimeout(attempt.deadlineMs));
  if (attempt.aborted) return final(explainAborted());
  if (isRestError(thrown)) {
    return thrown.statusCode === undefined || isCutShort(thrown)
      ? explainConnection(thrown, attempt)
      : explainStatus(thrown, thrown.statusCode, attempt);
  }
  if (isCredentialError(thrown)) return final(explainCredential(thrown));
  // The emulator and the SDK throw plain errors only for bugs; a reader still needs a sentence.
  return final(explainMalformed(thrown instanceof Error ? thrown.name : 'an unknown error'));
}

function final(failure: LogFailure): Failed {
  return { failure, retryAfterMs: null };
}

/** A socket closed in mid body surfaces as PARSE_ERROR "Error reading response as text" (seen with core-rest-pipeline 1.24). */
function isCutShort(error: RestError): boolean {
  return error.code === 'PARSE_ERROR' && error.message.startsWith('Error reading response');
}

const connectionReasons: Record<string, string> = {
  ENOTFOUND: 'its name could not be resolved',
  EAI_AGAIN: 'its name could not be resolved',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no network',
  PARSE_ERROR: 'the connection was closed in the middle of the answer',
};

/** TLS errors carry OpenSSL names: a proxy that inspects traffic is the usual cause. */
const untrusted = /CERT|SELF_SIGNED|ISSUER|SSL|TLS/;

function explainConnection(error: RestError, attempt: Attempt): Failed {
  const code = error.code ?? '';
  if (untrusted.test(code)) {
    return final({
      kind: 'network',
      message: `The certificate of ${attempt.host} is not trusted here (${code}).`,
      remedy: 'If a proxy inspects traffic, name its root certificate in NODE_EXTRA_CA_CERTS and start again.',
    });
  }
  const reason = connectionReasons[code] ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`);
  const failure: LogFailure = {
    kind: 'network',
    message: `Could not reach ${attempt.host}: ${reason}.`,
    remedy: 'Check the network, DNS and HTTPS_PROXY of the machine Exitline runs on, then load the page again.',
  };
  // Only a connection that existed and broke is worth a second attempt at once.
  const broke = code === 'ECONNRESET' || code === 'EPIPE' || code === 'PARSE_ERROR';
  return { failure, retryAfterMs: broke ? shortPauseMs : null };
}

function explainStatus(error: RestError, status: number, attempt: Attempt): Failed {
  const errors = parseServiceErrors(error.response?.bodyAsText);
  const codes = new Set(errors.map((level) => level.code));
  const { name, id } = attempt.workspace;

  switch (status) {
    case 204:
      return final(explainNoData(name));
    case 400:
      return final(codes.has('FailedToResolveResource') ? explainNotFound(name, id) : explainBadQuery(errors, name));
    case 401:
      return final(explainToken(name, null));
    case 403: {
      // A bad token is answered 403 here, not 401 (REST reference, "Errors").
      const token = [...codes].find((code) => code !== null && /Token|SignatureVerification/i.test(code));
      return final(token === undefined ? explainForbidden(name) : explainToken(name, token ?? null));
    }
    case 404:
      return final(explainNotFound(name, id));
    case 408:
    case 504:
      return final(explainTimeout(attempt.deadlineMs));
    case 429:
      return explainThrottled(readRetryAfterMs(error, attempt.nowMs), name);
    case 500:
    case 502:
    case 503: {
      const wait = readRetryAfterMs(error, attempt.nowMs) ?? shortPauseMs;
      return { failure: explainOutage(status), retryAfterMs: wait <= longestSilentWaitMs ? wait : null };
    }
    default:
      return final(explainMalformed(`HTTP status ${status}`));
  }
}

function explainOutage(status: number): LogFailure {
  return {
    kind: 'network',
    message: `Log Analytics is in trouble: it answered ${status}.`,
    remedy: 'Load the page again in a minute. If it stays, look at status.azure.com.',
  };
}

function explainNotFound(name: string, id: string): LogFailure {
  return {
    kind: 'not-found',
    message: `Log Analytics knows no workspace ${id} (${name}).`,
    remedy:
      "Compare the GUID in EXITLINE_WORKSPACES with the Workspace ID on the workspace's overview page, and EXITLINE_CLOUD with its cloud.",
  };
}

function explainForbidden(name: string): LogFailure {
  return {
    kind: 'forbidden',
    message: `No permission to read workspace ${name}.`,
    remedy: 'Ask for the Log Analytics Reader role on it. A new role can take up to an hour to work.',
  };
}

function explainToken(name: string, code: string | null): LogFailure {
  return {
    kind: 'auth',
    message: `Log Analytics did not accept our sign-in for workspace ${name}${code === null ? '' : ` (${code})`}.`,
    remedy:
      'Check that EXITLINE_CLOUD names the cloud of the workspace and that the identity belongs to its tenant; on a developer machine, run az login again.',
  };
}

function explainThrottled(waitMs: number | null, name: string): Failed {
  return {
    failure: {
      kind: 'throttled',
      message: `Log Analytics has had too many questions about workspace ${name} from this identity.`,
      remedy:
        waitMs === null
          ? 'Load the page again in a minute.'
          : `It asks to wait ${toSeconds(waitMs)}: load the page again after that.`,
    },
    retryAfterMs: waitMs !== null && waitMs <= longestSilentWaitMs ? waitMs : null,
  };
}

/** Either family's two tables; a `_CL` table does not exist before its first row. */
const ourTables = /\bContainerApp(?:System|Console)Logs(?:_CL)?\b/;

function explainBadQuery(errors: readonly ServiceError[], name: string): LogFailure {
  const missing = errors.find((level) => level.code === 'SEM0100' && ourTables.test(level.message ?? ''));
  if (missing !== undefined) {
    const table = ourTables.exec(missing.message ?? '')?.[0] ?? '';
    return {
      kind: 'no-table-yet',
      message: `Workspace ${name} has no table ${table} yet: no row of that kind was ever written to it.`,
      remedy:
        'If apps should log there, check that their environment names this workspace as its log destination. The first rows take a few minutes.',
    };
  }
  const deepest = [...errors].reverse().find((level) => level.message !== null);
  const placed = errors.find((level) => level.line !== null);
  const where =
    placed === undefined
      ? ''
      : ` (line ${placed.line}${placed.position === null ? '' : `, position ${placed.position}`})`;
  return {
    kind: 'bad-query',
    message: `Log Analytics refused the question${where}: ${deepest?.message ?? 'it did not say why'}`,
    remedy: 'This is a fault of Exitline, not of your apps: please report it with the query shown on the page.',
  };
}

const credentialErrors = new Set([
  'CredentialUnavailableError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'AggregateAuthenticationError',
]);

function isCredentialError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && credentialErrors.has(thrown.name);
}

function explainCredential(thrown: Error): LogFailure {
  // The first line names the credential that was tried; what follows can be pages of the token service.
  const firstLine = thrown.message.split('\n', 1)[0]?.slice(0, 300) ?? '';
  return {
    kind: 'auth',
    message: `Could not sign in to Azure: ${firstLine}`,
    remedy:
      'On a developer machine run az login. In Azure give the app a managed identity (AZURE_CLIENT_ID for a user-assigned one). EXITLINE_CREDENTIAL chooses between them.',
  };
}

/** The millisecond headers win over `Retry-After`, which is seconds or a date (seen with core-rest-pipeline 1.24). */
function readRetryAfterMs(error: RestError, nowMs: number): number | null {
  const headers = error.response?.headers;
  for (const header of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const ms = Number(headers?.get(header) ?? Number.NaN);
    if (ms >= 0) return ms;
  }
  const text = headers?.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

function toSeconds(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
