import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * An export of our own making with what strains a page: one event, one replica, three hundred replicas, a hundred
 * thousand events, names far longer than the platform allows, two apps of one name, and five hundred apps around them.
 */
export const extremes = {
  oneEvent: 'one-event',
  oneReplica: 'one-replica',
  manyReplicas: 'many-replicas',
  replicas: 300,
  manyEvents: 'many-events',
  events: 100_000,
  longName: `rechnungsbenachrichtigungsversandwarteschlange-${'x'.repeat(60)}`,
  namesake: 'namesake',
  environments: ['north', 'south'],
  crowd: 500,
  /** Of the crowd. */
  failing: 20,
  newestRow: '2026-03-04T12:00:00.000Z',
} as const;

const columns = [
  'TimeGenerated',
  'ContainerAppName_s',
  'EnvironmentName_s',
  'RevisionName_s',
  'ReplicaName_s',
  'Reason_s',
  'Type_s',
  'Log_s',
] as const;

type Row = readonly [string, string, string, string, string, string, string, string];

const endMs = Date.parse(extremes.newestRow);
const minuteMs = 60_000;
const fiveLetters = (n: number) => n.toString(36).padStart(5, 'z');

interface Place {
  app: string;
  environment: string;
  replica: number;
  container: string;
}

function row({ app, environment, replica }: Place, atMs: number, reason: string, type: string, text: string): Row {
  const revision = `${app}--r1`;
  const at = new Date(atMs).toISOString();
  return [at, app, environment, revision, `${revision}-6c9d5f7b8d-${fiveLetters(replica)}`, reason, type, text];
}

function started(place: Place, atMs: number): Row {
  return row(place, atMs, 'ContainerStarted', 'Normal', `Started container '${place.container}'`);
}

function ended(place: Place, atMs: number, code: number): Row {
  const text = `Container '${place.container}' was terminated with exit code '${code}' and reason 'ProcessExited'`;
  return row(place, atMs, 'ContainerTerminated', 'Warning', text);
}

/** `lives` in a row, one and a half minutes each and half a minute between them; the last ends `agoMs` before the end. */
function loop(place: Place, lives: number, code: number, agoMs = minuteMs): Row[] {
  return Array.from({ length: lives }, (_, life) => {
    const lastMs = endMs - agoMs - (lives - 1 - life) * 2 * minuteMs;
    return [started(place, lastMs - 1.5 * minuteMs), ended(place, lastMs, code)];
  }).flat();
}

function place(app: string, facts: Partial<Place> = {}): Place {
  return { app, environment: 'extremes', replica: 0, container: app, ...facts };
}

function* systemRows(): Generator<Row> {
  const { oneEvent, oneReplica, manyReplicas, replicas, manyEvents, events, longName, namesake, environments } =
    extremes;
  yield started(place(oneEvent), endMs - 90 * minuteMs);
  yield* loop(place(oneReplica), 3, 1);
  for (let replica = 0; replica < replicas; replica++) {
    yield* loop(place(manyReplicas, { replica }), 1 + (replica % 3), replica % 2 === 0 ? 137 : 1, 1000 * (replica + 1));
  }
  yield* loop(place(longName, { environment: `umgebung-${'y'.repeat(50)}`, container: longName }), 4, 139);
  for (const environment of environments) yield* loop(place(namesake, { environment }), 2, 1);
  for (let n = 0; n < extremes.crowd; n++) {
    const member = place(`crowd-${String(n).padStart(3, '0')}`, { environment: `crowd-env-${n % 6}` });
    if (n < extremes.failing) yield* loop(member, 2, 1);
    else yield started(member, endMs - (n % 100) * minuteMs);
  }
  // A start and an end each, fifty replicas side by side, over the last day.
  const side = 50;
  const stepMs = (24 * 60 * minuteMs) / (events / side);
  for (let n = 0; n < events / 2; n++) {
    const one = place(manyEvents, { replica: n % side });
    const atMs = endMs - 2 * stepMs * (Math.floor(n / side) + 1) + (n % side);
    yield started(one, atMs);
    yield ended(one, atMs + stepMs, n % 5 === 0 ? 137 : 1);
  }
}

function consoleRows(): string[][] {
  const { oneReplica, longName, newestRow } = extremes;
  const at = (agoMs: number) => new Date(endMs - agoMs).toISOString();
  const line = (app: string, agoMs: number, text: string) => [
    at(agoMs),
    app,
    `${app}--r1`,
    `${app}--r1-6c9d5f7b8d-${fiveLetters(0)}`,
    app,
    text,
  ];
  return [
    line(oneReplica, 80_000, 'listening on :8080'),
    line(oneReplica, 60_100, 'Error: ECONNREFUSED 10.0.0.4:5432'),
    line(longName, 60_100, `panic: ${'no-space-in-this-line-'.repeat(40)}`),
    [newestRow, oneReplica, `${oneReplica}--r1`, '', oneReplica, 'waiting'],
  ];
}

const asCsv = (rows: Iterable<readonly string[]>) => {
  const lines: string[] = [];
  for (const cells of rows) lines.push(cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
  return lines.join('\n');
};

/** Writes the two files, in the form of the portal's CSV export, unless they are there: a hundred thousand rows take a while. */
export function writeExtremesExport(folder: string): void {
  if (existsSync(folder)) return;
  // Several processes may come here at once: each writes its own, the first one there counts.
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const consoleColumns = [
    'TimeGenerated',
    'ContainerAppName_s',
    'RevisionName_s',
    'ContainerGroupName_s',
    'ContainerName_s',
    'Log_s',
  ];
  writeFileSync(path.join(draft, 'ContainerAppSystemLogs_CL.csv'), `${columns.join(',')}\n${asCsv(systemRows())}\n`);
  writeFileSync(
    path.join(draft, 'ContainerAppConsoleLogs_CL.csv'),
    `${consoleColumns.join(',')}\n${asCsv(consoleRows())}\n`,
  );
  try {
    renameSync(draft, folder);
  } catch {
    rmSync(draft, { recursive: true });
  }
}

/** A folder with a file that has its columns and no row. */
export function writeEmptyExport(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'ContainerAppSystemLogs_CL.csv'), `${columns.join(',')}\n`);
}
