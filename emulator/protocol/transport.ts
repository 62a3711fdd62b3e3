import { Readable } from 'node:stream';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { AbortError, type Answer } from './wire';

/**
 * The protocol as the Azure SDK's own `HttpClient`: handed to an unmodified client, all of the SDK's pipeline runs (token,
 * retry, error parsing) and only the socket is missing. The host of the URL is not looked at.
 */
export function transportOver(answer: Answer): HttpClient {
  return {
    async sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
      const { signal, release } = signalOf(request);
      try {
        const { pathname, search } = new URL(request.url);
        const response = await answer({
          method: request.method,
          target: `${pathname}${search}`,
          header: (name) => request.headers.get(name) ?? null,
          body: await bodyText(request.body),
          signal,
        });
        if (signal.aborted) throw new AbortError();
        const asStream =
          request.streamResponseStatusCodes?.has(response.status) === true ||
          request.streamResponseStatusCodes?.has(Number.POSITIVE_INFINITY) === true;
        return {
          request,
          status: response.status,
          headers: createHttpHeaders(response.headers),
          ...(asStream ? { readableStreamBody: Readable.from([response.body]) } : { bodyAsText: response.body }),
        };
      } finally {
        release();
      }
    },
  };
}

/** The request's own signal and its time limit as one; `release` takes the listeners away again. */
function signalOf(request: PipelineRequest): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const source = request.abortSignal;
  if (source?.aborted === true) abort();
  source?.addEventListener('abort', abort);
  const timer = request.timeout > 0 ? setTimeout(abort, request.timeout) : undefined;
  return {
    signal: controller.signal,
    release() {
      source?.removeEventListener('abort', abort);
      clearTimeout(timer);
    },
  };
}

async function bodyText(body: PipelineRequest['body']): Promise<string> {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (body instanceof Blob) return await body.text();
  if (body instanceof ArrayBuffer) return Buffer.from(body).toString('utf8');
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  throw new TypeError('The embedded workspace reads request bodies that are text or bytes, not streams.');
}
