import { loadEmulator } from '@/lib/azure/embedded';
import { sourceOver } from '@/lib/azure/source';
import type { LogSource } from '@/lib/domain/connection';

export type Tables = Record<string, Record<string, unknown>[]>;

/** Asks something of an embedded workspace that holds these rows: the real client, the real engine. */
export async function withRows<Result>(tables: Tables, use: (source: LogSource) => Promise<Result>): Promise<Result> {
  const { openRows } = await loadEmulator();
  const workspace = await openRows({ tables });
  try {
    return await use(sourceOver({ kind: 'export', workspace }));
  } finally {
    await workspace.close();
  }
}
