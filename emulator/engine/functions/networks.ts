import type { Value } from '@/emulator/engine/sql';
import { as } from '@/emulator/engine/types';
import { allArgs, type Build, type Call, fn, type Registry } from './define';
import { jsonText } from './dynamics';

/** IPv4 only. An address may carry a `/prefix`; a text that is no address gives null or false. */

function anyOf(name: string): Build {
  return (call: Call): Value => {
    const [text, ...rest] = allArgs(call);
    const source = text === undefined ? "''" : as(text, 'string');
    const needles = rest.map((value) =>
      value.type === 'dynamic' ? jsonText(value.sql) : `CAST(to_json([${as(value, 'string')}]) AS VARCHAR)`,
    );
    const tests = needles.map((list) => `coalesce(${name}(${source}, ${list}), FALSE)`);
    return { sql: `(${tests.join(' OR ') || 'FALSE'})`, type: 'bool' };
  };
}

export const networks: Registry = {
  parse_ipv4: fn('long', ['string'], (s) => `k_ipv4(${s}, 32)`),
  parse_ipv4_mask: fn('long', ['string', 'long'], (s, prefix) => `k_ipv4(${s}, ${prefix})`),
  ipv4_compare: fn(
    'long',
    ['string', 'string', 'long'],
    (a, b, prefix) => `k_ipv4_compare(${a}, ${b}, ${prefix ?? '32'})`,
    { optional: 1 },
  ),
  ipv4_is_match: fn(
    'bool',
    ['string', 'string', 'long'],
    (a, b, prefix) => `(k_ipv4_compare(${a}, ${b}, ${prefix ?? '32'}) = 0)`,
    { optional: 1 },
  ),
  ipv4_is_in_range: fn('bool', ['string', 'string'], (a, b) => `k_ipv4_in_range(${a}, ${b})`),
  ipv4_is_in_any_range: anyOf('k_ipv4_in_any'),
  ipv4_is_private: fn('bool', ['string'], (a) => `k_ipv4_is_private(${a})`),
  ipv4_netmask_suffix: fn('long', ['string'], (a) => `k_ipv4_suffix(${a})`),
  format_ipv4: fn(
    'string',
    ['any', 'long'],
    (a, prefix) => `k_format_ipv4(CAST(${a} AS VARCHAR), ${prefix ?? '32'}, FALSE)`,
    { optional: 1 },
  ),
  format_ipv4_mask: fn(
    'string',
    ['any', 'long'],
    (a, prefix) => `k_format_ipv4(CAST(${a} AS VARCHAR), ${prefix ?? '32'}, TRUE)`,
    { optional: 1 },
  ),
  has_ipv4: anyOf('k_has_ipv4'),
  has_any_ipv4: anyOf('k_has_ipv4'),
  has_ipv4_prefix: anyOf('k_has_ipv4_prefix'),
  has_any_ipv4_prefix: anyOf('k_has_ipv4_prefix'),
};
