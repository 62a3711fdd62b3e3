import { type Identity, identityParams, type RawParams, rangeParam } from '@/app/address';
import type { TimeRange } from '@/lib/domain/rows';
import { rangeFor } from '@/lib/report/range';
import { RequestProblem } from './answer';

const remedy = 'Write from and to as 2026-06-20T14:00:00Z, kind as app or job.';

/** What a request asks for. A page turns a bad value into the usual one and says so; here nobody would read that. */
export function parseQuestion(request: Request, asOfMs: number): { range: TimeRange; identity: Identity } {
  const raw = rawParams(request);
  const problems: string[] = [];
  const range = rangeParam(raw, problems);
  const identity = identityParams(raw, problems);
  if (problems.length > 0) throw new RequestProblem(problems.join(' '), remedy);
  return { range: range ?? rangeFor(asOfMs), identity };
}

/** A whole number from 0 to `most`; 0 when it is not given. */
export function countParam(request: Request, name: string, most: number): number {
  const text = rawParams(request)[name];
  if (text === undefined || text === '') return 0;
  const count = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(count <= most)) {
    throw new RequestProblem(`“${name}” must be a whole number from 0 to ${most}.`, 'Leave it out for 0.');
  }
  return count;
}

function rawParams(request: Request): RawParams {
  const params: Record<string, string> = {};
  for (const [name, value] of new URL(request.url).searchParams) params[name] ??= value;
  return params;
}
