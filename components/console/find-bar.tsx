'use client';

import { useId } from 'react';
import { counted, grouped } from '@/lib/format/count';
import type { FindQuery, Found } from './find/finder';
import { changeSettings } from './settings';
import type { Hits } from './use-hits';

/** Words or a pattern to look for, how often they were found, and the way from one to the next. */
export function FindBar({
  query,
  problem,
  found,
  hits,
  lines,
}: {
  query: FindQuery;
  problem: string | null;
  /** `null`: nothing is looked for, or the search is on its way. */
  found: Found | null;
  hits: Hits;
  lines: number;
}) {
  const problemId = useId();
  const set = (change: Partial<FindQuery>) => changeSettings({ query: { ...query, ...change } });
  const isFinding = query.text !== '' && problem === null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 max-sm:flex-1">
      <div className="flex min-w-0 items-center max-sm:flex-1">
        <label htmlFor="console-find" className="mr-2 text-meta text-text-soft max-sm:sr-only">
          Find
        </label>
        <input
          id="console-find"
          type="search"
          value={query.text}
          placeholder="in this console"
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : problemId}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => set({ text: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') hits.step(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape' && query.text === '') event.currentTarget.blur();
            else return;
            event.preventDefault();
          }}
          className="h-7 w-44 min-w-0 rounded-l-control border border-line-strong bg-panel px-2 font-mono text-log text-text placeholder:text-text-faint max-sm:w-full max-sm:flex-1 aria-invalid:border-exit"
        />
        <Toggle
          label="Match case"
          sign="Aa"
          isOn={query.isCaseSensitive}
          onToggle={() => set({ isCaseSensitive: !query.isCaseSensitive })}
        />
        <Toggle
          label="Regular expression"
          sign=".*"
          isOn={query.isPattern}
          onToggle={() => set({ isPattern: !query.isPattern })}
          isLast
        />
      </div>
      <div className="flex items-center gap-1">
        <Step label="Previous hit" sign="‹" isOff={!found?.hits.length} onStep={() => hits.step(-1)} />
        <Step label="Next hit" sign="›" isOff={!found?.hits.length} onStep={() => hits.step(1)} />
      </div>
      <p
        id={problemId}
        role="status"
        className={`text-meta ${problem === null ? 'text-text-faint' : 'text-exit'} ${isFinding || problem !== null ? '' : 'max-sm:sr-only'}`}
      >
        {problem ?? (isFinding ? foundWords(found, hits.at) : counted(lines, 'line'))}
      </p>
    </div>
  );
}

function foundWords(found: Found | null, at: number | null): string {
  if (found === null) return 'Searching…';
  const inLines = ` in ${counted(found.byLine.size, 'line')}`;
  const hits = `${at === null ? '' : `${grouped(at + 1)} of `}${counted(found.hits.length, 'hit')}${inLines}`;
  if (found.state !== 'stopped') return found.hits.length === 0 ? 'Not found' : hits;
  return `${hits}; stopped there, ${grouped(found.searched)} of ${counted(found.of, 'line')} searched`;
}

function Toggle({
  label,
  sign,
  isOn,
  onToggle,
  isLast = false,
}: {
  label: string;
  sign: string;
  isOn: boolean;
  onToggle: () => void;
  isLast?: boolean;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onClick={onToggle}
      className={`-ml-px h-7 w-8 shrink-0 border border-line-strong bg-panel font-mono text-axis text-text-soft hover:bg-raised aria-pressed:z-10 aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-text ${isLast ? 'rounded-r-control' : ''}`}
    >
      {sign}
    </button>
  );
}

function Step({ label, sign, isOff, onStep }: { label: string; sign: string; isOff: boolean; onStep: () => void }) {
  return (
    <button
      type="button"
      className="control px-2 max-sm:min-w-8 max-sm:justify-center"
      aria-label={label}
      title={`${label} (${sign === '›' ? 'Enter' : 'Shift+Enter'})`}
      disabled={isOff}
      onClick={onStep}
    >
      {sign}
    </button>
  );
}
