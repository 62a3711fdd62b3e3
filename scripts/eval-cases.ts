import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AppKind } from '@/lib/domain/rows';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const seconds = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const evalCase = z.object({
  id: z.string(),
  systemLogs: z.array(
    z.object({
      reason: text,
      message: z.string(),
      type: text,
      eventSource: text,
      count: z.number().nullish(),
      secondsFromStart: seconds,
      replica: z.union([z.number(), z.string()]).nullish(),
    }),
  ),
  consoleLogs: z.array(z.object({ stream: text, line: z.string(), container: text, secondsFromStart: seconds })),
  facts: z.object({ kind: z.string().nullish() }),
  truth: z.object({ category: z.string() }),
});

/** A real case with its known cause. Only its log rows and whether it is a job may be used. */
export type EvalCase = z.infer<typeof evalCase>;

export function readCases(file: string): EvalCase[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines.map((line, place) => {
    const parsed = evalCase.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${file}, line ${place + 1} is no case: ${parsed.error.message}`);
    return parsed.data;
  });
}

export function nameOf({ id }: EvalCase): string {
  return `c-${sha256(id).slice(0, 10)}`;
}

export function kindOf({ facts }: EvalCase): AppKind {
  return facts.kind === 'job' ? 'job' : 'app';
}

type Row = Record<string, string | number>;

export interface CaseRows {
  ContainerAppSystemLogs_CL: Row[];
  ContainerAppConsoleLogs_CL: Row[];
}

/** Console lines without a time stand that far apart, before the first exit. */
const lineStepSeconds = 0.05;
const rowStepSeconds = 1;

/**
 * A case as one app or job in the two `_CL` tables: rows without a time a second apart in their order, console lines
 * without one 50 ms apart and ending just before the first termination row (else the last row).
 */
export function toRows(evalCase: EvalCase, startMs: number): CaseRows {
  const app = nameOf(evalCase);
  const isJob = kindOf(evalCase) === 'job';
  const revision = isJob ? '' : `${app}--rev0001`;
  const common: Row = {
    EnvironmentName_s: 'cases',
    ContainerAppName_s: isJob ? '' : app,
    RevisionName_s: revision,
  };
  const replicaOf = (number: number | string) => {
    const hash = sha256(`${evalCase.id}${number}`);
    return isJob
      ? `${app}-run${number || 1}-${hash.slice(0, 5)}`
      : `${revision}-${hash.slice(0, 10)}-${hash.slice(10, 15)}`;
  };
  const iso = (atSeconds: number) => toIsoMicroseconds(startMs + atSeconds * 1000);

  const untimed = evalCase.consoleLogs.filter((line) => line.secondsFromStart === null).length;
  const offset = untimed * lineStepSeconds + 2;
  const times = timesOf(evalCase, offset);
  const system = evalCase.systemLogs.map(
    (row, place): Row => ({
      TimeGenerated: iso(times[place] ?? offset),
      ...common,
      ...(isJob ? { JobName_s: app } : {}),
      ReplicaName_s: replicaOf(row.replica ?? 1),
      Reason_s: row.reason,
      Log_s: row.message,
      Type_s: row.type,
      EventSource_s: row.eventSource || 'ContainerAppController',
      Count_d: row.count || 1,
      Type: 'ContainerAppSystemLogs_CL',
    }),
  );

  const firstExit = evalCase.systemLogs.findIndex((row) => row.message.toLowerCase().includes('terminated'));
  const endSeconds = times[firstExit] ?? times.at(-1) ?? offset;
  const container =
    evalCase.systemLogs.map((row) => /[Cc]ontainer '([^'<>]+)'/.exec(row.message)?.[1]).find(Boolean) ?? 'app';
  const console = evalCase.consoleLogs.map((line, place): Row => {
    const atSeconds =
      line.secondsFromStart === null
        ? Math.max(0, endSeconds - (untimed - place) * lineStepSeconds)
        : line.secondsFromStart + offset;
    return {
      TimeGenerated: iso(atSeconds),
      time_t: iso(atSeconds),
      ...common,
      ...(isJob ? { ContainerJobName_s: app } : {}),
      ContainerGroupName_s: replicaOf(1),
      ContainerName_s: line.container || container,
      ContainerImage_s: '',
      Stream_s: line.stream === 'stdout' || line.stream === 'stderr' ? line.stream : '',
      Log_s: line.line,
      Type: 'ContainerAppConsoleLogs_CL',
    };
  });
  return { ContainerAppSystemLogs_CL: system, ContainerAppConsoleLogs_CL: console };
}

function timesOf({ systemLogs }: EvalCase, offset: number): number[] {
  let next = offset;
  return systemLogs.map(({ secondsFromStart }) => {
    if (secondsFromStart !== null) {
      next = Math.max(0, secondsFromStart) + offset;
      return next;
    }
    const at = next;
    next += rowStepSeconds;
    return at;
  });
}

function toIsoMicroseconds(atMs: number): string {
  const whole = Math.floor(atMs);
  const micros = Math.round((atMs - whole) * 1000);
  const carried = new Date(whole + Math.floor(micros / 1000)).toISOString();
  return carried.replace('Z', `${String(micros % 1000).padStart(3, '0')}0Z`);
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
