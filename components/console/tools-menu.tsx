'use client';

import { useId } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Menu } from '@/components/ui/menu';
import type { MoreLines } from './console-panel';
import type { ClockMode } from './console-rows';
import type { ConsoleView } from './console-view';
import { fileName, toLeavingRun } from './leaving';
import { saveText } from './saving';
import { type ConsoleSettings, changeSettings } from './settings';

const clocks: { mode: ClockMode; label: string }[] = [
  { mode: 'offset', label: 'from the exit' },
  { mode: 'utc', label: 'UTC' },
  { mode: 'local', label: 'your time' },
];

/** What is not needed at every glance: how lines are written, copying, saving, comparing. */
export function ToolsMenu({
  view,
  appName,
  settings,
  more,
  firstFailing,
  onVisit,
  onStepFailing,
  isComparing,
  onCompare,
}: {
  view: ConsoleView;
  appName: string;
  settings: ConsoleSettings;
  more: MoreLines;
  firstFailing: string | null;
  onVisit: (key: string) => void;
  /** `null`: no line tells of a failure. */
  onStepFailing: ((by: 1 | -1) => void) | null;
  isComparing: boolean;
  onCompare: () => void;
}) {
  const name = useId();
  const { run } = view;
  const zero = run.exitMs === null ? 'from the start' : 'from the exit';
  return (
    <div className="[&_details>div]:right-0 [&_details>div]:left-auto">
      <Menu label="More" title="More: times, copy, save, compare">
        <div className="space-y-3 text-meta">
          {onStepFailing !== null && (
            <div className="flex flex-wrap gap-1.5 sm:hidden">
              {firstFailing !== null && (
                <button type="button" className="control" onClick={() => onVisit(firstFailing)}>
                  First failing line
                </button>
              )}
              <button type="button" className="control" onClick={() => onStepFailing(-1)}>
                Previous
              </button>
              <button type="button" className="control" onClick={() => onStepFailing(1)}>
                Next failing line
              </button>
            </div>
          )}
          <fieldset>
            <legend className="mb-1 text-text-soft">Times</legend>
            <div className="flex flex-wrap gap-x-4 gap-y-1">
              {clocks.map(({ mode, label }) => (
                <label key={mode} className="flex min-h-6 items-center gap-1.5">
                  <input
                    type="radio"
                    name={name}
                    checked={settings.clock === mode}
                    onChange={() => changeSettings({ clock: mode })}
                    className="accent-accent"
                  />
                  {mode === 'offset' ? zero : label}
                </label>
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend className="mb-1 text-text-soft">Lines</legend>
            <div className="sm:hidden">
              <Check
                label="Wrap long lines"
                isOn={settings.isWrapped}
                set={(isWrapped) => changeSettings({ isWrapped })}
              />
            </div>
            <Check label="As the rows have them" isOn={settings.isRaw} set={(isRaw) => changeSettings({ isRaw })} />
            <Check
              label="Only lines with hits"
              isOn={settings.isOnlyFound}
              set={(isOnlyFound) => changeSettings({ isOnlyFound })}
            />
          </fieldset>
          <div className="flex flex-wrap gap-1.5">
            <CopyButton text={() => toLeavingRun(view)} label="Copy all lines" />
            <button
              type="button"
              className="control"
              onClick={() => saveText(fileName(appName, run, 'log'), toLeavingRun(view))}
            >
              Save as .log
            </button>
            <button
              type="button"
              className="control"
              onClick={() => saveText(fileName(appName, run, 'txt'), toLeavingRun(view, { withRows: true }))}
            >
              Save with row ids
            </button>
          </div>
          <p className="text-text-soft">
            With times in UTC.{' '}
            {view.isTruncated && 'The oldest lines of this run were not read and are missing there too.'}
          </p>
          <div className="flex flex-wrap gap-1.5 border-line border-t pt-3">
            <button type="button" className="control" aria-pressed={isComparing} onClick={onCompare}>
              Compare with the last good start
            </button>
            {view.isTruncated && !more.isWhole && (
              <button type="button" className="control" disabled={more.isReading} onClick={() => more.ask('whole')}>
                Read the whole run
              </button>
            )}
          </div>
        </div>
      </Menu>
    </div>
  );
}

function Check({ label, isOn, set }: { label: string; isOn: boolean; set: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-6 items-center gap-1.5">
      <input type="checkbox" checked={isOn} onChange={(event) => set(event.target.checked)} className="accent-accent" />
      {label}
    </label>
  );
}
