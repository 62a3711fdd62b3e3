import { toDuration } from '@/lib/format/duration';

/** How old something is. An export stands still: its time is that of its newest row, not the reader's. */
export function toAgo(ageMs: number, isExport: boolean): string {
  if (ageMs < 1000) return isExport ? 'at the newest row' : 'just now';
  return isExport ? `${toDuration(ageMs)} before the newest row` : `${toDuration(ageMs)} ago`;
}

/** `20 June 2026 14:22 UTC`: of an old export the year counts. */
export function toAsOf(atMs: number): string {
  return `${asOfDay.format(atMs)} ${new Date(atMs).toISOString().slice(11, 16)} UTC`;
}

const asOfDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
