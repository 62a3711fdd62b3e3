import { describe, expect, test } from 'vitest';
import { shopClassic, shopPreview, shopProd } from './environment';
import { healthyDay } from './healthy-day';
import type { TableRow } from './table-rows';
import { day } from './time';

const startMs = Date.parse('2026-05-04T00:00:00Z');
const environments = [shopProd, shopClassic, shopPreview].map(
  (environment) => [environment.name, environment] as const,
);

function told(tables: Record<string, TableRow[]>, kind: 'System' | 'Console'): string[] {
  return Object.entries(tables)
    .filter(([name]) => name.includes(kind))
    .flatMap(([, rows]) => rows.map((row) => `${row.Reason_s ?? row.Reason ?? ''}: ${row.Log_s ?? row.Log}`));
}

describe('a healthy day', () => {
  test.each(environments)('of %s has no row of a failure', (_, environment) => {
    const system = told(healthyDay({ startMs, environment }).tables, 'System');

    expect(
      system.filter((row) =>
        /exit code '[1-9]|ProbeFailure|Evicted|BackOff|Failiure|FailedMount|ErrImage|Deadline|will be restarted|OOM/.test(
          row,
        ),
      ),
    ).toEqual([]);
    expect(system.length).toBeGreaterThan(300);
  });

  test.each(environments)('of %s looks alarming on the surface', (_, environment) => {
    const { tables } = healthyDay({ startMs, environment });

    expect(told(tables, 'System').filter((row) => /refused|status code: 1/.test(row)).length).toBeGreaterThan(10);
    for (const alarm of [/Traceback \(most recent call last\)/, /" 50[023] /, /connection refused/, /\berror\b/i]) {
      expect(told(tables, 'Console').some((row) => alarm.test(row))).toBe(true);
    }
  });

  test.each(environments)('of %s books every stop, each once', (_, environment) => {
    const { tables, apps } = healthyDay({ startMs, environment });
    const stops = new Set(
      Object.entries(tables)
        .filter(([name]) => name.includes('System'))
        .flatMap(([, rows]) => rows)
        .filter((row) => /was terminated with exit code '0?'|^Stopping container/.test(String(row.Log_s ?? row.Log)))
        .map((row) => String(row.ReplicaName_s ?? row.ReplicaName)),
    );

    expect(apps.reduce((sum, app) => sum + app.intendedStops, 0)).toBe(stops.size);
    expect(apps.filter((app) => app.intendedStops === 0)).toEqual([]);
  });

  test('stays within its day', () => {
    const times = Object.values(healthyDay({ startMs, environment: shopPreview }).tables)
      .flat()
      .map((row) => Date.parse(String(row.TimeGenerated)));

    expect(Math.min(...times)).toBeGreaterThanOrEqual(startMs);
    expect(Math.max(...times)).toBeLessThan(startMs + day);
  });

  test('is the same for the same seed and another for another', () => {
    const once = JSON.stringify(healthyDay({ startMs, seed: 'a' }));

    expect(JSON.stringify(healthyDay({ startMs, seed: 'a' }))).toBe(once);
    expect(JSON.stringify(healthyDay({ startMs, seed: 'b' }))).not.toBe(once);
  });
});
