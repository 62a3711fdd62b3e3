/** A figure that may not be passed. Those in milliseconds are aims for a quiet machine; ratios and sizes hold anywhere. */
export interface Budget {
  most: number;
  unit: 'ms' | 'kB' | 'MB' | '×' | 'nodes' | '';
}

export const budgets = {
  diagnosis: { most: 300, unit: 'ms' },
  timelinePaint: { most: 120, unit: 'ms' },
  timelinePaintToFloor: { most: 4, unit: '×' },
  timelineFrame: { most: 16.7, unit: 'ms' },
  timelineSlowFrame: { most: 50, unit: 'ms' },
  timelineSlowFrameToFloor: { most: 3, unit: '×' },
  keyToFocus: { most: 20, unit: 'ms' },
  domNodes: { most: 600, unit: 'nodes' },
  firstJavaScript: { most: 150, unit: 'kB' },
  eventPayload: { most: 150, unit: 'kB' },
  shellFirstByte: { most: 15, unit: 'ms' },
  fullPage: { most: 30, unit: 'ms' },
  fullPageSize: { most: 30, unit: 'kB' },
  firstPaint: { most: 300, unit: 'ms' },
  largestPaint: { most: 1_000, unit: 'ms' },
  layoutShift: { most: 0.02, unit: '' },
  blockingTime: { most: 200, unit: 'ms' },
} as const satisfies Record<string, Budget>;

/** `12.3 ms    at most 16.7 ms: ok`. */
export function toVerdict(value: number, { most, unit }: Budget): string {
  if (Number.isNaN(value)) return `${'not seen'.padStart(12)}`;
  const told = (number: number) =>
    `${unit === '' ? number.toFixed(3) : toShort(number)}${unit === '×' ? '' : ' '}${unit}`;
  return `${told(value).trimEnd().padStart(12)}   at most ${told(most).trimEnd()}: ${value <= most ? 'ok' : 'OVER'}`;
}

function toShort(number: number): string {
  return Number.isInteger(number) ? String(number) : number.toFixed(1);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
