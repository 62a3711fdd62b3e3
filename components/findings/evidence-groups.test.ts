import { expect, test } from 'vitest';
import type { Evidence } from '@/lib/domain/incident';
import { groupEvidence } from './evidence-groups';

function row(atMs: number, text: string, run: string | null = null): Evidence {
  return { row: `row-${atMs}`, run, table: 'ContainerAppSystemLogs_CL', atMs, text };
}

test('rows that say the same are one entry with its span and its newest run', () => {
  expect(groupEvidence([row(2, 'killed', 'run-2'), row(3, 'killed', null), row(1, 'killed', 'run-1')])).toEqual([
    { text: 'killed', table: 'ContainerAppSystemLogs_CL', count: 3, firstMs: 1, lastMs: 3, run: 'run-2' },
  ]);
});

test('the order of the rule is kept, and equal words of two tables stay apart', () => {
  const console: Evidence = { ...row(1, 'killed'), table: 'ContainerAppConsoleLogs_CL' };

  expect(
    groupEvidence([row(5, 'b'), row(1, 'killed'), console]).map((group) => `${group.text} ${group.table}`),
  ).toEqual(['b ContainerAppSystemLogs_CL', 'killed ContainerAppSystemLogs_CL', 'killed ContainerAppConsoleLogs_CL']);
});
