'use client';

import { useEffect, useMemo, useState } from 'react';
import { buildFinder, type Finder, type FindQuery, type Found, type SearchedLine, search } from './finder';

/** A slice leaves the browser time to draw the next frame; the whole may take as long as a reader would wait. */
const sliceMs = 10;
const totalMs = 5_000;

/** What the query finds in the lines, as far as the search has come. `null`: nothing is looked for. */
export function useFind(
  lines: readonly SearchedLine[],
  query: FindQuery,
): { found: Found | null; problem: string | null } {
  const finder = useMemo(() => (query.text === '' ? null : buildFinder(query)), [query]);
  const [result, setResult] = useState<{ finder: Finder; lines: readonly SearchedLine[]; found: Found } | null>(null);

  useEffect(() => {
    if (typeof finder !== 'function') return;
    const steps = search(lines, finder, { sliceMs, totalMs, now: () => performance.now() });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = () => {
      const step = steps.next();
      if (step.done === true) return;
      // Only the end is drawn: numbers that run by say nothing, and each drawing costs more than a slice.
      if (step.value.state !== 'searching') setResult({ finder, lines, found: step.value });
      timer = setTimeout(go, 0);
    };
    go();
    return () => clearTimeout(timer);
  }, [lines, finder]);

  if (finder === null) return { found: null, problem: null };
  if (typeof finder !== 'function') return { found: null, problem: finder.problem };
  const isOfThese = result?.finder === finder && result.lines === lines;
  return { found: isOfThese ? result.found : null, problem: null };
}
