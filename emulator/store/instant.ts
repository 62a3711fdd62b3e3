import type { Ticks } from '@/emulator/engine/contract';

/** Ticks (100 ns since 0001-01-01, as .NET counts) of the Unix epoch. */
export const EPOCH_TICKS = 621_355_968_000_000_000n;
const TICKS_PER_MS = 10_000n;
const MIN_MS = -62_135_596_800_000;
const MAX_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** @param ms milliseconds since 1970. */
export function ticksOfMs(ms: number): Ticks {
  return BigInt(Math.trunc(ms)) * TICKS_PER_MS + EPOCH_TICKS;
}

/** Milliseconds since 1970, rounded down. */
export function msOfTicks(ticks: Ticks): number {
  const since = ticks - EPOCH_TICKS;
  const ms = since / TICKS_PER_MS;
  return Number(since % TICKS_PER_MS < 0n ? ms - 1n : ms);
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,12}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?: UTC)?)?$/;

/**
 * Reads the spellings of the query API, the command line and the container log stream: `2026-06-20T13:35:28.1234567Z`,
 * with an offset, with a space (`2026-06-20 13:35:17.7886384 +0000 UTC`), without a zone (then UTC, as in Kusto).
 * `null` for anything else and for days that do not exist.
 */
export function parseIsoInstant(text: string): Ticks | null {
  const match = iso.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  return instant(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    fraction,
    offsetMinutes(zone),
  );
}

/** Which of the two first numbers of a slashed date is the day. */
export type DateOrder = 'day-first' | 'month-first';

const local =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,7}))?)?\s*([AaPp])?\.?(?:[Mm]\.?)?$/u;

/**
 * Reads what the portal writes in the reader's own language: `6/20/2026, 1:35:28.123 PM`, `20/06/2026, 13:35:28.123`,
 * `20.6.2026, 13:35:28.123`. A number above 12 decides the order whatever `order` says.
 * @param offset minutes east of UTC.
 */
export function parseLocalInstant(text: string, order: DateOrder, offset: number): Ticks | null {
  const match = local.exec(text);
  if (match === null) return null;
  const [, first = '', , second = '', year, hourText = '', minute, seconds = '0', fraction = '', half] = match;
  const a = Number(first);
  const b = Number(second);
  const dayFirst = a > 12 || (b <= 12 && order === 'day-first');
  let hour = Number(hourText);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const [day, month] = dayFirst ? [a, b] : [b, a];
  return instant(Number(year), month, day, hour, Number(minute), Number(seconds), fraction, offset);
}

/**
 * What a date says about the order of day and month: surely, by a number above 12, or only probably, by its style
 * (`PM` in capitals is American, dots and a 24-hour clock are not).
 */
export function dateOrderOf(text: string): { order: DateOrder; sure: boolean } | null {
  const match = local.exec(text);
  if (match === null) return null;
  if (Number(match[1]) > 12) return { order: 'day-first', sure: true };
  if (Number(match[3]) > 12) return { order: 'month-first', sure: true };
  const half = match[9];
  return { order: half === 'A' || half === 'P' ? 'month-first' : 'day-first', sure: false };
}

/** Minutes east of UTC for `Z`, `UTC`, `GMT`, `+02:00`, `UTC+2`, `UTC-05:30`; `null` when the text names no fixed offset. */
export function parseZone(text: string): number | null {
  const match = /^(?:Z|UTC|GMT)?(?:([+-])(\d{1,2})(?::?(\d{2}))?)?$/.exec(text.trim());
  if (match === null || text.trim() === '') return null;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}

function offsetMinutes(zone: string): number {
  if (zone === 'Z' || zone === 'UTC' || zone === 'GMT') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.replace(':', '').slice(3, 5));
  return zone.startsWith('-') ? -minutes : minutes;
}

function instant(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string,
  offset: number,
): Ticks | null {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return null;
  if (hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0)) return null;
  const ms = midnight(year, month, day) + ((hour * 60 + minute - offset) * 60 + second) * 1000;
  if (ms < MIN_MS || ms > MAX_MS) return null;
  return BigInt(ms) * TICKS_PER_MS + EPOCH_TICKS + BigInt(fraction.slice(0, 7).padEnd(7, '0'));
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Date.UTC reads the years 0 to 99 as 1900 to 1999; four centuries are 146,097 days whatever the century. */
function midnight(year: number, month: number, day: number): number {
  return Date.UTC(year + 400, month - 1, day) - 146_097 * 86_400_000;
}
