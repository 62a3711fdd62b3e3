import { type NextRequest, NextResponse } from 'next/server';
import type { ErrorBody } from '@/app/api/v1/answer';
import { isKnownHost } from '@/app/known-host';
import { settings } from '@/lib/env';

/** Before every page and answer: who asks, how, and what the page may load. */
export function proxy(request: NextRequest): Response {
  const { listen, hosts } = settings();
  const host = request.headers.get('host');
  if (!isKnownHost(host, listen, hosts)) {
    return refusal(request, 403, {
      kind: 'unknown-host',
      message: `Exitline does not answer for the host “${host ?? ''}”.`,
      remedy: `Open it as ${listenAddress(listen)}, or list the name in EXITLINE_HOSTS.`,
    });
  }
  // Nothing here changes anything. A POST would only reach Next's decoder of server actions, of which there are none.
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const error = { kind: 'method', message: 'Exitline only answers GET and HEAD.', remedy: 'It changes nothing.' };
    return refusal(request, 405, error, { allow: 'GET, HEAD' });
  }
  // Next would answer it with a 500 of its own.
  if (!isDecodable(request.nextUrl.pathname)) {
    return refusal(request, 404, {
      kind: 'no-such-address',
      message: `There is nothing at ${request.nextUrl.pathname}.`,
      remedy: 'A % in a name is written %25.',
    });
  }
  if (isApi(request)) {
    const response = NextResponse.next();
    response.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    // Next gzips pages but not what a route answers: it takes the type that the route names for a list and finds it
    // not compressible (next 16.4.5, server/base-http/node.js, appendHeader). A type that stands already is left alone.
    // A route cannot gzip by itself either: Next drops its content-encoding (server/send-response.js).
    response.headers.set('content-type', 'application/json');
    return response;
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = pagePolicy(nonce);
  // Next reads the nonce from the request's header, so what a client sent there must be overwritten.
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

// Every request but the build's own files: a page without the policy must not exist, so prefetches count too.
export const config = { matcher: '/((?!_next/static/).*)' };

/** Recharts places its boxes by style attributes (measured: violations without `style-src-attr`). */
function pagePolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function listenAddress({ host, port }: { host: string; port: number }): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function isApi({ nextUrl: { pathname } }: NextRequest): boolean {
  return pathname === '/api' || pathname.startsWith('/api/');
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** In the shape that the asker reads: an error of the API, or a sentence. */
function refusal(request: NextRequest, status: number, error: ErrorBody, more: Record<string, string> = {}): Response {
  const headers = { 'cache-control': 'no-store', ...more };
  if (isApi(request)) return Response.json({ error }, { status, headers });
  const type = { 'content-type': 'text/plain; charset=utf-8' };
  return new Response(`${error.message} ${error.remedy}\n`, { status, headers: { ...headers, ...type } });
}
