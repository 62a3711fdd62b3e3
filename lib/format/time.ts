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

/** `20 Jun 2026` */
export function toDate(atMs: number): string {
  return `${toDay(atMs)} ${new Date(atMs).getUTCFullYear()}`;
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

/** `20 Jun, 13:58 – 14:38 UTC`; both days when they differ. */
export function toRangeLabel(fromMs: number, toMs: number): string {
  if (isSameDay(fromMs, toMs)) return `${toDay(fromMs)}, ${toMinute(fromMs)} – ${toMinute(toMs)} UTC`;
  return `${toDay(fromMs)} ${toMinute(fromMs)} – ${toDay(toMs)} ${toMinute(toMs)} UTC`;
}
