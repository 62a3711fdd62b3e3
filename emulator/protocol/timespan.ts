import type { Ticks } from '@/emulator/engine/contract';
import { parseIsoInstant } from '@/emulator/store/instant';
import { invalidRequest } from './service-error';

/** Half open; `null` is open. */
export interface Span {
  from: Ticks | null;
  to: Ticks | null;
}

const wholeTime: Span = { from: null, to: null };

/**
 * Reads the request's `timespan`: `start/end`, `start/P1D`, `P1D/end`, or `P1D`, which ends now (REST reference, "Request
 * format"; ISO 8601 intervals). An empty text is what the client sends when it was given none.
 * @throws ServiceError when it is none of these.
 */
export function parseTimespan(text: string | null, now: Ticks): Span {
  if (text === null || text.trim() === '') return wholeTime;
  const parts = text.trim().split('/');
  const [first, second] = parts.map(parsePart);
  if (parts.length > 2 || first === null || first === undefined || second === null) throw unreadable(text);
  if (second === undefined) {
    if (first.kind === 'instant') throw unreadable(text);
    return { from: earlier(now, first), to: null };
  }
  if (first.kind === 'instant') {
    return { from: first.ticks, to: second.kind === 'instant' ? second.ticks : later(first.ticks, second) };
  }
  if (second.kind === 'duration') throw unreadable(text);
  return { from: earlier(second.ticks, first), to: second.ticks };
}

export function intersect(a: Span, b: Span): Span {
  return {
    from: a.from === null || (b.from !== null && b.from > a.from) ? b.from : a.from,
    to: a.to === null || (b.to !== null && b.to < a.to) ? b.to : a.to,
  };
}

type Part = { kind: 'instant'; ticks: Ticks } | Duration;

interface Duration {
  kind: 'duration';
  months: number;
  ticks: Ticks;
}

const duration =
  /^P(?=.)(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;

function parsePart(text: string): Part | null {
  const match = duration.exec(text);
  if (match === null) {
    const ticks = parseIsoInstant(text);
    return ticks === null ? null : { kind: 'instant', ticks };
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const inSeconds = (weeks * 7 + days) * 86_400 + hours * 3_600 + minutes * 60 + seconds;
  const ticks = Math.round(inSeconds * 10_000_000);
  if (!Number.isFinite(ticks)) return null;
  return { kind: 'duration', months: Math.round(years * 12 + months), ticks: BigInt(ticks) };
}

const MIN_TICKS = 0n;
const MAX_TICKS = 3_155_378_975_999_999_999n;
/** A duration in months or years has no fixed length; the mean Gregorian month stands for it. */
const TICKS_PER_MONTH = 26_297_460_000_000n;

function earlier(ticks: Ticks, span: Duration): Ticks {
  const result = ticks - span.ticks - BigInt(span.months) * TICKS_PER_MONTH;
  return result < MIN_TICKS ? MIN_TICKS : result;
}

function later(ticks: Ticks, span: Duration): Ticks {
  const result = ticks + span.ticks + BigInt(span.months) * TICKS_PER_MONTH;
  return result > MAX_TICKS ? MAX_TICKS : result;
}

function unreadable(text: string) {
  return invalidRequest('InvalidTimespan', `The timespan "${text.slice(0, 100)}" is no ISO 8601 interval or duration`);
}
