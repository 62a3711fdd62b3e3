import { type Cause, type Confidence, quietCauses } from '@/lib/domain/cause';
import type { Finding, Incident } from '@/lib/domain/incident';

const confidences: Record<Confidence, number> = { high: 3, medium: 2, low: 1 };

export interface RankedFinding {
  finding: Finding;
  /** How close to the root, as the rule says; higher is nearer. */
  causality: number;
}

/** Where a rule says nothing: a cause that keeps a container from starting lies before one that ends it. */
export const ordinaryCausality = 20;

/** Strongest first: confidence, then how near to the root, then what needs a reader before what does not. */
export function byStrength(a: RankedFinding, b: RankedFinding): number {
  return (
    confidences[b.finding.confidence] - confidences[a.finding.confidence] ||
    b.causality - a.causality ||
    Number(isQuiet(a.finding.cause)) - Number(isQuiet(b.finding.cause)) ||
    b.finding.evidence.length - a.finding.evidence.length ||
    (a.finding.cause < b.finding.cause ? -1 : 1)
  );
}

export function isQuiet(cause: Cause): boolean {
  return quietCauses.includes(cause);
}

const states = { ongoing: 0, 'came-back': 1, over: 2 } as const;

/** Worst first: what goes on now, what has a cause, what ends containers, what ended most and last. */
export function byUrgency(a: Incident, b: Incident): number {
  return (
    states[a.state] - states[b.state] ||
    weight(b) - weight(a) ||
    b.toMs - a.toMs ||
    b.exits.length + b.failedStarts.length - (a.exits.length + a.failedStarts.length) ||
    (a.id < b.id ? -1 : 1)
  );
}

function weight({ exits, failedStarts, findings, role, backOff }: Incident): number {
  const [first] = findings;
  const known = first.cause === 'unknown' ? 0 : confidences[first.confidence];
  const stops = exits.length + failedStarts.length > 0 || backOff !== null ? 2 : 0;
  const own = role === 'platform' || role === 'dapr' ? -1 : 0;
  return known + stops + own;
}
