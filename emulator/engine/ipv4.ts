/** IPv4 addresses as text, with or without a `/prefix`; `null` where a text is none. */

interface Network {
  bits: number;
  prefix: number;
}

const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/;

function read(text: string): Network | null {
  const match = OCTETS.exec(text.trim());
  if (match === null) return null;
  const octets = match.slice(1, 5).map(Number);
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return null;
  const bits = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { bits, prefix };
}

function masked(bits: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(bits / size) * size;
}

export function parseIpv4(text: string, prefix: number): bigint | null {
  const network = read(text);
  if (network === null || prefix < 0 || prefix > 32) return null;
  return BigInt(masked(network.bits, Math.min(network.prefix, prefix)));
}

export function ipv4Suffix(text: string): bigint | null {
  const network = read(text);
  return network === null ? null : BigInt(network.prefix);
}

export function compareIpv4(a: string, b: string, prefix: number): bigint | null {
  const [left, right] = [read(a), read(b)];
  if (left === null || right === null || prefix < 0 || prefix > 32) return null;
  const shared = Math.min(left.prefix, right.prefix, prefix);
  return BigInt(Math.sign(masked(left.bits, shared) - masked(right.bits, shared)));
}

export function ipv4InRange(address: string, range: string): boolean | null {
  const [one, network] = [read(address), read(range)];
  if (one === null || network === null) return null;
  return masked(one.bits, network.prefix) === masked(network.bits, network.prefix);
}

export function isPrivateIpv4(text: string): boolean | null {
  if (read(text) === null) return null;
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((range) => ipv4InRange(text, range) === true);
}

/** Takes an address or its number. */
export function formatIpv4(value: string, prefix: number, withPrefix: boolean): string {
  const network = /^\d+$/.test(value) ? { bits: Number(value), prefix: 32 } : read(value);
  if (network === null || prefix < 0 || prefix > 32 || network.bits > 0xffffffff) return '';
  const shared = Math.min(network.prefix, prefix);
  const bits = masked(network.bits, shared);
  const text = [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');
  return withPrefix ? `${text}/${shared}` : text;
}

/** An address as a whole term in a text; `prefix` looks for the start of one. */
export function hasIpv4(text: string, needle: string, prefix: boolean): boolean {
  for (const match of text.matchAll(/(?<![0-9A-Za-z.])\d{1,3}(?:\.\d{1,3}){3}(?![0-9A-Za-z]|\.\d)/g)) {
    const [address] = match;
    if (read(address) === null) continue;
    if (prefix ? address.startsWith(needle) && (needle.endsWith('.') || address === needle) : address === needle)
      return true;
  }
  return false;
}
