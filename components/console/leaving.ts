import { toPlainLine } from '@/lib/format/line';
import { toIso } from '@/lib/format/time';
import type { ShownEvent, ShownLine, ShownRun } from './console-view';

export interface LeavingOptions {
  /** The id of each line's row, to find it again in the table. */
  withRows?: boolean;
}

/**
 * Every line of a log that leaves the page goes through here, copied or saved: its time in UTC, its stream, its text as
 * the row has it. Commands to a terminal are taken out: whoever pastes them there must not run them.
 */
export function toLeavingText(
  lines: readonly (Pick<ShownLine, 'key' | 'atMs' | 'text'> & { stream: string | null })[],
  { withRows = false }: LeavingOptions = {},
): string {
  return lines
    .map(({ key, atMs, stream, text }) =>
      [toIso(atMs), ...(withRows ? [key] : []), stream ?? '-', toPlainLine(text)].join(' '),
    )
    .join('\n');
}

/** All of a run in true order, the platform's words and the exit among its lines. */
export function toLeavingRun(
  { run, lines, events }: { run: ShownRun; lines: readonly ShownLine[]; events: readonly ShownEvent[] },
  options: LeavingOptions = {},
): string {
  const system = [
    ...events.map(({ key, atMs, text }) => ({ key, atMs, stream: 'system', text })),
    ...(run.exitMs === null ? [] : [{ key: '-', atMs: run.exitMs, stream: 'system', text: exitSentence(run) }]),
  ];
  const all = [...system, ...lines].sort((a, b) => a.atMs - b.atMs);
  return `${toLeavingText(all, options)}\n`;
}

/** `Container api ended with exit code 137 (ProcessExited).` */
export function exitSentence(run: ShownRun): string {
  const code = run.exitCode === null ? 'without an exit code' : `with exit code ${run.exitCode}`;
  const reason = run.terminationReason === null ? '' : ` (${run.terminationReason})`;
  return `Container ${run.container} ${run.intended === true ? 'ended as intended,' : 'ended'} ${code}${reason}.`;
}

/** `orders-api-x2k4p-api-2026-06-20T142107Z.log`: app, replica, container and the time of the exit, else of the start. */
export function fileName(app: string, run: ShownRun, ending: 'log' | 'txt'): string {
  const atMs = run.exitMs ?? run.startMs;
  const when = atMs === null ? null : `${toIso(atMs).slice(0, 19).replaceAll(':', '')}Z`;
  const replica = run.replica?.split('-').at(-1);
  const parts = [app, replica, run.container === app ? undefined : run.container, when];
  const name = parts.filter((part) => part !== undefined && part !== null && part !== '').join('-');
  return `${name.replace(/[^\w.-]+/g, '_')}.${ending}`;
}
