import type { Diagnosis } from '@/lib/domain/diagnosis';
import { toIso } from '@/lib/format/time';
import { tickMs } from './columns';
import { runIdsOf } from './run-ids';
import { type Lane, mapKinds, type TimelineView } from './timeline-view';

/**
 * The timeline for other programs, as columns. Each `at` and `start` is in tenths of a second (`unitSeconds`) from the
 * one before it in its column, the first from `range.from`; `length` is in the same unit. `text` and `label` point into
 * `texts` (a mark's label is its exit code), `run` into the lane's `runs.ids`; -1 points to nothing. `ends` has a
 * letter per run: `k` both ends known, `s` start unknown, `e` end unknown, `b` neither, `r` still running; of waits:
 * `k` over, `p` end predicted. `bands` are stretches to be read otherwise than "nothing happened", each with its ground.
 * A `fault` is a row that an incident rests on and no other kind of mark tells. docs/api.md says the same to its readers.
 */
export function toEventsJson({ app, range, asOfMs }: Diagnosis, { texts, lanes, bands, changes }: TimelineView) {
  return {
    app: app.name,
    kind: app.kind,
    workspace: app.workspace,
    environment: app.environment,
    range: { from: toIso(range.fromMs), to: toIso(range.toMs) },
    asOf: toIso(asOfMs),
    unitSeconds: tickMs / 1000,
    bands: bands.map(({ kind, fromMs, toMs, text }) => ({ kind, from: toIso(fromMs), to: toIso(toMs), text })),
    changes: changes.map(({ kind, atMs, label, text }) => ({ kind, at: toIso(atMs), label, text })),
    texts,
    lanes: lanes.map((lane) => toLaneJson(lane, app.kind === 'job')),
  };
}

function toLaneJson({ group, replica, container, role, bars, waits, marks }: Lane, isJob: boolean) {
  return {
    revision: isJob ? null : group,
    execution: isJob ? group : null,
    replica,
    container,
    role,
    runs: {
      ids: runIdsOf(bars),
      start: bars.from,
      length: bars.length,
      ends: bars.ends,
    },
    waits: { start: waits.from, length: waits.length, ends: waits.ends, stage: waits.stage },
    marks: mapKinds((kind) => marks[kind]),
  };
}
