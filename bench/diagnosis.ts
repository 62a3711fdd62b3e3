import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { budgets, toVerdict } from './budgets';
import type { Measured } from './diagnosis-one';

interface Size {
  systemRows: number;
  rounds: number;
}

const sizes: readonly Size[] = [
  { systemRows: 1_000, rounds: 5 },
  { systemRows: 5_000, rounds: 3 },
  { systemRows: 20_000, rounds: 1 },
];
/** A minute and several gigabytes: only when asked for. */
const largest: Size = { systemRows: 100_000, rounds: 1 };
/** Rows of the size that has an aim. */
const aimedAt = 5_000;
/** A page of a large environment: apps of this many rows each. */
const rowsPerApp = 250;

/**
 * What the diagnosis costs in processor time over one look at each character of the same text, at sizes of which each is
 * several times the one before: a cost per line that stays the same is linear growth.
 */
export async function printDiagnosis({ isLarge }: { isLarge: boolean }): Promise<void> {
  for (const shape of ['one app', 'many apps'] as const) {
    console.log(`\nDiagnosis of a noisy environment, ${shape}, against one plain pass over the same text`);
    console.log(
      ['system rows', 'lines', 'MB', 'incidents', 'plain ms', 'ms', 'ratio', 'µs/line', 'peak MB', 'with it', 'ratio']
        .map((title, column) => title.padStart(widths[column] ?? 9))
        .join(''),
    );
    for (const { systemRows, rounds } of isLarge ? [...sizes, largest] : sizes) {
      const apps = shape === 'one app' ? 1 : Math.ceil(systemRows / rowsPerApp);
      const measured = await measure(apps, systemRows, rounds);
      console.log(toLine(measured));
      if (systemRows === aimedAt) console.log(`${' '.repeat(24)}${toVerdict(measured.diagnosisMs, budgets.diagnosis)}`);
    }
  }
}

const run = promisify(execFile);

async function measure(apps: number, systemRows: number, rounds: number): Promise<Measured> {
  const script = path.join(import.meta.dirname, 'diagnosis-one.ts');
  const { stdout } = await run(process.execPath, [
    '--expose-gc',
    '--max-old-space-size=6144',
    '--import',
    'tsx',
    script,
    ...[apps, systemRows, rounds].map(String),
  ]);
  return JSON.parse(stdout) as Measured;
}

const widths = [11, 11, 8, 11, 10, 9, 8, 9, 9, 9, 8];

function toLine(one: Measured): string {
  const { plainMs, diagnosisMs, lines, peakBefore, peakAfter } = one;
  return [
    one.systemRows.toLocaleString('en'),
    lines.toLocaleString('en'),
    one.megabytes.toFixed(1),
    String(one.incidents),
    plainMs.toFixed(1),
    diagnosisMs.toFixed(0),
    (diagnosisMs / plainMs).toFixed(0),
    ((diagnosisMs / lines) * 1_000).toFixed(1),
    peakBefore.toFixed(0),
    peakAfter.toFixed(0),
    (peakAfter / peakBefore).toFixed(2),
  ]
    .map((text, column) => text.padStart(widths[column] ?? 9))
    .join('');
}
