import { type Cause, type Confidence, quietCauses } from '@/lib/domain/cause';

/** What the report said about a case; `null`: no incident. */
export interface Verdict {
  cause: Cause;
  confidence: Confidence;
  summary: string;
}

/**
 * Right: the first finding of the first incident is the case's category. For `unknown` also no incident or low
 * confidence; for the quiet causes also no incident.
 */
export function isRight(category: string, verdict: Verdict | null): boolean {
  if (verdict === null) return category === 'unknown' || quietCauses.some((cause) => cause === category);
  if (verdict.cause === category) return true;
  return category === 'unknown' && verdict.confidence === 'low';
}

export interface Scored {
  id: string;
  category: string;
  verdict: Verdict | null;
  isRight: boolean;
}

/** The result as text: per category, in all, and the misses. */
export function toScoreText(scored: readonly Scored[]): string {
  const right = scored.filter((one) => one.isRight);
  const misses = scored.filter((one) => !one.isRight);
  const confident = misses.filter((one) => one.verdict?.confidence === 'high');
  const high = right.filter((one) => one.verdict?.confidence === 'high');
  const categories = [...new Set(scored.map((one) => one.category))].sort();
  const width = Math.max(...categories.map((category) => category.length));
  return [
    `${'category'.padEnd(width + 2)}right  wrong`,
    ...categories.map((category) => {
      const own = scored.filter((one) => one.category === category);
      const good = own.filter((one) => one.isRight).length;
      return `${category.padEnd(width + 2)}${String(good).padStart(5)}  ${String(own.length - good || '').padStart(5)}`;
    }),
    '',
    `right              ${right.length} of ${scored.length} (${percent(right.length, scored.length)})`,
    `confidently wrong  ${confident.length}`,
    `high confidence    ${high.length} of ${right.length} right verdicts (${percent(high.length, right.length)})`,
    '',
    misses.length === 0 ? 'No misses.' : 'Misses:',
    ...misses.map(({ id, category, verdict }) => {
      const said = verdict === null ? 'no incident' : `${verdict.cause} (${verdict.confidence}): ${verdict.summary}`;
      return `  ${id}\n    is ${category}\n    said ${said}`;
    }),
  ].join('\n');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
}
