import type { DiagnosisInput } from '@/lib/domain/diagnosis';
import type { SystemEvent } from '@/lib/domain/event';
import type { BackOffGap, ContainerRole, FailedStart, Run } from '@/lib/domain/run';
import { type LaneBackOff, readBackOff } from './back-off';
import { ConsoleLines } from './console-lines';
import { ContainerStates } from './container-states';
import { ContainerNames, rolesOf } from './containers';
import { readEvents } from './events';
import { readFailedStarts } from './failed-starts';
import { type LaneOfRuns, toLives, withinRange } from './lives';
import { OrderedLines } from './ordered-lines';
import { inferReplicas } from './places';
import { readLanes } from './runs';
import { withState } from './stated-back-off';
import { StopRequests } from './stops';

/** What the rows say, before anybody asks why. */
export interface Facts {
  input: DiagnosisInput;
  /** Until when the rows can tell anything: `asOf` or the end of the range, whichever is earlier. */
  endMs: number;
  /** In the range, oldest first. */
  events: SystemEvent[];
  /** In the range, numbered in order of time. */
  runs: Run[];
  failedStarts: FailedStart[];
  lanes: LaneOfRuns[];
  backOffs: Map<string, LaneBackOff>;
  gaps: BackOffGap[];
  /** What the management API said, if it was asked. */
  states: ContainerStates;
  roles: ReadonlyMap<string, ContainerRole>;
  names: ContainerNames;
  console: ConsoleLines;
  /** The run that a system row's event happened to. */
  runOfEvent: ReadonlyMap<SystemEvent, Run>;
}

/** Rows to events to runs. Pure; the order of the rows and rows read twice make no difference. */
export function gatherFacts(input: DiagnosisInput): Facts {
  const { app, range, asOfMs } = input;
  const endMs = Math.min(asOfMs, range.toMs);
  const ordered = new OrderedLines(input.consoleRows);
  const events = inferReplicas(readEvents(input.systemRows), ordered.places);
  const names = new ContainerNames(events, ordered.places);
  const roles = rolesOf(app, names, events);
  const drafts = readLanes(events, names, roles, input.consoleRows);
  const requests = new StopRequests(events, drafts, input.settings ?? []);
  const lanes = toLives(drafts, { app, range, asOfMs, requests });

  const shown = lanes
    .flatMap((lane) => lane.runs.flatMap((run) => withinRange(run, range) ?? []))
    .sort((a, b) => anchorOf(a) - anchorOf(b) || (a.id < b.id ? -1 : 1));
  const numbered = shown.map((run, place) => ({ ...run, number: place + 1 }));
  const byId = new Map(numbered.map((run) => [run.id, run]));
  const visible = lanes.map((lane) => ({ ...lane, runs: lane.runs.map((run) => byId.get(run.id) ?? run) }));
  const states = new ContainerStates(input.containerStates ?? [], endMs);
  const backOffs = new Map(
    visible.map((lane) => [
      lane.key,
      withState(readBackOff(lane, endMs), lane, states.of(lane.replica, lane.container), endMs),
    ]),
  );
  const isInside = ({ atMs }: { atMs: number }) => atMs >= range.fromMs && atMs < range.toMs;
  return {
    input,
    endMs,
    events: events.filter(isInside),
    runs: numbered,
    failedStarts: readFailedStarts(events, names, roles).filter(isInside),
    lanes: visible,
    backOffs,
    gaps: [...backOffs.values()]
      .flatMap((each) => each.gaps)
      .filter((gap) => gap.fromMs < range.toMs && (gap.toMs ?? range.toMs) >= range.fromMs)
      .sort((a, b) => a.fromMs - b.fromMs),
    states,
    roles,
    names,
    console: new ConsoleLines(ordered, visible),
    runOfEvent: new Map(numbered.flatMap((run) => run.events.map((event) => [event, run] as const))),
  };
}

function anchorOf(run: Run): number {
  return run.fromMs ?? run.toMs ?? 0;
}
