import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, KqlError, openEngine } from '@/emulator/engine';
import { difference, type RecordedCase } from './compare-answers';
import { knownRefused, knownWrong, leftOpen } from './known-answers';

const folder = path.resolve(import.meta.dirname, '../../../../shared/kql');
const files = ['emulator-answers-docs.jsonl', 'emulator-answers-fuzz.jsonl'].map((name) => path.join(folder, name));
/** Answers that depend on when, or on chance. */
const UNSTABLE = /\b(?:now|ago|rand|new_guid|current_\w+)\s*\(|\|\s*sample/;

type Outcome = 'right' | 'wrong' | 'refused' | 'rejected' | 'accepted';

/** What the real engine answered, read from beside the project where there is a copy. */
describe.skipIf(!files.every((file) => existsSync(file)))('the answers of the real engine', () => {
  let engine: Engine;
  const outcomes = new Map<string, { recorded: RecordedCase; outcome: Outcome; why: string }>();

  beforeAll(async () => {
    engine = await openEngine();
    const cases = files.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as RecordedCase),
    );
    const waiting = cases.filter((recorded) => !recorded.nondeterministic && !UNSTABLE.test(recorded.kql));
    const worker = async () => {
      for (let recorded = waiting.pop(); recorded !== undefined; recorded = waiting.pop()) {
        outcomes.set(recorded.id, { recorded, ...(await outcomeOf(engine, recorded)) });
      }
    };
    // Several at a time: while DuckDB runs one, the parser works on the next.
    await Promise.all([worker(), worker(), worker(), worker()]);
  }, 170_000);

  afterAll(() => engine?.close());

  const idsOf = (outcome: Outcome, scope: 'in' | 'any' = 'any') =>
    [...outcomes]
      .filter(([, entry]) => entry.outcome === outcome && (scope === 'any' || entry.recorded.scope === scope))
      .map(([id, { why }]) => `${id}: ${why}`);
  const unlisted = (found: string[], list: Record<string, string>) =>
    found.filter((line) => !((line.split(': ')[0] ?? '') in list));

  test('are there to compare with', () => {
    expect(outcomes.size).toBeGreaterThan(1000);
  });

  test('are never answered wrong outside the written list', () => {
    expect(unlisted(idsOf('wrong'), { ...knownWrong, ...leftOpen })).toEqual([]);
  });

  test('in scope are refused only where written down', () => {
    expect(unlisted(idsOf('refused', 'in'), knownRefused)).toEqual([]);
  });

  test('leave no entry in the lists that is right by now', () => {
    const stale = Object.keys({ ...knownWrong, ...knownRefused }).filter((id) => outcomes.get(id)?.outcome === 'right');

    expect(stale).toEqual([]);
  });

  test('that are rejections are rejected here', () => {
    expect(idsOf('accepted')).toEqual([]);
  });
});

async function outcomeOf(engine: Engine, recorded: RecordedCase): Promise<{ outcome: Outcome; why: string }> {
  try {
    const answer = await engine.query({
      kql: recorded.kql,
      now: 638_900_000_000_000_000n,
      timespan: { from: null, to: null },
      timeoutMs: 10_000,
      maxRows: 200_000,
    });
    if (recorded.rejected) return { outcome: 'accepted', why: 'answered' };
    const why = difference(recorded, answer);
    return { outcome: why === null ? 'right' : 'wrong', why: why ?? '' };
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    return { outcome: recorded.rejected ? 'rejected' : 'refused', why: error.message };
  }
}
