import type { Cell, EngineAnswer, EngineTable } from '@/emulator/engine/contract';

/** What an answer may hold before rows are cut (Azure Monitor service limits: 500,000 rows, about 64 MB). */
export interface AnswerLimits {
  rows: number;
  /** Of the JSON text of all tables, in characters. */
  text: number;
}

export const serviceLimits: AnswerLimits = { rows: 500_000, text: 64 * 2 ** 20 };

/** The `tables` member as JSON text, and whether rows were left out because the text grew too long. */
export function encodeTables(tables: readonly EngineTable[], limits: AnswerLimits): { text: string; cut: boolean } {
  let left = limits.text;
  let cut = false;
  const encoded = tables.map((table) => {
    const rows: string[] = [];
    for (const row of table.rows) {
      const text = encodeRow(row);
      left -= text.length + 1;
      if (left < 0) {
        cut = true;
        break;
      }
      rows.push(text);
    }
    const columns = table.columns.map(({ name, type }) => ({ name, type }));
    return `{"name":${JSON.stringify(table.name)},"columns":${JSON.stringify(columns)},"rows":[${rows.join(',')}]}`;
  });
  return { text: `[${encoded.join(',')}]`, cut };
}

/** A long beyond 2^53 travels as a bare integer, which JSON.stringify cannot write. */
function encodeRow(row: readonly Cell[]): string {
  if (!row.some((cell) => typeof cell === 'bigint')) return JSON.stringify(row);
  return `[${row.map((cell) => (typeof cell === 'bigint' ? cell.toString() : JSON.stringify(cell))).join(',')}]`;
}

/** `statistics`, in the shape of captured answers of the service; what the engine does not measure is 0 there. */
export function encodeStatistics(answer: EngineAnswer, textLength: number): string {
  const { translateMs, executeMs, rowsScanned, rowsTotal } = answer.statistics;
  const rows = answer.tables.reduce((sum, table) => sum + table.rows.length, 0);
  return JSON.stringify({
    query: {
      executionTime: (translateMs + executeMs) / 1000,
      resourceUsage: {
        cache: {
          memory: { hits: 0, misses: 0, total: 0 },
          disk: { hits: 0, misses: 0, total: 0 },
          shards: {
            hot: { hitbytes: 0, missbytes: 0, retrievebytes: 0 },
            cold: { hitbytes: 0, missbytes: 0, retrievebytes: 0 },
            bypassbytes: 0,
          },
        },
        cpu: { user: timeText(executeMs), kernel: timeText(0), totalCpu: timeText(translateMs + executeMs) },
        memory: { peakPerNode: 0 },
        network: { interClusterTotalBytes: 0, crossClusterTotalBytes: 0 },
      },
      inputDatasetStatistics: {
        extents: { total: 0, scanned: 0, scannedMinDatetime: null, scannedMaxDatetime: null },
        rows: { total: rowsTotal, scanned: rowsScanned },
        rowstores: { scannedRows: 0, scannedValuesSize: 0 },
        shards: { queriesGeneric: 0, queriesSpecialized: 0 },
      },
      datasetStatistics: [{ tableRowCount: rows, tableSize: textLength }],
    },
  });
}

export function encodeRender(visualization: string): string {
  return JSON.stringify({
    visualization,
    title: null,
    accumulate: false,
    isQuerySorted: false,
    kind: 'default',
    annotation: '',
    by: null,
  });
}

/** Milliseconds as `hh:mm:ss.fffffff`. */
function timeText(ms: number): string {
  const ticks = Math.round(ms * 10_000);
  const seconds = Math.floor(ticks / 10_000_000);
  const pad = (value: number, length = 2) => String(value).padStart(length, '0');
  const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return `${clock}.${pad(ticks % 10_000_000, 7)}`;
}
