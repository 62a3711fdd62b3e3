'use client';

import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type ConsolePanelProps, type MoreLines, NoLines } from './console-panel';
import { indent, type RowLook } from './console-rows';
import { useFailingKeys } from './failing-keys';
import { useFind } from './find/use-find';
import { FindBar } from './find-bar';
import { FurtherLines } from './further-lines';
import { layOut } from './layout';
import { openingOf } from './opening';
import { readerOf } from './reader';
import { RowsList } from './rows-list';
import { changeSettings, useConsoleSettings } from './settings';
import { ToolsMenu } from './tools-menu';
import { useGoing } from './use-going';
import { useHits } from './use-hits';

const CompareArea = dynamic(() => import('./compare-area').then((module) => module.CompareArea), { ssr: false });

/** The console with all its tools: find, step, fold, unfold, link, copy and save. */
export function Workbench(props: ConsolePanelProps) {
  const { view, appName, more, lineKey, onLine, comparison } = props;
  const { run, lines } = view;
  const settings = useConsoleSettings();
  const { isRaw, isWrapped, clock, query, isOnlyFound } = settings;
  const [isAll, setIsAll] = useState(false);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(lineKey);
  const region = useRef<HTMLElement>(null);
  const { goTo, wanted } = useGoing(region);
  /** The row that stays in sight when others come before it. */
  const anchor = useRef<string | null>(null);

  const further = useMemo<MoreLines>(
    () => ({
      ...more,
      ask: (what) => {
        // What is asked for is shown, and what was in sight stays there.
        setIsAll(true);
        anchor.current = what === 'before' || what === 'whole' ? (lines[0]?.key ?? null) : null;
        more.ask(what);
      },
    }),
    [more, lines],
  );
  useEffect(() => {
    if (anchor.current === null || lines[0]?.key === anchor.current) return;
    goTo(anchor.current);
    anchor.current = null;
  }, [lines, goTo]);

  const reader = useMemo(() => readerOf(isRaw), [isRaw]);
  const searched = useMemo(
    () => lines.map((line) => ({ key: line.key, text: () => reader.textOf(line) })),
    [lines, reader],
  );
  const { found, problem } = useFind(searched, query);
  const isFinding = query.text !== '' && problem === null;

  const only = isFinding && isOnlyFound ? found : null;
  const all = useMemo(() => {
    if (only) {
      return layOut(
        { ...view, lines: lines.filter((line) => only.byLine.has(line.key)), events: [] },
        { isFolded: false },
      );
    }
    return layOut(view, { opened, isFolded: !isFinding && !isRaw });
  }, [view, lines, opened, isFinding, isRaw, only]);
  const opening = useMemo(() => openingOf(all), [all]);
  const isWhole = isAll || isFinding || opening.length === all.length;
  const items = isWhole ? all : opening;

  const stand = useCallback(
    (key: string | null) => {
      setCurrent(key);
      onLine(key);
    },
    [onLine],
  );
  /** Shows a line wherever it waits, and stands there. */
  const visit = useCallback(
    (key: string) => {
      if (!items.some((item) => item.key === key)) {
        setIsAll(true);
        const fold = all.find((item) => item.kind === 'fold' && item.lines.some((line) => line.key === key));
        if (fold) setOpened((some) => new Set([...some, fold.key]));
      }
      stand(key);
      goTo(key);
    },
    [items, all, stand, goTo],
  );

  const failing = useMemo(
    () => lines.filter((line) => line.isFailing || line.role === 'first-failure').map((line) => line.key),
    [lines],
  );
  const firstFailing = lines.find((line) => line.role === 'first-failure')?.key ?? failing[0] ?? null;
  const order = useMemo(() => lines.map((line) => line.key), [lines]);
  const stepFailing = useFailingKeys(failing, order, current, visit);
  const glance = useCallback((key: string) => goTo(key, true), [goTo]);
  const hits = useHits({ query, found, order, current }, { onVisit: visit, onGlance: glance });

  const isLost = lineKey !== null && !lines.some((line) => line.key === lineKey);
  // A link to a line opens at that line: once, and only when it is here.
  const first = useRef(lineKey);
  useEffect(() => {
    const key = first.current;
    if (key === null || !lines.some((line) => line.key === key)) return;
    first.current = null;
    visit(key);
  }, [lines, visit]);

  const openFold = useCallback((key: string) => setOpened((some) => new Set([...some, key])), []);
  const showAll = useCallback(
    (key: string) => {
      setIsAll(true);
      goTo(key);
    },
    [goTo],
  );

  const look = useMemo<RowLook>(
    () => ({ clock, isWrapped, zeroMs: run.exitMs ?? run.startMs }),
    [clock, isWrapped, run],
  );

  return (
    <>
      <div className="relative flex min-h-[41px] flex-wrap items-center gap-2 border-line border-b px-4 py-1.5">
        <FindBar query={query} problem={problem} found={found} hits={hits} lines={lines.length} />
        <div className="ml-auto flex items-center gap-2">
          {failing.length > 0 && (
            <div className="flex gap-1 max-sm:hidden">
              {firstFailing !== null && (
                <button type="button" className="control" onClick={() => visit(firstFailing)}>
                  First failing line
                </button>
              )}
              <button
                type="button"
                className="control px-2"
                aria-label="Previous failing line"
                title="Previous failing line (p)"
                onClick={() => stepFailing(-1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="control px-2"
                aria-label="Next failing line"
                title="Next failing line (n)"
                onClick={() => stepFailing(1)}
              >
                ↓
              </button>
            </div>
          )}
          <button
            type="button"
            className="control max-sm:hidden"
            aria-pressed={isWrapped}
            onClick={() => changeSettings({ isWrapped: !isWrapped })}
          >
            Wrap
          </button>
          <ToolsMenu
            view={view}
            appName={appName}
            settings={settings}
            more={further}
            firstFailing={firstFailing}
            onVisit={visit}
            onStepFailing={failing.length > 0 ? stepFailing : null}
            isComparing={comparison.isOpen}
            onCompare={() => (comparison.isOpen ? comparison.close() : comparison.open(null))}
          />
        </div>
      </div>
      {comparison.isOpen && <CompareArea comparison={comparison} />}
      {isLost && first.current !== null && (
        <p role="status" className="flex flex-wrap items-center gap-2 border-line border-b bg-back-off-soft px-4 py-2">
          The line that this link names is not among the lines that were read.
          {!more.isWhole && (
            <button type="button" className="control" disabled={more.isReading} onClick={() => further.ask('whole')}>
              Read the whole run
            </button>
          )}
        </p>
      )}
      <section
        ref={region}
        data-whole={isWhole && items.length > 60 ? true : undefined}
        className="overflow-x-auto overscroll-x-contain py-2 data-whole:max-h-[max(320px,70vh)] data-whole:overflow-y-auto"
        // What scrolls must be reachable by keyboard; from here the arrows walk through the lines.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls.
        tabIndex={0}
        aria-label="Console lines, oldest first"
      >
        <FurtherLines side="before" view={view} more={further} isShown={items[0]?.kind !== 'skip'} />
        <NoLines view={view} />
        {isFinding && isOnlyFound && found?.hits.length === 0 && (
          <p className={`${indent} py-2 text-text-soft`}>No line holds it.</p>
        )}
        <RowsList
          items={items}
          run={run}
          look={look}
          reader={reader}
          found={isFinding ? found : null}
          active={hits.active}
          current={current}
          wanted={wanted}
          region={region}
          onStand={stand}
          onOpenFold={openFold}
          onShowAll={showAll}
        />
        <FurtherLines side="after" view={view} more={further} isShown />
      </section>
    </>
  );
}
