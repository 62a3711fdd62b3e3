import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { AbortError, type Answer, jsonResponse, type WireResponse } from './protocol/wire';

const compress = promisify(gzip);
const LONGEST_BODY = 4 * 2 ** 20;
const WORTH_COMPRESSING = 1024;

export interface EmulatorServer {
  /** `http://127.0.0.1:port`, without a path. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves an embedded workspace over HTTP, for clients that want a socket: other SDKs, curl, a conformance test. It binds
 * the loopback address only, because anybody who can reach it can read the logs.
 * @param options.port 0 for any free one.
 */
export async function createEmulatorServer(options: {
  workspace: { answer: Answer };
  port?: number;
}): Promise<EmulatorServer> {
  const server = createServer((incoming, outgoing) => {
    serve(options.workspace.answer, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function serve(answer: Answer, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const controller = new AbortController();
  // A client that hangs up no longer wants its rows: the query stops.
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  const body = await readBody(incoming);
  try {
    const response =
      body === null
        ? jsonResponse(413, '{"error":{"code":"RequestTooLarge","message":"The request body is too large"}}')
        : await answer({
            method: incoming.method ?? 'GET',
            target: incoming.url ?? '/',
            header: (name) => {
              const value = incoming.headers[name];
              return value === undefined ? null : String(value);
            },
            body,
            signal: controller.signal,
          });
    await send(response, /\bgzip\b/.test(String(incoming.headers['accept-encoding'] ?? '')), outgoing);
  } catch (error) {
    if (error instanceof AbortError) outgoing.destroy();
    else throw error;
  }
}

/** `null` when it is longer than any query may be. */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of incoming) {
    const bytes = piece as Buffer;
    length += bytes.length;
    if (length <= LONGEST_BODY) pieces.push(bytes);
  }
  return length > LONGEST_BODY ? null : Buffer.concat(pieces).toString('utf8');
}

async function send(response: WireResponse, acceptsGzip: boolean, outgoing: ServerResponse): Promise<void> {
  const plain = Buffer.from(response.body, 'utf8');
  const zipped = acceptsGzip && plain.length > WORTH_COMPRESSING;
  const bytes = zipped ? await compress(plain) : plain;
  outgoing.writeHead(response.status, {
    ...response.headers,
    vary: 'accept-encoding',
    ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    'content-length': bytes.length,
  });
  outgoing.end(bytes);
}
