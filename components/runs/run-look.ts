import type { FacetLook } from '@/components/facets/facet-group';
import { shortReplica, shortRevision } from '@/lib/format/name';
import { endName, type FacetName, type RunRow, type SortName } from './run-row';

/** What the columns and filters of the runs are called; a job's are executions and attempts. */
export function sortTitles(isJob: boolean): Record<SortName, string> {
  return {
    started: 'Started (UTC)',
    ended: 'Ended',
    lived: 'Lived',
    end: 'How it ended',
    code: 'Code',
    reason: 'Reason',
    line: 'First matching line',
    container: 'Container',
    replica: isJob ? 'Attempt' : 'Replica',
    group: isJob ? 'Execution' : 'Revision',
  };
}

export function facetLooks(isJob: boolean): Record<FacetName, FacetLook> {
  const titles = sortTitles(isJob);
  const named = (title: string, shorten: (name: string) => string, nobody: string): FacetLook => ({
    title,
    labelOf: (value) => (value === 'none' ? nobody : shorten(value)),
    titleOf: (value) => (value === 'none' ? undefined : value),
    isMono: true,
  });
  return {
    end: { title: 'Ended', labelOf: (value) => (isEnd(value) ? endName[value] : value) },
    code: { title: titles.code, labelOf: toCodeLabel, isMono: true },
    reason: { title: titles.reason, labelOf: (value) => (value === 'none' ? 'none given' : value) },
    container: { title: titles.container, labelOf: (value) => value, isMono: true },
    replica: named(titles.replica, shortReplica, 'not in the rows'),
    group: named(titles.group, shortRevision, 'not in the rows'),
  };
}

function toCodeLabel(value: string): string {
  if (value === 'none') return 'no code';
  return value === 'no-end' ? 'no end seen' : value;
}

function isEnd(value: string): value is RunRow['end'] {
  return Object.hasOwn(endName, value);
}
