import type { Evidence, Fingerprint, LastWords, StartComparison, StartLine } from '@/lib/domain/incident';
import type { Run } from '@/lib/domain/run';
import { toIso } from '@/lib/format/time';
import type { ComparedLine, ComparedRun, ComparisonReport } from '@/lib/report/report';

/** The JSON of what an incident's exits have in common, of how they fell silent, and of starts side by side. */

export function toFingerprintJson(fingerprint: Fingerprint) {
  const { id, text, exits, replicas, revisions, newIn, firstMs, lastMs, sentence } = fingerprint;
  const { hit, of } = replicas;
  return {
    id,
    text,
    exits,
    replicas: { hit, of },
    revisions,
    newIn,
    first: toIso(firstMs),
    last: toIso(lastMs),
    sentence,
  };
}

export function toLastWordsJson({ kind, runs, of, sentence, missing, evidence }: LastWords) {
  return { kind, runs, of, sentence, missing, evidence: evidence.map(toEvidenceJson) };
}

export function toEvidenceJson({ row, run, table, atMs, text }: Evidence) {
  return { row, run, table, time: toIso(atMs), text };
}

export function toStartsJson({ good, bad, missing, added, lastCommon, sentence }: StartComparison) {
  return {
    good,
    bad,
    missing: missing.map(toStartLine),
    added: added.map(toStartLine),
    lastCommon: lastCommon && toStartLine(lastCommon),
    sentence,
  };
}

function toStartLine({ row, afterStartMs, text }: StartLine) {
  return { row, afterStartSeconds: afterStartMs / 1000, text };
}

/** `toRun` gives a run as the other answers do. */
export function toComparisonJson<RunJson>(comparison: ComparisonReport, toRun: (run: Run) => RunJson) {
  const { good, bad, chosen, lines, lastCommon, sentence } = comparison;
  const toSide = ({ run, lines: count, truncated, missing }: ComparedRun) => ({
    run: toRun(run),
    lines: count,
    truncated,
    missing,
  });
  return {
    good: toSide(good),
    bad: toSide(bad),
    chosen,
    lines: lines.map((line) => ({ role: line.role, good: toLine(line.good), bad: toLine(line.bad) })),
    lastCommon,
    sentence,
  };
}

function toLine(line: ComparedLine | null) {
  if (line === null) return null;
  const { row, atMs, afterStartMs, stream, text } = line;
  return { row, time: toIso(atMs), afterStartSeconds: afterStartMs / 1000, stream, text };
}
