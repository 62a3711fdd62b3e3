import { settings } from './env';

/** The only reader of the clock. */

/** Now, in UTC milliseconds, or the moment that EXITLINE_NOW fixes. Read it once per request and pass it on. */
export function requestTime(): number {
  return settings().nowMs ?? systemTime();
}

/** The machine's time, whatever EXITLINE_NOW says: for dates that come from outside, such as a `Retry-After`. */
export function systemTime(): number {
  return Date.now();
}

/** Milliseconds since some moment in the past; never goes back, so it measures how long something took. */
export function elapsed(): number {
  return performance.now();
}
