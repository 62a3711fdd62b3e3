/** Steps of a tenth of a second: what a screen can show, and short to send. */
export const tickMs = 100;

/** Sorted moments as steps from one to the next. */
export function toSteps(atMs: readonly number[], originMs: number): number[] {
  let previous = 0;
  return atMs.map((ms) => {
    // Down, not to the nearest: what lies just before the end of a half open range must not round out of it.
    const tick = Math.floor((ms - originMs) / tickMs);
    const step = tick - previous;
    previous = tick;
    return step;
  });
}

export function fromSteps(steps: readonly number[], originMs: number): Float64Array {
  const times = new Float64Array(steps.length);
  let tick = 0;
  steps.forEach((step, index) => {
    tick += step;
    times[index] = originMs + tick * tickMs;
  });
  return times;
}

/** The first place in sorted `times` that is not before `atMs`. */
export function firstAtOrAfter(times: ArrayLike<number>, atMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What all words begin with; each is then sent as its rest. */
export function commonPrefix(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) {
    while (!word.startsWith(first.slice(0, length))) length--;
  }
  return first.slice(0, length);
}
