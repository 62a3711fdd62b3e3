import type { Cell, Engine, EngineRequest } from '@/emulator/engine/contract';
import { ticksOf } from '@/emulator/engine/time';

/** 2026-07-01T12:00:00Z, which is `now()` in these tests. */
export const NOW = ticksOf({ year: 2026, month: 7, day: 1, hour: 12, minute: 0, second: 0, fraction: 0 }) ?? 0n;

export function request(kql: string, more: Partial<EngineRequest> = {}): EngineRequest {
  return { kql, now: NOW, timespan: { from: null, to: null }, timeoutMs: 20_000, maxRows: 10_000, ...more };
}

/** The rows of the first table. */
export async function ask(engine: Engine, kql: string, more: Partial<EngineRequest> = {}): Promise<Cell[][]> {
  const answer = await engine.query(request(kql, more));
  return answer.tables[0]?.rows ?? [];
}

/** The values of a `print`, dynamics parsed. */
export async function askOne(engine: Engine, kql: string): Promise<unknown[]> {
  const answer = await engine.query(request(kql));
  const [table] = answer.tables;
  return (table?.rows[0] ?? []).map((cell, index) =>
    table?.columns[index]?.type === 'dynamic' && typeof cell === 'string' ? JSON.parse(cell) : cell,
  );
}
