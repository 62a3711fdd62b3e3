/**
 * Judges real cases and prints how many verdicts are right.
 * usage: npm run eval -- CASES.jsonl
 */
import { existsSync } from 'node:fs';
import { openRows } from '@/emulator';
import { sourceOver } from '@/lib/azure/source';
import { reportOnApp } from '@/lib/report/incident-page';
import { rangeFor } from '@/lib/report/range';
import { type EvalCase, kindOf, nameOf, readCases, toRows } from './eval-cases';
import { isRight, type Scored, toScoreText, type Verdict } from './eval-score';

const start = Date.UTC(2026, 5, 20, 4);

async function main(file: string | undefined): Promise<number> {
  if (file === undefined || !existsSync(file)) {
    console.error(file === undefined ? 'usage: npm run eval -- CASES.jsonl' : `There is no file ${file}.`);
    return 2;
  }
  console.log(toScoreText(await score(readCases(file))));
  return 0;
}

/** All cases in one workspace, each asked about the way the API does. */
async function score(cases: readonly EvalCase[]): Promise<Scored[]> {
  const rows = cases.map((one) => toRows(one, start));
  const workspace = await openRows({
    tables: {
      ContainerAppSystemLogs_CL: rows.flatMap((one) => one.ContainerAppSystemLogs_CL),
      ContainerAppConsoleLogs_CL: rows.flatMap((one) => one.ContainerAppConsoleLogs_CL),
    },
  });
  try {
    const source = sourceOver({ kind: 'export', workspace });
    const asOfMs = source.asOfMs();
    const scored: Scored[] = [];
    for (const one of cases) {
      const name = nameOf(one);
      const report = await reportOnApp({
        source,
        name,
        select: { kind: kindOf(one) },
        range: rangeFor(asOfMs),
        asOfMs,
      });
      if (report.kind !== 'found')
        throw new Error(`${one.id}: ${report.kind === 'failed' ? report.failure.message : report.kind}`);
      const finding = report.diagnosis.incidents[0]?.findings[0];
      const verdict: Verdict | null = finding ?? null;
      const { category } = one.truth;
      scored.push({ id: one.id, category, verdict, isRight: isRight(category, verdict) });
    }
    return scored;
  } finally {
    await workspace.close();
  }
}

process.exitCode = await main(process.argv[2]);
