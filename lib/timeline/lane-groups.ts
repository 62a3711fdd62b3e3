import type { Diagnosis } from '@/lib/domain/diagnosis';
import type { EventOf } from '@/lib/domain/event';
import { counted } from '@/lib/format/count';
import { faultTexts } from './faults';
import type { Lane, LaneGroup } from './timeline-view';

type ExecutionStep = EventOf<'job-execution'>['step'];

/** Revisions or executions in the order of their lanes, each with what a reader of its heading wants to know. */
export function toLaneGroups(lanes: readonly Lane[], diagnosis: Diagnosis): LaneGroup[] {
  const steps = stepsByExecution(diagnosis);
  const byGroup = new Map<string | null, Lane[]>();
  for (const lane of lanes) {
    if (lane.state === 'app') continue;
    byGroup.set(lane.group, [...(byGroup.get(lane.group) ?? []), lane]);
  }
  const isJob = diagnosis.app.kind === 'job';
  return [...byGroup].map(([group, own]): LaneGroup => {
    const isFailing = own.some((lane) => lane.state === 'failing');
    const ended = group === null ? undefined : steps.get(group);
    const isFailed = isFailing || (ended !== undefined && failedSteps.has(ended));
    return {
      group,
      title: titleOf(group === null ? null : shortGroup(group, diagnosis.app.name), isJob),
      fullTitle: titleOf(group, isJob),
      note: isJob ? executionNote(own, ended) : revisionNote(own),
      state: isFailed ? 'failing' : own.some((lane) => lane.state !== 'unsure') ? 'quiet' : 'unsure',
    };
  });
}

function titleOf(group: string | null, isJob: boolean): string {
  const word = isJob ? 'Execution' : 'Revision';
  return group === null ? `${word} not in these rows` : `${word} ${group}`;
}

/** `0000042` of `shop--0000042`, `29699431` of `price-sync-29699431`. */
function shortGroup(group: string, app: string): string {
  const rest = group.startsWith(`${app}-`) ? group.slice(app.length).replace(/^-+/, '') : group;
  return rest === '' ? group : rest;
}

const failedSteps: ReadonlySet<ExecutionStep> = new Set(['backoff-limit', 'deadline', 'failed']);

/** The step that tells most of how an execution ended: the platform gives the limit it ran into beside `failed`. */
const weight: Record<ExecutionStep, number> = { started: 0, succeeded: 1, failed: 2, 'backoff-limit': 3, deadline: 4 };

function stepsByExecution({ events }: Diagnosis): ReadonlyMap<string, ExecutionStep> {
  const steps = new Map<string, ExecutionStep>();
  for (const event of events) {
    if (event.kind !== 'job-execution' || event.execution === null) continue;
    // That one replica failed or succeeded is not how the execution ended.
    if (event.replica !== null && (event.step === 'failed' || event.step === 'succeeded')) continue;
    const known = steps.get(event.execution);
    if (known === undefined || weight[event.step] > weight[known]) steps.set(event.execution, event.step);
  }
  return steps;
}

const outcome = {
  started: 'started, end not seen',
  succeeded: 'succeeded',
  failed: 'failed',
  'backoff-limit': 'failed: no retry left',
  deadline: 'failed: over its deadline',
} satisfies Record<ExecutionStep, string>;

function executionNote(lanes: readonly Lane[], ended: ExecutionStep | undefined): string {
  const attempts = replicasOf(lanes);
  const trouble = guessOf(lanes);
  const said =
    ended === undefined
      ? trouble
      : ended === 'succeeded' && trouble !== null
        ? `succeeded after ${trouble}`
        : outcome[ended];
  return [said, attempts === 0 ? 'no row of its replicas' : counted(attempts, 'attempt')]
    .filter((part) => part !== null)
    .join(' · ');
}

/** Without a row about the execution itself, what its attempts tell. */
function guessOf(lanes: readonly Lane[]): string | null {
  const exits = lanes.reduce((sum, lane) => sum + lane.unexpectedExits, 0);
  if (exits > 0) return counted(exits, 'unexpected exit');
  const starts = lanes.reduce((sum, lane) => sum + lane.failedStarts, 0);
  if (starts > 0) return counted(starts, 'failed start');
  const faults = faultTexts(lanes);
  return faults.length > 0 ? faults.join(', ') : null;
}

function revisionNote(lanes: readonly Lane[]): string {
  const replicas = replicasOf(lanes);
  return [replicas === 0 ? null : counted(replicas, 'replica'), guessOf(lanes) ?? 'no unexpected exit']
    .filter((part) => part !== null)
    .join(' · ');
}

function replicasOf(lanes: readonly Lane[]): number {
  return new Set(lanes.flatMap((lane) => lane.replica ?? [])).size;
}
