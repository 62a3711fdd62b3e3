import type { Cell, KustoType, Ticks } from '@/emulator/engine/contract';
import { parseIsoInstant } from './instant';
import type { ColumnType } from './tables';

/** A structured value, as the JSON text that travels in a dynamic column. */
export class Json {
  constructor(readonly text: string) {}
}

/** A value on its way from an export to a table. `undefined`: the export did not have this column. */
export type DraftCell = Cell | Json | undefined;

/** A value that does not fit its column. */
export const misfit = Symbol('misfit');

/**
 * Reads one raw value for a column of a known type. Strings are never null (as in Log Analytics); the command line
 * prints every value as text and a null as `None`, so that word is null wherever text is not wanted.
 * A datetime that is not ISO stays text: the order of day and month is known only when the whole file has been seen.
 */
export function readCell(raw: unknown, type: ColumnType): DraftCell | typeof misfit {
  if (type === 'string' || type === 'guid-or-text') return readText(raw);
  if (raw === null || raw === undefined || raw === '' || raw === 'None') return null;
  switch (type) {
    case 'real':
    case 'decimal':
      return readNumber(raw);
    case 'int':
    case 'long': {
      const number = readNumber(raw);
      if (typeof number !== 'number') return typeof raw === 'string' && /^-?\d{1,18}$/.test(raw) ? BigInt(raw) : number;
      return Number.isInteger(number) && Math.abs(number) <= (type === 'int' ? 2 ** 31 - 1 : Number.MAX_SAFE_INTEGER)
        ? number
        : misfit;
    }
    case 'bool':
      return readBool(raw);
    case 'datetime':
      return typeof raw === 'string' ? (parseIsoInstant(raw.trim()) ?? raw) : misfit;
    case 'dynamic':
      return new Json(typeof raw === 'string' && isJson(raw) ? raw : (JSON.stringify(raw) ?? 'null'));
    case 'guid':
      return typeof raw === 'string' && isGuid(raw) ? raw.toLowerCase() : misfit;
    case 'timespan':
      return readTimespan(raw);
  }
}

/** Reads one raw value for a column whose type only its values tell. */
export function readUntyped(raw: unknown): DraftCell {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean' || typeof raw === 'bigint') {
    return raw;
  }
  return new Json(JSON.stringify(raw) ?? 'null');
}

export function readText(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  if (raw === null || raw === undefined) return '';
  if (raw instanceof Json) return raw.text;
  if (typeof raw === 'object') return JSON.stringify(raw) ?? '';
  return String(raw);
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

function readNumber(raw: unknown): number | null | typeof misfit {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
  if (typeof raw !== 'string') return misfit;
  const text = raw.trim();
  if (/^nan$/i.test(text)) return null;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return misfit;
  const number = Number(text);
  return Number.isFinite(number) ? number : misfit;
}

function readBool(raw: unknown): boolean | typeof misfit {
  if (typeof raw === 'boolean') return raw;
  if (raw === 1 || raw === 0) return raw === 1;
  const word = typeof raw === 'string' ? raw.trim().toLowerCase() : '';
  if (word === 'true' || word === '1') return true;
  return word === 'false' || word === '0' ? false : misfit;
}

/** `[-][d.]hh:mm:ss[.fffffff]` as ticks. */
function readTimespan(raw: unknown): Ticks | typeof misfit {
  const match = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?$/.exec(String(raw));
  if (match === null) return misfit;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  return sign === undefined ? ticks : -ticks;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The type that holds every value of a column nobody knows, with the widest taste: text when they disagree. */
export class TypeGuess {
  private numbers = 0;
  private fractions = 0;
  private booleans = 0;
  private structures = 0;
  private texts = 0;
  private instants = 0;

  see(cell: DraftCell): void {
    if (cell === null || cell === undefined || cell === '' || cell === 'None') return;
    if (cell instanceof Json) this.structures += 1;
    else if (typeof cell === 'boolean') this.booleans += 1;
    else if (typeof cell === 'number' || typeof cell === 'bigint') {
      this.numbers += 1;
      if (!Number.isSafeInteger(cell)) this.fractions += 1;
    } else {
      this.texts += 1;
      if (cell.length >= 19 && cell.charCodeAt(10) === 84 && parseIsoInstant(cell) !== null) this.instants += 1;
    }
  }

  type(): KustoType {
    if (this.structures > 0) return 'dynamic';
    if (this.texts > 0)
      return this.instants === this.texts && this.numbers + this.booleans === 0 ? 'datetime' : 'string';
    if (this.booleans > 0) return this.numbers > 0 ? 'string' : 'bool';
    if (this.numbers > 0) return this.fractions > 0 ? 'real' : 'long';
    return 'string';
  }
}
