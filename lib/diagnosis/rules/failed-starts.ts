import type { Case } from '@/lib/diagnosis/rule';
import type { StartStage, SystemEvent } from '@/lib/domain/event';
import type { FailedStart } from '@/lib/domain/run';

export function failuresAt(incident: Case, stage: StartStage): FailedStart[] {
  return incident.failedStarts.filter((start) => start.stage === stage);
}

export function createFailures(incident: Case): FailedStart[] {
  return failuresAt(incident, 'create');
}

/** All that the rows of a failed start say, reasons included. */
export function textOf(start: FailedStart): string {
  const said = start.events.map((event) => saidBy(event));
  return [...new Set(said.length === 0 ? [start.detail] : said)].join('\n');
}

export function saidBy(event: SystemEvent): string {
  return event.row.message;
}

/** The registry in an image's name: `contoso.azurecr.io`, `docker.io` for a bare name. */
export function registryOf(image: string | null | undefined): string | undefined {
  if (image === null || image === undefined || image === '') return undefined;
  const [first] = image.split('/');
  if (first === undefined || first === image) return 'docker.io';
  return /[.:]/.test(first) || first === 'localhost' ? first : 'docker.io';
}
