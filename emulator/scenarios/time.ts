import { hashOf, mix } from './random';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The instants a story is told around: UTC milliseconds. */
export interface StoryClock {
  nowMs: number;
  /** Nothing in the sample is older. */
  fromMs: number;
  /** The living go on until here, so that a server that stays up does not show a frozen picture. */
  toMs: number;
}

export function clockAt(nowMs: number): StoryClock {
  return { nowMs, fromMs: nowMs - 3 * day, toMs: nowMs + 12 * hour };
}

const twoDigits = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const dates = new Map<number, string>();

/** `2026-06-20`; one text per day, because `Date` costs more than all the rest of a row. */
function dateOf(dayNumber: number): string {
  let text = dates.get(dayNumber);
  if (text === undefined) {
    text = new Date(dayNumber * day).toISOString().slice(0, 10);
    dates.set(dayNumber, text);
  }
  return text;
}

/**
 * ISO text as the service writes it: up to seven fraction digits, no trailing zeros. `ticks` are the units of 100 ns below
 * the millisecond, 0 to 9999.
 */
export function isoOf(atMs: number, ticks: number): string {
  const dayNumber = Math.floor(atMs / day);
  const inDay = atMs - dayNumber * day;
  const seconds = Math.floor(inDay / second);
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map(
    (part) => twoDigits[part],
  );
  let fraction = (inDay - seconds * second) * 10_000 + ticks;
  const prefix = `${dateOf(dayNumber)}T${clock[0]}:${clock[1]}:${clock[2]}`;
  if (fraction === 0) return `${prefix}Z`;
  let width = 7;
  for (; fraction % 10 === 0; fraction /= 10) width--;
  return `${prefix}.${String(fraction).padStart(width, '0')}Z`;
}

const gridMs = 11 * second;
const jitterMs = 4 * second;
const leastDelayMs = 2 * second;

/** The collector of one table in one environment: rows arrive in batches. */
export interface Pipeline {
  /**
   * `TimeGenerated` of a `_CL` row: the end of the ingestion batch that carried it, 2 to 17 s after the event, shared to
   * the tick by all rows of the batch (seen in captured rows: `time_t` 08:19:07.117, `TimeGenerated` 08:19:09.438).
   */
  arrivalOf(atMs: number): Batch;
}

export interface Batch {
  endMs: number;
  /** As text, with seven fraction digits at most. */
  iso: string;
}

export function createPipeline(name: string): Pipeline {
  const seed = hashOf(name);
  const batches = new Map<number, Batch>();
  const endOf = (index: number) => index * gridMs + (mix(seed, index) % jitterMs);
  return {
    arrivalOf(atMs) {
      const least = atMs + leastDelayMs;
      let index = Math.floor((least - jitterMs) / gridMs);
      while (endOf(index) < least) index++;
      let batch = batches.get(index);
      if (batch === undefined) {
        const endMs = endOf(index);
        batch = { endMs, iso: isoOf(endMs, mix(seed, index + 7) % 10_000) };
        batches.set(index, batch);
      }
      return batch;
    },
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `20/Jun/2026:14:22:51 +0000`, the date of a web server's access log. */
export function accessLogDate(atMs: number): string {
  const text = new Date(atMs).toISOString();
  return `${text.slice(8, 10)}/${months[Number(text.slice(5, 7)) - 1]}/${text.slice(0, 4)}:${text.slice(11, 19)} +0000`;
}

/** `2026/06/20 14:22:51`, as nginx and Go write it. */
export function slashDate(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', '/');
}

/** `2026-06-20 14:22:51 +0000`, as gunicorn writes it. */
export function gunicornDate(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} +0000`;
}
