/** .NET ticks (100 ns since 0001-01-01T00:00:00Z) to and from text, as Kusto writes and reads them. */

export const TICKS_PER_MILLISECOND = 10_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_DAY = 864_000_000_000n;
/** 1970-01-01T00:00:00Z. */
export const UNIX_EPOCH_TICKS = 621_355_968_000_000_000n;
/** 9999-12-31T23:59:59.9999999Z. */
export const MAX_TICKS = 3_155_378_975_999_999_999n;
const MAX_TIMESPAN = 9_223_372_036_854_775_807n;

const UNIT_TICKS: [RegExp, number][] = [
  [/^(?:d|day|days)$/, 864e9],
  [/^(?:h|hr|hrs|hour|hours)$/, 36e9],
  [/^(?:m|min|minute|minutes)$/, 6e8],
  [/^(?:s|sec|second|seconds)$/, 1e7],
  [/^(?:ms|milli|millis|millisecond|milliseconds)$/, 1e4],
  [/^(?:microsecond|microseconds|micro|micros)$/, 10],
  [/^(?:tick|ticks)$/, 1],
];

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface CivilTime {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 0 to 9 999 999 ticks. */
  fraction: number;
}

/** `null` outside the years 1 to 9999 or for a day or hour that does not exist. */
export function ticksOf(time: CivilTime): bigint | null {
  const { year, month, day, hour, minute, second, fraction } = time;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  const seconds = daysBefore(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  return BigInt(seconds) * TICKS_PER_SECOND + BigInt(fraction);
}

export function civilOf(ticks: bigint): CivilTime {
  const days = Number(ticks / TICKS_PER_DAY);
  const rest = ticks % TICKS_PER_DAY;
  const seconds = Number(rest / TICKS_PER_SECOND);
  const date = new Date(days * 86_400_000 - 62_135_596_800_000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: Number(rest % TICKS_PER_SECOND),
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 0001-01-01. `Date.UTC` reads the years 0 to 99 as 1900 to 1999, so the year is set separately. */
function daysBefore(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return (date.getTime() + 62_135_596_800_000) / 86_400_000;
}

/** `2024-05-06T07:08:09.1234567Z`; `trim` drops the zeros at the end, as the JSON answer does and `tostring` does not. */
export function formatDatetime(ticks: bigint, trim = false): string {
  const time = civilOf(ticks);
  const head = `${pad(time.year, 4)}-${pad(time.month, 2)}-${pad(time.day, 2)}T${pad(time.hour, 2)}:${pad(time.minute, 2)}:${pad(time.second, 2)}`;
  if (!trim) return `${head}.${pad(time.fraction, 7)}Z`;
  return time.fraction === 0 ? `${head}Z` : `${head}.${pad(time.fraction, 7).replace(/0+$/, '')}Z`;
}

/** `[-][d.]hh:mm:ss[.fffffff]`. */
export function formatTimespan(ticks: bigint): string {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / TICKS_PER_DAY;
  const seconds = Number((size % TICKS_PER_DAY) / TICKS_PER_SECOND);
  const fraction = Number(size % TICKS_PER_SECOND);
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0 ? `.${pad(fraction, 7)}` : ''}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function fractionTicks(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 7).padEnd(7, '0'));
}

const ISO =
  /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:[T ](\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
/** `1970-5-12`, and the `2025, 6, 14` that a literal may hold. */
const PARTS =
  /^(\d{4})\s*[-/,]\s*(\d{1,2})\s*[-/,]\s*(\d{1,2})(?:[T ,]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?)?Z?$/;
const US =
  /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(AM|PM)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
const WORDS =
  /^(?:[a-z]{3,9},?\s+)?(?:(\d{1,2})[\s-]+([a-z]{3,9})|([a-z]{3,9})\s+(\d{1,2}),?)[\s-]+(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?\s*(AM|PM)?)?\s*(Z|UTC|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|[+-]\d{2}:?\d{2})?$/i;

const ZONE_HOURS: Record<string, number> = { EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 };

/** What `todatetime` and `datetime(...)` accept: ISO 8601, RFC 822 and 850, `m/d/yyyy`; `null` for anything else. */
export function parseDatetime(text: string): bigint | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, zone] = iso;
    return shifted(
      ticksOf({
        year: Number(year),
        month: Number(month ?? 1),
        day: Number(day ?? 1),
        hour: Number(hour ?? 0),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        fraction: fractionTicks(fraction),
      }),
      zone,
    );
  }
  const plain = PARTS.exec(trimmed);
  if (plain) {
    const [, year, month, day, hour, minute, second, fraction] = plain;
    return ticksOf({
      year: Number(year),
      month: Number(month),
      day: Number(day),
      hour: Number(hour ?? 0),
      minute: Number(minute ?? 0),
      second: Number(second ?? 0),
      fraction: fractionTicks(fraction),
    });
  }
  const us = US.exec(trimmed);
  if (us) {
    const [, month, day, year, hour, minute, second, fraction, half, zone] = us;
    return shifted(
      ticksOf({
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: hourOf(hour, half),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        fraction: fractionTicks(fraction),
      }),
      zone,
    );
  }
  const words = WORDS.exec(trimmed);
  if (words) {
    const [, dayFirst, monthAfter, monthFirst, dayAfter, year, hour, minute, second, fraction, half, zone] = words;
    const month = MONTHS.indexOf((monthAfter ?? monthFirst ?? '').slice(0, 3).toLowerCase()) + 1;
    const fullYear = Number(year) < 100 ? Number(year) + (Number(year) < 50 ? 2000 : 1900) : Number(year);
    return shifted(
      ticksOf({
        year: fullYear,
        month,
        day: Number(dayFirst ?? dayAfter),
        hour: hourOf(hour, half),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        fraction: fractionTicks(fraction),
      }),
      zone,
    );
  }
  return null;
}

function hourOf(hour: string | undefined, half: string | undefined): number {
  const value = Number(hour ?? 0);
  if (half === undefined) return value;
  return (value % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

function shifted(ticks: bigint | null, zone: string | undefined): bigint | null {
  if (ticks === null || zone === undefined) return ticks;
  const name = zone.toUpperCase();
  if (name === 'Z' || name === 'UTC' || name === 'GMT') return ticks;
  const named = ZONE_HOURS[name];
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const offset =
    named !== undefined ? named * 60 : (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
  const moved = ticks - BigInt(offset) * 60n * TICKS_PER_SECOND;
  return moved < 0n || moved > MAX_TICKS ? null : moved;
}

const CLOCK = /^(-)?(?:(\d+)[.:])?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;

/** What `totimespan` and `timespan(...)` accept: `1.02:03:04.5`, `90s`, `-1d`, and a bare number of days where allowed. */
export function parseTimespan(text: string, bareNumberIsDays = false): bigint | null {
  const trimmed = text.trim();
  const clock = CLOCK.exec(trimmed);
  if (clock) {
    const [, sign, days, hours, minutes, seconds, fraction] = clock;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) return null;
    const whole = BigInt(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * TICKS_PER_SECOND;
    const size = BigInt(days ?? 0) * TICKS_PER_DAY + whole + BigInt(fractionTicks(fraction));
    if (size > MAX_TIMESPAN) return null;
    return sign === '-' ? -size : size;
  }
  const unit = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(trimmed);
  if (unit) {
    const [, amount = '', name = ''] = unit;
    const ticks = UNIT_TICKS.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
    if (ticks === undefined) return null;
    return amount.includes('.') ? BigInt(Math.round(Number(amount) * ticks)) : BigInt(amount) * BigInt(ticks);
  }
  const days = /^-?\d+$/.exec(trimmed);
  if (days && bareNumberIsDays) return BigInt(trimmed) * TICKS_PER_DAY;
  return null;
}
