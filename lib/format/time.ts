/** Everything here is UTC: two people reading one link must see the same clock. */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const dayMs = 86_400_000;

function two(n: number): string {
  return String(n).padStart(2, '0');
}

/** `14:21:07` */
export function toClock(atMs: number): string {
  const at = new Date(atMs);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
}

/** `14:21:07.304` */
export function toPreciseClock(atMs: number): string {
  return `${toClock(atMs)}.${String(new Date(atMs).getUTCMilliseconds()).padStart(3, '0')}`;
}

/** `14:21` */
export function toMinute(atMs: number): string {
  return toClock(atMs).slice(0, 5);
}

/** `20 Jun` */
export function toDay(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''}`;
}

/** `20 Jun 14:21:07`, for a moment whose day the reader may not know. */
export function toMoment(atMs: number): string {
  return `${toDay(atMs)} ${toClock(atMs)}`;
}

/** What a URL and a `<time>` carry: `2026-06-20T14:21:07.304Z`. */
export function toIso(atMs: number): string {
  return new Date(atMs).toISOString();
}

export function isSameDay(aMs: number, bMs: number): boolean {
  return Math.floor(aMs / dayMs) === Math.floor(bMs / dayMs);
}

/**
 * `20 Jun, 13:58 – 14:38 UTC`; both days when they differ, and the years when they are not all the same.
 * @param nowMs the time of the page; left out, only years that differ from each other are told.
 */
export function toRangeLabel(fromMs: number, toMs: number, nowMs: number = toMs): string {
  const years = [fromMs, toMs, nowMs].map((atMs) => new Date(atMs).getUTCFullYear());
  const isYearPlain = years.every((year) => year === years[0]);
  const day = (atMs: number) => `${toDay(atMs)}${isYearPlain ? '' : ` ${new Date(atMs).getUTCFullYear()}`}`;
  if (isSameDay(fromMs, toMs)) return `${day(fromMs)}, ${toMinute(fromMs)} – ${toMinute(toMs)} UTC`;
  return `${day(fromMs)} ${toMinute(fromMs)} – ${day(toMs)} ${toMinute(toMs)} UTC`;
}

const moment = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Rows of Container Apps lie between; far outside, a query's own bounds would leave the years that Kusto knows. */
const firstMs = Date.UTC(2000, 0, 1);
const lastMs = Date.UTC(2100, 0, 1);

export function isPlausibleMoment(atMs: number): boolean {
  return atMs >= firstMs && atMs < lastMs;
}

/**
 * A moment that people wrote, from 2000 to 2099: a day, or a day and a time, in UTC when it names no zone. `null` when
 * it is none; a day that its month does not have is none either, though `Date.parse` takes it for one of the next.
 */
export function parseMoment(text: string): { atMs: number; isZoned: boolean } | null {
  const [whole, ...parts] = moment.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const offsetMs = parseOffset(parts[7]);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || offsetMs === null) return null;
  const dayAtMs = Date.UTC(year, month - 1, day);
  if (new Date(dayAtMs).getUTCDate() !== day) return null;
  const fractionMs = Number((parts[6] ?? '').slice(0, 3).padEnd(3, '0'));
  const atMs = dayAtMs + ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs - offsetMs;
  return isPlausibleMoment(atMs) ? { atMs, isZoned: parts[7] !== undefined } : null;
}

function parseOffset(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
