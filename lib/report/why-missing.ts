import { isWordless } from '@/lib/diagnosis/crash/delivery';
import { goneMs } from '@/lib/diagnosis/crash/gone';
import { lateLines, mayBeOnTheirWay, whyNoLine } from '@/lib/diagnosis/crash/missing-lines';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';
import type { Addressee } from '@/lib/logs/questions';
import type { AppAnswers } from '@/lib/report/app-answers';
import type { KnownApp } from '@/lib/report/known-apps';

interface Circumstances {
  to: Addressee;
  known: KnownApp;
  inConsoleLog: AppAnswers['inConsoleLog'];
  asOfMs: number;
  hasTable: boolean;
}

/** Why a run may have printed more than the `rows` that were read, a sentence each: no line is no proof of silence. */
export function whyMissing(
  rows: readonly ConsoleRow[],
  run: Run,
  { to, known, inConsoleLog, asOfMs, hasTable }: Circumstances,
): string[] {
  const isLive = to.source.connection.kind === 'azure';
  const isFresh = isLive && mayBeOnTheirWay(goneMs(run) ?? asOfMs, asOfMs);
  const isBlank = rows.length > 0 && isWordless(rows);
  if (rows.length > 0 && !isBlank) return isFresh ? [lateLines] : [];
  if (hasTable && inConsoleLog.status === 'failed') {
    return [
      `Since when the console log holds lines of ${known.app.name}, if it holds any, could not be seen. ${inConsoleLog.failure.message}`,
    ];
  }
  return whyNoLine(run, {
    app: known.app,
    noTableIn: hasTable ? null : to.workspace,
    oldestMs: known.oldestConsoleMs ?? 'none',
    isFresh,
    isLive,
    isBeyondTail: false,
    isAmbiguous: false,
    isByDiagnosticSetting: run.exit?.events.some(({ row }) => row.table === 'ContainerAppSystemLogs') ?? false,
    isBlank,
    isSomeHere: false,
  });
}
