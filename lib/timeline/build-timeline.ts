import type { Diagnosis, ResourceSample, RevisionSettings } from '@/lib/domain/diagnosis';
import type { Incident } from '@/lib/domain/incident';
import type { BackOffGap, Run } from '@/lib/domain/run';
import { counted, listed } from '@/lib/format/count';
import { shortReplica, shortRevision } from '@/lib/format/name';
import { toRangeLabel } from '@/lib/format/time';
import { bandsOf } from './bands';
import { changesOf } from './changes';
import { firstAtOrAfter, toSteps } from './columns';
import { markOfEvent, shortened, textOfFailedStart } from './event-text';
import { faultTexts, Grounds } from './faults';
import { type DraftLane, type DraftMark, LaneDrafts } from './lane-drafts';
import { toLaneGroups } from './lane-groups';
import { buildOverview } from './overview';
import { packRunIds, runIdsOf } from './run-ids';
import { runningRuns } from './signs-of-life';
import type { BarEnd, Bars, Lane, LaneState, MarkKind, Marks, TimelineView, Waits } from './timeline-view';
import { mapKinds } from './timeline-view';
import { samplesByReplica, toUsage } from './usage';

/** A console line that a rule or the failure terms matched. */
export interface MatchedLine {
  /** Id of its log row. */
  row: string;
  atMs: number;
  replica: string | null;
  revision: string | null;
  container: string | null;
  text: string;
}

/** A run whose start no row tells is drawn this long at most: enough to see, too short to claim a lifetime. */
const unknownStartMs = 30_000;

/** What the platform's own figures tell, when they could be asked for. */
export interface Measured {
  samples?: readonly ResourceSample[];
  settings?: readonly RevisionSettings[];
}

/** `shown`: the incident the page is about, which the lanes open at. */
export function buildTimeline(
  diagnosis: Diagnosis,
  matchedLines: readonly MatchedLine[],
  shown: Incident | null = null,
  { samples = [], settings = [] }: Measured = {},
): TimelineView {
  const { range, asOfMs } = diagnosis;
  const isInside = (atMs: number) => atMs >= range.fromMs && atMs < range.toMs;
  const drafts = new LaneDrafts(diagnosis);
  const grounds = new Grounds(diagnosis, matchedLines);
  const alone: { kind: MarkKind; atMs: number }[] = [];

  for (const run of diagnosis.runs) {
    const lane = drafts.ofRun(run);
    lane.runs.push(run);
    if (run.startKnown && run.fromMs !== null && isInside(run.fromMs)) {
      lane.marks.start.push({ atMs: run.fromMs, text: '', label: null, run: run.id });
    }
    if (run.exit && isInside(run.exit.atMs)) {
      const kind = run.exit.intended === true ? 'stop' : 'exit';
      const label = run.exit.exitCode === null ? null : String(run.exit.exitCode);
      lane.marks[kind].push({ atMs: run.exit.atMs, text: run.exit.terminationReason ?? '', label, run: run.id });
    }
  }
  for (const start of diagnosis.failedStarts) {
    if (!isInside(start.atMs)) continue;
    const mark = { atMs: start.atMs, text: textOfFailedStart(start), label: null, run: null };
    drafts.ofPlace(start).marks['start-failed'].push(mark);
  }
  for (const event of diagnosis.events) {
    if (event.kind === 'job-execution') drafts.ofExecution(event);
    const ground = grounds.ofEvent(event);
    const mark = markOfEvent(event, ground !== null);
    if (!mark || !isInside(event.atMs)) continue;
    const isOfApp = event.replica === null && (mark.kind === 'other' || mark.kind === 'fault');
    const lane = isOfApp ? drafts.ofApp() : drafts.ofPlace(event);
    lane.marks[mark.kind].push({ atMs: event.atMs, text: mark.text, label: null, run: null });
    if (ground === 'alone' || mark.kind === 'fault') lane.faultKinds.add(mark.kind);
    if (ground === 'alone') alone.push({ kind: mark.kind, atMs: event.atMs });
  }
  for (const line of matchedLines) {
    if (!isInside(line.atMs)) continue;
    const lane = drafts.ofPlace({ ...line, execution: null });
    const isFault = grounds.hasLine(line);
    lane.marks[isFault ? 'fault' : 'stderr'].push({
      atMs: line.atMs,
      text: shortened(line.text),
      label: null,
      run: null,
    });
    if (!isFault) continue;
    lane.faultKinds.add('fault');
    alone.push({ kind: 'fault', atMs: line.atMs });
  }
  const running = runningRuns(diagnosis, matchedLines);
  const bands = bandsOf(diagnosis, running);
  const changes = changesOf(diagnosis.events).filter((change) => isInside(change.atMs));
  for (const { atMs, text } of changes) {
    drafts.ofApp().marks.change.push({ atMs, text: shortened(text), label: null, run: null });
  }
  // Its lane is where a band is named.
  if (bands.length > 0) drafts.ofApp();
  for (const gap of diagnosis.backOffGaps) drafts.ofPlace({ ...gap, execution: null }).gaps.push(gap);
  for (const draft of drafts.ordered()) placeInRuns(draft);

  const texts = new Texts();
  const endMs = Math.min(range.toMs, asOfMs);
  const frame = {
    originMs: range.fromMs,
    endMs,
    texts,
    diagnosis,
    running,
    samples: samplesByReplica(samples, range),
    settings: new Map(settings.map((one) => [one.revision, one])),
  };
  const lanes = drafts.ordered().map((draft) => toLane(draft, frame));
  return {
    kind: diagnosis.app.kind,
    fromMs: range.fromMs,
    toMs: range.toMs,
    asOfMs,
    focus: focusOf(diagnosis, shown),
    lanes,
    groups: toLaneGroups(lanes, diagnosis),
    bands,
    changes,
    texts: texts.all,
    counts: countsOf(lanes),
    overview: buildOverview(diagnosis, alone),
    summary: summaryOf(diagnosis, lanes),
  };
}

/** Marks that lead to a run's console although they are not its end. */
const insideRuns = ['probe', 'fault', 'stderr', 'back-off'] as const satisfies readonly MarkKind[];

/** A probe that failed, a fault, a line or a wait belongs to the run that had begun last: until the next one begins it is news of it. */
function placeInRuns(draft: DraftLane): void {
  const runs = [...draft.runs].sort((a, b) => (a.fromMs ?? a.toMs ?? 0) - (b.fromMs ?? b.toMs ?? 0));
  const begins = runs.map((run, place) => run.fromMs ?? runs[place - 1]?.toMs ?? Number.NEGATIVE_INFINITY);
  for (const kind of insideRuns) {
    draft.marks[kind] = draft.marks[kind].map((mark) => {
      const after = firstAtOrAfter(begins, mark.atMs);
      const place = begins[after] === mark.atMs ? after : after - 1;
      return { ...mark, run: runs[place]?.id ?? null };
    });
  }
}

interface Frame {
  originMs: number;
  endMs: number;
  texts: Texts;
  diagnosis: Diagnosis;
  /** Runs of which the rows let one say so. */
  running: ReadonlySet<string>;
  samples: ReadonlyMap<string, readonly ResourceSample[]>;
  settings: ReadonlyMap<string, RevisionSettings>;
}

function toLane(draft: DraftLane, frame: Frame): Lane {
  const unexpectedExits = draft.marks.exit.length;
  const failedStarts = draft.marks['start-failed'].length;
  const bars = toBars(draft.runs, frame);
  const places = new Map(runIdsOf(bars).map((id, place) => [id, place]));
  const isJob = frame.diagnosis.app.kind === 'job';
  const faultKinds = [...draft.faultKinds];
  const marks = mapKinds((kind) => toMarks(draft.marks[kind], places, frame));
  const troubles = [
    ...(unexpectedExits > 0 ? [counted(unexpectedExits, 'exit')] : []),
    ...(failedStarts > 0 ? [counted(failedStarts, 'failed start')] : []),
    ...faultTexts([{ faultKinds, marks }]),
  ];
  const state = stateOf(draft, troubles.length > 0, frame.running);
  return {
    id: draft.id,
    group: draft.group,
    replica: draft.replica,
    container: draft.container,
    role: draft.role,
    isSubLane: draft.isSubLane,
    title: titleOf(draft, isJob),
    fullName: fullNameOf(draft, isJob),
    note: troubles.length > 0 ? troubles.join(', ') : noteOf(state, draft, isJob),
    state,
    unexpectedExits,
    failedStarts,
    faultKinds,
    bars,
    waits: toWaits(draft.gaps, frame),
    marks,
    usage:
      draft.replica === null || draft.isSubLane
        ? null
        : toUsage(frame.samples.get(draft.replica), frame.settings.get(draft.group ?? ''), frame.originMs),
  };
}

function titleOf(draft: DraftLane, isJob: boolean): string {
  if (draft.isApp) return isJob ? 'Job and executions' : 'App and revisions';
  if (draft.replica !== null) return shortReplica(draft.replica);
  if (draft.isEmpty) return 'no row of a replica';
  return 'replica not in these rows';
}

function fullNameOf(draft: DraftLane, isJob: boolean): string {
  if (draft.isApp) return isJob ? 'the job and its executions' : 'the app and its revisions';
  if (draft.isEmpty) return `execution ${draft.group}, of whose replicas no row is here`;
  const replica = draft.replica === null ? 'a replica not named in these rows' : `replica ${draft.replica}`;
  const container = draft.container === null ? null : `container ${draft.container}`;
  const revision = draft.replica === null && draft.group !== null ? `of ${shortRevision(draft.group)}` : null;
  return [container, replica, revision].filter((part) => part !== null).join(', ');
}

function stateOf(draft: DraftLane, isInTrouble: boolean, running: ReadonlySet<string>): LaneState {
  if (draft.isApp) return 'app';
  if (draft.isEmpty) return 'unsure';
  if (isInTrouble) return 'failing';
  const last = draft.runs.at(-1);
  if (last?.exit) return 'stopped';
  return last && !running.has(last.id) ? 'unsure' : 'steady';
}

/** Of a lane without trouble. */
function noteOf(state: LaneState, draft: DraftLane, isJob: boolean): string {
  if (draft.isEmpty) return '';
  if (state === 'steady') return 'no exit';
  if (state === 'stopped') return hasFinished(draft, isJob) ? 'finished' : 'intended stop';
  return state === 'unsure' ? 'end not seen' : '';
}

/** What is made to end, and did: an init container, a job's attempt. */
function hasFinished(draft: DraftLane, isJob: boolean): boolean {
  return (isJob || draft.role === 'init') && draft.runs.at(-1)?.exit?.exitCode === 0;
}

function toBars(runs: readonly Run[], { originMs, endMs, diagnosis, running }: Frame): Bars {
  const bars = runs.map((run, place) => {
    const previousEnd = place === 0 ? diagnosis.range.fromMs : (runs[place - 1]?.toMs ?? diagnosis.range.fromMs);
    const nextStart = runs[place + 1]?.fromMs ?? runs[place + 1]?.toMs ?? null;
    const to = run.toMs ?? run.exit?.atMs ?? nextStart ?? endMs;
    const isRunning = running.has(run.id);
    const isStartKnown = run.fromMs !== null && run.startKnown;
    const stub = Math.max(previousEnd, run.cut ? diagnosis.range.fromMs : to - unknownStartMs);
    const from = Math.min(run.fromMs ?? stub, to);
    return {
      id: run.id,
      from: Math.max(from, diagnosis.range.fromMs),
      to,
      end: barEnd(isStartKnown, run.endKnown, isRunning),
    };
  });
  bars.sort((a, b) => a.from - b.from);
  const from = toSteps(
    bars.map((bar) => bar.from),
    originMs,
  );
  const ids = bars.map((bar) => bar.id);
  return {
    ...packRunIds(ids, from, originMs),
    from,
    length: bars.map((bar) => Math.round(Math.max(0, bar.to - bar.from) / 100)),
    ends: bars.map((bar) => bar.end).join(''),
  };
}

function barEnd(isStartKnown: boolean, isEndKnown: boolean, isRunning: boolean): BarEnd {
  if (isRunning) return isStartKnown ? 'r' : 'b';
  if (isStartKnown) return isEndKnown ? 'k' : 'e';
  return isEndKnown ? 's' : 'b';
}

function toWaits(gaps: readonly BackOffGap[], { originMs, endMs }: Frame): Waits {
  const sorted = [...gaps].sort((a, b) => a.fromMs - b.fromMs);
  return {
    from: toSteps(
      sorted.map((gap) => gap.fromMs),
      originMs,
    ),
    length: sorted.map((gap) => Math.round(Math.max(0, (gap.toMs ?? gap.predictedToMs ?? endMs) - gap.fromMs) / 100)),
    ends: sorted.map((gap) => (gap.toMs === null ? 'p' : 'k')).join(''),
    stage: sorted.map((gap) => gap.stage),
  };
}

function toMarks(marks: readonly DraftMark[], places: ReadonlyMap<string, number>, { originMs, texts }: Frame): Marks {
  const sorted = [...marks].sort((a, b) => a.atMs - b.atMs);
  return {
    at: toSteps(
      sorted.map((mark) => mark.atMs),
      originMs,
    ),
    text: sorted.map((mark) => (mark.text === '' ? -1 : texts.place(mark.text))),
    label: sorted.map((mark) => (mark.label === null ? -1 : texts.place(mark.label))),
    run: sorted.map((mark) => (mark.run === null ? -1 : (places.get(mark.run) ?? -1))),
  };
}

class Texts {
  readonly all: string[] = [];
  readonly #places = new Map<string, number>();

  place(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push(text) - 1;
  }
}

/** Waits count as back-offs even where no row announces them; a row inside a wait is not a second one. */
function countsOf(lanes: readonly Lane[]): Record<MarkKind, number> {
  const total = mapKinds((kind) => lanes.reduce((sum, lane) => sum + lane.marks[kind].at.length, 0));
  const waits = lanes.reduce((sum, lane) => sum + lane.waits.from.length, 0);
  return { ...total, 'back-off': Math.max(total['back-off'], waits) };
}

const shortestFocusMs = 15 * 60_000;

/** The span of what is going on, with some air; of everything that went wrong when nothing is. */
function focusOf({ incidents, range, asOfMs }: Diagnosis, chosen: Incident | null): TimelineView['focus'] {
  const whole = { fromMs: range.fromMs, toMs: range.toMs };
  const ongoing = incidents.filter((incident) => incident.state === 'ongoing');
  const isElsewhere = chosen !== null && chosen.state !== 'ongoing' && ongoing.length > 0;
  const shown = isElsewhere ? [chosen] : ongoing.length > 0 ? ongoing : incidents;
  if (shown.length === 0) return whole;
  const first = Math.min(...shown.map((incident) => incident.fromMs));
  const last = Math.max(...shown.map((incident) => incident.backOff?.nextAttemptMs ?? incident.toMs));
  const air = Math.max((last - first) * 0.06, (shortestFocusMs - (last - first)) / 2);
  const fromMs = Math.max(range.fromMs, first - air);
  const toMs = Math.min(range.toMs, Math.max(last + air, ongoing.length > 0 ? Math.min(asOfMs, last + air) : 0));
  const covers = (toMs - fromMs) / (range.toMs - range.fromMs);
  return covers > 0.6 || toMs <= fromMs ? whole : { fromMs, toMs };
}

function summaryOf(diagnosis: Diagnosis, lanes: readonly Lane[]): string {
  const { fromMs, toMs } = diagnosis.range;
  const counts = countsOf(lanes);
  const facts = [
    counts.exit > 0 ? counted(counts.exit, 'unexpected exit') : null,
    counts['start-failed'] > 0 ? counted(counts['start-failed'], 'failed start') : null,
    counts['back-off'] > 0 ? counted(counts['back-off'], 'back-off wait') : null,
    counts.probe > 0 ? counted(counts.probe, 'probe failure') : null,
    counts.fault > 0 ? counted(counts.fault, 'fault') : null,
    counts.stop > 0 ? counted(counts.stop, 'intended end') : null,
  ].filter((fact) => fact !== null);
  const replicas = lanes.filter((lane) => lane.state !== 'app').length;
  const worst = replicas > 1 ? laneOfMost(lanes) : null;
  const place = worst === null ? '' : ` Most of it on ${worst.fullName}: ${worst.note}.`;
  const told =
    facts.length > 0
      ? listed(facts)
      : 'in the rows at hand no exit, failed start, back-off wait, probe failure or fault';
  const shown = replicas === 0 ? 'No replica in these rows' : counted(replicas, 'lane');
  return `${shown}, ${toRangeLabel(fromMs, toMs)}: ${told}.${place}`;
}

/** The lane that more than half of the exits, failed starts and faults stand on. */
function laneOfMost(lanes: readonly Lane[]): Lane | null {
  const troubles = lanes.map(
    (lane) =>
      lane.unexpectedExits + lane.failedStarts + sumOf(lane.faultKinds.map((kind) => lane.marks[kind].at.length)),
  );
  const half = sumOf(troubles) / 2;
  return lanes.find((_, place) => (troubles[place] ?? 0) > half) ?? null;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
