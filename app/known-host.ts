/**
 * Whether a request names a host that this server answers for. A page of another site can make its own name point to
 * 127.0.0.1 (DNS rebinding) and would then read the logs through the reader's browser; the Host header tells on it.
 * Ports are not compared: a tunnel may bring another one. Names are compared as they are, without a trailing dot.
 */
export function isKnownHost(
  header: string | null,
  listen: { host: string; isLoopback: boolean },
  hosts: readonly string[],
): boolean {
  const name = hostName(header);
  if (name === null) return false;
  // An address cannot be made to point elsewhere, so the one that we listen on is ours.
  if (loopbackNames.has(name) || name === inHeader(listen.host) || hosts.includes(name)) return true;
  // Beyond loopback the names are the proxy's or the ingress's affair, unless they were listed.
  return !listen.isLoopback && hosts.length === 0;
}

function inHeader(host: string): string {
  return host.includes(':') ? `[${host.toLowerCase()}]` : host;
}

const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `shop.example` of `Shop.example.:3000`; `null` when the header is missing or is none. */
function hostName(header: string | null): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+?)\.?(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1]?.toLowerCase() ?? null;
}
