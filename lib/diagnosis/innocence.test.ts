import { describe, expect, test } from 'vitest';
import type { TableRow } from '@/emulator/scenarios';
import { type Environment, pipelinesOf, shopClassic, shopPreview, shopProd } from '@/emulator/scenarios/environment';
import { type HealthyDay, healthyDay } from '@/emulator/scenarios/healthy-day';
import { diagnose } from '@/lib/diagnosis/diagnose';
import type { AppIdentity, DiagnosisInput } from '@/lib/domain/diagnosis';
import type { AppKind, ConsoleRow, SystemRow, TimeRange } from '@/lib/domain/rows';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 4, 4);
const wholeDay = { fromMs: startMs, toMs: startMs + 24 * hourMs };

/** Both dialects in both families of tables; the fourth of these pairs is in no sample. */
const environments: readonly Environment[] = [
  shopProd,
  shopClassic,
  shopPreview,
  {
    ...shopClassic,
    name: 'shop-classic-monitor',
    family: 'resource-specific',
    collectorColumns: false,
    flattensJson: false,
    pipelines: pipelinesOf('shop-classic-monitor'),
  },
];
const days = environments.map(
  (environment) => [`${environment.dialect.name}, ${environment.family}`, environment] as const,
);

function cell(row: TableRow, ...columns: string[]): string | null {
  const found = columns.map((column) => row[column]).find((value) => value !== undefined && value !== '');
  return found === undefined ? null : String(found);
}

/** Event time; of the `_CL` tables the batch's time is only the second best. */
function timesOf(row: TableRow) {
  const ingestedAtMs = Date.parse(String(row.TimeGenerated));
  return { atMs: row.time_t === undefined ? ingestedAtMs : Date.parse(String(row.time_t)), ingestedAtMs };
}

function ownedBy(row: TableRow, app: string): boolean {
  return cell(row, 'ContainerAppName_s', 'ContainerAppName', 'JobName_s', 'ContainerJobName_s', 'JobName') === app;
}

function commonOf(row: TableRow, { name, kind, workspace, environment }: AppIdentity, id: string) {
  const replica = cell(row, 'ReplicaName_s', 'ReplicaName', 'ContainerGroupName_s', 'ContainerGroupName');
  return {
    id,
    ...timesOf(row),
    workspace,
    environment,
    app: name,
    kind,
    revision: cell(row, 'RevisionName_s', 'RevisionName'),
    replica,
    execution:
      cell(row, 'ExecutionName_s') ?? (kind === 'job' ? (replica?.split('-').slice(0, -1).join('-') ?? null) : null),
  };
}

/** A JSON line that the oldest environments take apart, put together again. */
function textOf(row: TableRow): string {
  const whole = cell(row, 'Log_s', 'Log');
  if (whole !== null) return whole;
  const fields = Object.entries(row).flatMap(([column, value]) => {
    const name = /^Log_(.+)_[sd]$/.exec(column)?.[1];
    return name === undefined ? [] : [[name, value]];
  });
  return JSON.stringify(Object.fromEntries(fields));
}

/** What `diagnose` is given of one app: its rows of `range`, of whichever family they are. */
function inputOf(day: HealthyDay, { name, kind }: { name: string; kind: AppKind }, range: TimeRange): DiagnosisInput {
  const app: AppIdentity = { name, kind, workspace: 'sample', environment: null };
  const { tables } = day;
  const [system, console] = (['System', 'Console'] as const).map((log) =>
    [...tables[`ContainerApp${log}Logs_CL`], ...tables[`ContainerApp${log}Logs`]].filter(
      (row) => ownedBy(row, name) && timesOf(row).atMs >= range.fromMs && timesOf(row).atMs < range.toMs,
    ),
  );
  const systemRows = (system ?? []).map(
    (row, place): SystemRow => ({
      ...commonOf(row, app, `s${place}`),
      table: 'Reason_s' in row ? 'ContainerAppSystemLogs_CL' : 'ContainerAppSystemLogs',
      reason: cell(row, 'Reason_s', 'Reason'),
      message: cell(row, 'Log_s', 'Log') ?? '',
      severity: 'Reason_s' in row ? cell(row, 'Type_s') : cell(row, 'Type'),
      eventSource: cell(row, 'EventSource_s', 'EventSource'),
      count: Number(cell(row, 'Count_d', 'Count')),
    }),
  );
  const consoleRows = (console ?? []).map(
    (row, place): ConsoleRow => ({
      ...commonOf(row, app, `c${place}`),
      table: 'Stream_s' in row ? 'ContainerAppConsoleLogs_CL' : 'ContainerAppConsoleLogs',
      container: cell(row, 'ContainerName_s', 'ContainerName'),
      stream: cell(row, 'Stream_s', 'Stream') === 'stderr' ? 'stderr' : 'stdout',
      text: textOf(row),
    }),
  );
  return { app, systemRows, consoleRows, range, asOfMs: range.toMs };
}

/** What a diagnosis says that would alarm a reader. */
function alarmsIn(input: DiagnosisInput) {
  const { app, status, exits, incidents, failedStarts } = diagnose(input);
  return {
    app: app.name,
    status,
    unexpected: exits.unexpected,
    failedStarts: failedStarts.length,
    findings: incidents.map(({ findings }) => `${findings[0].cause}: ${findings[0].summary}`),
  };
}

/** Tight settings, memory near its limit, and containers that run, are being made, or were restarted long ago. */
function measured({ systemRows, consoleRows, asOfMs }: DiagnosisInput): Partial<DiagnosisInput> {
  const places = [...new Map(systemRows.map((row) => [row.replica ?? '', row])).values()].filter(
    ({ replica }) => replica !== null,
  );
  const spoke = new Map(consoleRows.map((row) => [row.replica, row.container]));
  const containerOf = (replica: string | null) => spoke.get(replica) ?? 'web';
  const words = [
    { runningState: 'Running', details: null },
    { runningState: 'Waiting', details: 'Container is waiting with reason: ContainerCreating' },
    { runningState: 'Terminated', details: 'Container is terminated with reason: Completed' },
  ];
  const limitBytes = 1_073_741_824;
  return {
    settings: [...new Map(places.map((row) => [row.revision ?? '', row])).entries()].map(([revision, { replica }]) => ({
      revision,
      memoryLimitBytes: limitBytes,
      cpuCores: 0.5,
      terminationGracePeriodSeconds: 5,
      probes: (['startup', 'liveness', 'readiness'] as const).map((probe) => ({
        probe,
        container: containerOf(replica),
        path: '/healthz',
        port: 8080,
        periodSeconds: 1,
        failureThreshold: 1,
        initialDelaySeconds: null,
        timeoutSeconds: 1,
      })),
    })),
    samples: places.map(({ replica, atMs }) => ({
      replica: replica ?? '',
      atMs,
      workingSetBytes: limitBytes * 0.97,
      cpuCores: 0.5,
    })),
    containerStates: places.flatMap(({ replica, revision }, place) => {
      const said = words[place % words.length];
      return said === undefined
        ? []
        : [
            {
              replica: replica ?? '',
              revision,
              container: containerOf(replica),
              atMs: asOfMs,
              restartCount: 3,
              ...said,
            },
          ];
    }),
  };
}

const calm = (app: string) => ({ app, status: 'quiet', unexpected: 0, failedStarts: 0, findings: [] });

describe('a day on which nothing fails', () => {
  test.each(days)('is quiet for every app (%s)', (_, environment) => {
    for (const seed of ['', 'another', 'a third']) {
      const day = healthyDay({ startMs, environment, seed });

      expect(day.apps.map(({ app, kind }) => alarmsIn(inputOf(day, { name: app, kind }, wholeDay)))).toEqual(
        day.apps.map(({ app }) => calm(app)),
      );
    }
  });

  test.each(days)('has every stop that was asked for, once (%s)', (_, environment) => {
    const day = healthyDay({ startMs, environment });

    expect(
      day.apps.map(({ app, kind }) => [app, diagnose(inputOf(day, { name: app, kind }, wholeDay)).exits.intended]),
    ).toEqual(day.apps.map(({ app, intendedStops }) => [app, intendedStops]));
  });

  // The border of a range cuts runs, rolling updates and shutdowns in two.
  test.each(days)('is quiet in every part of it (%s)', (_, environment) => {
    const day = healthyDay({ startMs, environment });
    const parts = Array.from({ length: 24 }, (_, hour) => ({
      fromMs: startMs + Math.max(0, hour - 3) * hourMs + hour * 97_000,
      toMs: startMs + hour * hourMs + 40 * 60_000 + hour * 71_000,
    }));
    const alarms = parts.flatMap((range) =>
      day.apps
        .map(({ app, kind }) => inputOf(day, { name: app, kind }, range))
        .filter(({ systemRows, consoleRows }) => systemRows.length + consoleRows.length > 0)
        .map(alarmsIn)
        .filter(({ status, unexpected, findings }) => status !== 'quiet' || unexpected > 0 || findings.length > 0),
    );

    expect(alarms).toEqual([]);
  });

  test.each(days)('is quiet in parts of other days (%s)', (_, environment) => {
    const alarms = ['second', 'third'].flatMap((seed, place) => {
      const day = healthyDay({ startMs, environment, seed });
      const ranges = [2, 9, 16, 23].map((hour) => ({
        fromMs: startMs + (hour - 2) * hourMs + place * 131_000,
        toMs: startMs + hour * hourMs + place * 577_000,
      }));
      return ranges.flatMap((range) =>
        day.apps
          .map(({ app, kind }) => inputOf(day, { name: app, kind }, range))
          .filter(({ systemRows, consoleRows }) => systemRows.length + consoleRows.length > 0)
          .map(alarmsIn)
          .filter(({ status, unexpected, findings }) => status !== 'quiet' || unexpected > 0 || findings.length > 0),
      );
    });

    expect(alarms).toEqual([]);
  });

  // The documentation lists more sources than the sample has; older builds leave the column empty.
  test.each([null, 'Envoy', 'Dapr', 'KEDA', 'ContainerAppController'])(
    'is quiet whatever part of the platform its rows are from: %s',
    (eventSource) => {
      const day = healthyDay({ startMs, environment: shopProd });
      const inputs = day.apps.map(({ app, kind }) => inputOf(day, { name: app, kind }, wholeDay));

      expect(
        inputs.map((input) =>
          alarmsIn({ ...input, systemRows: input.systemRows.map((row) => ({ ...row, eventSource, count: null })) }),
        ),
      ).toEqual(day.apps.map(({ app }) => calm(app)));
    },
  );

  test.each(days)('is quiet with all that the management API and the metrics add (%s)', (_, environment) => {
    const day = healthyDay({ startMs, environment });
    const inputs = day.apps.map(({ app, kind }) => inputOf(day, { name: app, kind }, wholeDay));

    expect(inputs.map((input) => alarmsIn({ ...input, ...measured(input) }))).toEqual(
      day.apps.map(({ app }) => calm(app)),
    );
  });

  test('has something to be wrong about: the same rows with one crash are no longer quiet', () => {
    const day = healthyDay({ startMs, environment: shopProd });
    const input = inputOf(day, { name: 'ledger', kind: 'app' }, wholeDay);
    const [anchor] = input.systemRows.filter(({ reason }) => reason === 'ContainerStarted');
    const crash = { ...anchor, id: 'crash', atMs: (anchor?.atMs ?? 0) + 60_000, reason: 'ContainerTerminated' };
    const container = /'([^']+)'/.exec(anchor?.message ?? '')?.[1];
    const message = `Container '${container}' was terminated with exit code '1' and reason 'ProcessExited'`;

    const alarms = alarmsIn({ ...input, systemRows: [...input.systemRows, { ...crash, message } as SystemRow] });

    expect(alarms).toMatchObject({ unexpected: 1, findings: [expect.stringContaining('ended with exit code 1')] });
  });

  test('ends where a log that speaks seldom falls silent for longer than is usual after its last complaint', () => {
    const day = healthyDay({ startMs, environment: shopProd });
    const { consoleRows, ...rest } = inputOf(day, { name: 'ledger', kind: 'app' }, wholeDay);
    const lines = consoleRows.toSorted((a, b) => a.atMs - b.atMs);
    const last = lines.findIndex(({ text }) => text.includes('connection refused'));
    const cut = (asOfMs: number) =>
      alarmsIn({
        ...rest,
        systemRows: [],
        consoleRows: lines.slice(0, last + 1),
        range: { ...wholeDay, toMs: asOfMs },
        asOfMs,
      });
    const lastMs = lines[last]?.atMs ?? Number.NaN;

    expect(cut(lastMs + 60_000).findings).toEqual([]);
    expect(cut(lastMs + 3 * hourMs).findings).toEqual([expect.stringContaining('app.dependency-unreachable')]);
  });
});
