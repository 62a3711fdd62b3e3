const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Two units at most: `0.4 s`, `37 s`, `6 min 37 s`, `47 min`, `3 h 05 min`, `2 d 4 h`. */
export function toDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 9_950) return `${trimZero(ms / second)} s`;
  if (ms < minute - 500) return `${Math.round(ms / second)} s`;
  if (ms < 10 * minute) return joined(Math.round(ms / second), 60, 'min', 's');
  if (ms < hour - 30 * second) return `${Math.round(ms / minute)} min`;
  if (ms < day - 30 * second) return joined(Math.round(ms / minute), 60, 'h', 'min');
  return joined(Math.round(ms / hour), 24, 'd', 'h');
}

/** Time from a run's exit to a line, narrow enough for a column: `−4.0 s`, `0.0 s`, `+1.2 s`, `−2:10`, `−1:02:03`. */
export function toOffset(offsetMs: number): string {
  const size = Math.abs(offsetMs);
  const amount = size < minute - 50 ? `${(size / second).toFixed(1)} s` : toStopwatch(size);
  if (amount === '0.0 s') return amount;
  return `${offsetMs < 0 ? '−' : '+'}${amount}`;
}

function toStopwatch(ms: number): string {
  const total = Math.round(ms / second);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

function joined(total: number, base: number, big: string, small: string): string {
  const rest = total % base;
  const whole = `${Math.floor(total / base)} ${big}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}

function trimZero(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
