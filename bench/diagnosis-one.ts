/**
 * One size of the diagnosis in a process of its own, so that its peak of memory is its own.
 * usage: node --expose-gc --import tsx bench/diagnosis-one.ts APPS SYSTEM-ROWS ROUNDS; prints a `Measured` as JSON.
 */
import { diagnose } from '@/lib/diagnosis/diagnose';
import type { DiagnosisInput } from '@/lib/domain/diagnosis';
import { noisyEnvironment } from './noisy';

export interface Measured {
  apps: number;
  systemRows: number;
  lines: number;
  megabytes: number;
  plainMs: number;
  diagnosisMs: number;
  /** Of the process, in megabytes: with its rows and the plain pass behind it, and after the diagnoses. */
  peakBefore: number;
  peakAfter: number;
  incidents: number;
}

const [apps = 1, systemRows = 1_000, rounds = 3] = process.argv.slice(2).map(Number);
const inputs = noisyEnvironment({ apps, systemRows });
const plainMs = median(() => plainPass(inputs));
globalThis.gc?.();
const peakBefore = peak();
let incidents = 0;
const diagnosisMs = median(() => {
  // One at a time, as a page needs them: nothing is kept but the number.
  incidents = inputs.reduce((sum, input) => sum + diagnose(input).incidents.length, 0);
});
const measured: Measured = {
  apps,
  systemRows: inputs.reduce((sum, input) => sum + input.systemRows.length, 0),
  lines: inputs.reduce((sum, input) => sum + input.consoleRows.length, 0),
  megabytes: charactersIn(inputs) / 1e6,
  plainMs,
  diagnosisMs,
  peakBefore,
  peakAfter: peak(),
  incidents,
};
console.log(JSON.stringify(measured));

/** The least that can be done with a text: look at each character once. */
function plainPass(all: readonly DiagnosisInput[]): number {
  let lineEnds = 0;
  for (const { systemRows, consoleRows } of all) {
    for (const { message } of systemRows) lineEnds += count(message);
    for (const { text } of consoleRows) lineEnds += count(text);
  }
  return lineEnds;
}

function count(text: string): number {
  let found = 0;
  for (let place = 0; place < text.length; place++) if (text.charCodeAt(place) === 10) found++;
  return found;
}

function charactersIn(all: readonly DiagnosisInput[]): number {
  return all.reduce(
    (sum, { systemRows, consoleRows }) =>
      sum +
      systemRows.reduce((own, { message }) => own + message.length, 0) +
      consoleRows.reduce((own, { text }) => own + text.length, 0),
    0,
  );
}

/**
 * Milliseconds of processor time, which a busy machine changes less than the clock's. The first round warms up (texts made of
 * pieces are joined by their first reader) and does not count.
 */
function median(work: () => unknown): number {
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    took.push((user + system) / 1000);
  }
  return took.slice(1).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

function peak(): number {
  return process.resourceUsage().maxRSS / 1024;
}
