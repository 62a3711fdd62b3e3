import { goneMs } from '@/lib/diagnosis/crash/gone';
import type { Hearing } from '@/lib/diagnosis/crash/hearing';
import type { Delivery } from '@/lib/diagnosis/crash/missing-lines';
import type { Facts } from '@/lib/diagnosis/facts/facts';
import type { ConsoleRow } from '@/lib/domain/rows';
import type { Run } from '@/lib/domain/run';

export function isWordless(lines: readonly ConsoleRow[]): boolean {
  return lines.every(({ text }) => text.trim() === '');
}

/** What the rows at hand tell of the way that a run's lines would have come. */
export function deliveryOf(run: Run, { input, console }: Facts, hearing: Hearing): Delivery {
  return {
    app: input.app,
    noTableIn: null,
    oldestMs: hearing.oldestMs,
    isFresh: hearing.isFresh(goneMs(run) ?? run.toMs ?? input.asOfMs),
    // Where the rows come from is not known here: what is said must hold for an export too.
    isLive: false,
    isBeyondTail: !hearing.reachesStart(run),
    isAmbiguous: hearing.isAmbiguous(run),
    isByDiagnosticSetting: run.exit?.events.some(({ row }) => row.table === 'ContainerAppSystemLogs') ?? false,
    isBlank: console.linesOf(run).length > 0 && isWordless(console.linesOf(run)),
    isSomeHere: false,
  };
}
