import type { Evidence } from '@/lib/domain/incident';

/** Rows that say the same thing, once. */
export interface EvidenceGroup {
  text: string;
  table: Evidence['table'];
  count: number;
  firstMs: number;
  lastMs: number;
  /** The newest run among them. */
  run: string | null;
}

/** In the order in which the rule gave them: most telling first. */
export function groupEvidence(evidence: readonly Evidence[]): EvidenceGroup[] {
  const groups = new Map<string, EvidenceGroup & { runMs: number }>();
  for (const { text, table, atMs, run } of evidence) {
    const key = JSON.stringify([table, text]);
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { text, table, count: 1, firstMs: atMs, lastMs: atMs, run, runMs: atMs });
      continue;
    }
    group.count++;
    group.firstMs = Math.min(group.firstMs, atMs);
    group.lastMs = Math.max(group.lastMs, atMs);
    if (run !== null && (group.run === null || atMs > group.runMs)) {
      group.run = run;
      group.runMs = atMs;
    }
  }
  return [...groups.values()].map(({ runMs: _, ...group }) => group);
}
