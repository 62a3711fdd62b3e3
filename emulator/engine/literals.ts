import type { LiteralValue, ScalarType } from './syntax';
import { parseDatetime, parseTimespan } from './time';

/**
 * Reads a literal from its source text. The parser's own value is wrong in its JavaScript build for `timespan(1.02:03:04)`,
 * `0x1F`, `real(nan)` and the 100 ns digits of a datetime.
 * Long and the two time types come back as bigint (ticks), int and real as number, decimal and guid as text.
 */
export function readLiteral(text: string, type: ScalarType): LiteralValue {
  const inner = /^[a-z]+\s*\(\s*([\s\S]*?)\s*\)$/i.exec(text)?.[1];
  const body = unquoted(inner ?? text.trim());
  if (body === 'null' || body === '') return null;
  switch (type) {
    case 'bool':
      return body === 'true' || body === 'True' || body === '1' || (/^-?\d+$/.test(body) && Number(body) !== 0);
    case 'int':
      return Number(readInteger(body));
    case 'long':
      return readInteger(body);
    case 'real':
      return readReal(body);
    case 'decimal':
      return body;
    case 'datetime':
      return parseDatetime(body);
    case 'timespan':
      return parseTimespan(body, inner !== undefined);
    case 'guid':
      return body.toLowerCase();
    default:
      return body;
  }
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function readInteger(text: string): bigint | null {
  const [, sign, digits] = /^([+-]?)(0x[0-9a-f]+|\d+)$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  return sign === '-' ? -BigInt(digits) : BigInt(digits);
}

function readReal(text: string): number {
  const lower = text.toLowerCase();
  if (lower === 'nan') return Number.NaN;
  if (/^\+?inf(inity)?$/.test(lower)) return Number.POSITIVE_INFINITY;
  if (/^-inf(inity)?$/.test(lower)) return Number.NEGATIVE_INFINITY;
  return Number(text);
}
