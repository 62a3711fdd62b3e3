import { diagnose } from '@/lib/diagnosis/diagnose';
import { inputOf, type Place, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { DiagnosisInput } from '@/lib/domain/diagnosis';
import type { Incident } from '@/lib/domain/incident';
import type { ConsoleRow, SystemRow } from '@/lib/domain/rows';

/** Rows of one or several lives. */
export interface Story {
  system: SystemRow[];
  console: ConsoleRow[];
}

export interface Life extends Place {
  /** Seconds after noon; without an end it still runs. */
  from: number;
  to?: number;
  code?: number;
  /** Ended on purpose. */
  isStopped?: boolean;
  /** Lines a tenth of a second apart, the last one as long before the end as `quietSeconds`, else right after the start. */
  says?: string[];
  quietSeconds?: number;
  /** The last part of the replica’s name. */
  name?: string;
}

/** One life of a container with what it printed. */
export function life({
  from,
  to,
  code = 1,
  isStopped = false,
  says = [],
  quietSeconds = 0.1,
  name,
  ...place
}: Life): Story {
  const revision = place.revision === undefined ? 'shop--r7' : place.revision;
  const at = rowsOf({
    ...place,
    ...(name === undefined ? {} : { replica: `${revision ?? 'shop'}-6c9d5f7b8d-${name}` }),
  });
  const ended = to === undefined ? [] : isStopped ? at.stopped(to) : at.exited(to, code);
  const firstAt = to === undefined || isStopped ? from + 0.2 : to - quietSeconds - (says.length - 1) * 0.1;
  return {
    system: [...at.started(from), ...ended],
    console: says.map((text, line) => at.line(firstAt + line * 0.1, text)),
  };
}

export function together(...stories: readonly Story[]): Story {
  return { system: stories.flatMap(({ system }) => system), console: stories.flatMap(({ console }) => console) };
}

const app = rowsOf().app;

export function diagnosisOf(story: Story, facts: Partial<DiagnosisInput> & { now?: number } = {}) {
  return diagnose(inputOf(facts.app ?? app, story.system, { consoleRows: story.console, ...facts }));
}

/** The first incident. */
export function incidentOf(story: Story, facts: Partial<DiagnosisInput> & { now?: number } = {}): Incident {
  const [incident] = diagnosisOf(story, facts).incidents;
  if (incident === undefined) throw new Error('The story has no incident.');
  return incident;
}

export const keyError = [
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 7, in <module>',
  '    url = os.environ["DATABASE_URL"]',
  "KeyError: 'DATABASE_URL'",
];
