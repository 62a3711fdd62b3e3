import type { ProbeKind, SystemEvent } from '@/lib/domain/event';
import type { FailedStart } from '@/lib/domain/run';
import { toPlainLine } from '@/lib/format/line';
import { changeLabel } from './changes';
import type { MarkKind } from './timeline-view';

const longest = 160;

/** A tooltip's share of a message. */
export function shortened(text: string): string {
  const plain = toPlainLine(text).trim().replace(/\s+/g, ' ');
  return plain.length <= longest ? plain : `${plain.slice(0, longest - 1)}…`;
}

const stageNames = {
  pull: 'Image pull failed',
  mount: 'Volume mount failed',
  create: 'Container create failed',
} as const;

export function textOfFailedStart(start: FailedStart): string {
  return shortened(`${stageNames[start.stage]}: ${start.detail}`);
}

const probeNames = {
  startup: 'Start-up probe',
  liveness: 'Liveness probe',
  readiness: 'Readiness probe',
} satisfies Record<ProbeKind, string>;

function probeName(probe: ProbeKind | null): string {
  return probe === null ? 'Probe' : probeNames[probe];
}

function textOfProbe(event: SystemEvent & { kind: 'probe-failed' }): string {
  const name = probeName(event.probe);
  switch (event.outcome.kind) {
    case 'http-status':
      return `${name}: HTTP ${event.outcome.status}`;
    case 'refused':
      return `${name}: connection refused`;
    case 'timeout':
      return event.outcome.afterSeconds === null
        ? `${name}: timed out`
        : `${name}: timed out after ${event.outcome.afterSeconds} s`;
    case 'no-answer':
      return `${name}: no answer`;
    case 'tls-mismatch':
      return `${name}: HTTP and HTTPS mixed up`;
    case 'unknown':
      return `${name} failed`;
  }
}

/**
 * How an event is marked; `null` when something else already draws it, or it is noise. `isGround`: an incident rests on it.
 */
export function markOfEvent(event: SystemEvent, isGround: boolean): { kind: MarkKind; text: string } | null {
  switch (event.kind) {
    case 'back-off':
      return { kind: 'back-off', text: shortened(event.row.message) };
    case 'probe-failed':
      return { kind: 'probe', text: textOfProbe(event) };
    case 'probe-kill':
      return { kind: 'probe', text: `${probeName(event.probe)}: the platform restarts the container` };
    // Runs and failed starts stand for these, each once however many rows tell of it.
    case 'container-terminated':
    case 'container-created':
    case 'container-started':
    case 'start-failed':
    case 'noise':
    case 'stopping':
    case 'probe-started':
    case 'image-pulling':
    case 'image-pulled':
    case 'replica-assigned':
      return null;
    default:
      // Told once each as a change of the app; that one failed is a fault besides.
      if (changeLabel(event) !== null && !(isGround && event.kind === 'revision' && event.step === 'failed'))
        return null;
      return {
        kind: isGround ? 'fault' : 'other',
        text: shortened(event.row.message === '' ? (event.row.reason ?? '') : event.row.message),
      };
  }
}
