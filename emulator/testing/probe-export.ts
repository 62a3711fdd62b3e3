import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * An export of our own making with what is odd about the ones people bring: columns projected away (no app, no replica,
 * no `time_t`, no stream), a `TableName` too many, newest first, no `ContainerBackOff` row although the container is
 * restarted again and again, and a second file with some of the events once more, this time with their replica.
 *
 * Its story: container `web` of revision `petshop--r2` is killed ten times by its start-up probe, which asks for a path
 * that the web server does not have; revision `petshop--r1` was stopped on purpose before.
 */
export const probeExport = {
  app: 'petshop',
  container: 'web',
  revision: 'petshop--r2',
  replica: 'petshop--r2-5d8c9bb7f4-x7k2p',
  probedPath: '/ready-or-not',
  exits: 10,
  firstExit: '2026-03-03T08:00:20.250Z',
  newestRow: '2026-03-03T08:28:30.250Z',
  /** The console log holds the last two lives only. */
  consoleFrom: '08:22:50',
  systemRows: 72,
  probeRows: 40,
  rowsWithReplica: 24,
  /** Of one life. */
  consoleRows: 12,
} as const;

type Row = Record<string, string>;

const { container, revision, replica, probedPath } = probeExport;
const older = 'petshop--r1';
const firstStartMs = Date.parse('2026-03-03T08:00:00.250Z');
const lifeMs = 20_000;
/** After each exit but the last: they double up to five minutes. */
const waitsMs = [10, 20, 40, 80, 160, 300, 300, 300, 300].map((seconds) => seconds * 1000);
const startsMs = [firstStartMs];
for (const waitMs of waitsMs) startsMs.push((startsMs.at(-1) ?? firstStartMs) + lifeMs + waitMs);

/** Writes the three files, in the form of `az monitor log-analytics query -o json`. */
export function writeProbeExport(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const system = [...stoppedOnPurpose(), ...startsMs.flatMap(systemRowsOf)];
  const probes = system.filter((row) => row.Reason_s === 'ProbeFailed').slice(-probeExport.rowsWithReplica);
  const files = {
    'ContainerAppSystemLogs_CL.json': system,
    'ContainerAppConsoleLogs_CL.json': startsMs.slice(-2).flatMap(consoleRowsOf),
    'probe-failed-rows.json': probes.map((row) => ({ ...row, ReplicaName_s: replica })),
  };
  for (const [file, rows] of Object.entries(files)) {
    writeFileSync(path.join(folder, file), JSON.stringify([...rows].reverse(), null, 2));
  }
}

/** To 100 ns, as Log Analytics writes it. */
function toTicks(atMs: number): string {
  return new Date(atMs).toISOString().replace('Z', '4242Z');
}

function systemRow(atMs: number, Reason_s: string, Type_s: string, Log_s: string, RevisionName_s: string): Row {
  return { Log_s, Reason_s, RevisionName_s, TableName: 'PrimaryResult', TimeGenerated: toTicks(atMs), Type_s };
}

function stoppedOnPurpose(): Row[] {
  const stopped = `Container '${container}' was terminated with exit code '' and reason 'ManuallyStopped'`;
  return [
    systemRow(firstStartMs - 900_000, 'ContainerStarted', 'Normal', `Started container '${container}'`, older),
    systemRow(firstStartMs - 40_000, 'ContainerTerminated', 'Warning', stopped, older),
  ];
}

/** The platform writes what happened within seconds under one time. */
function systemRowsOf(startMs: number): Row[] {
  const endMs = startMs + lifeMs;
  const row = (atMs: number, reason: string, type: string, text: string) =>
    systemRow(atMs, reason, type, text, revision);
  const failed = 'Probe of StartUp failed with status code: 404';
  const killed = `Container '${container}' was terminated with exit code '' and reason 'ProbeFailure'`;
  return [
    row(startMs, 'ContainerCreated', 'Normal', `Created container '${container}'`),
    row(startMs, 'ContainerStarted', 'Normal', `Started container '${container}'`),
    row(startMs, 'ProbeFailed', 'Warning', failed),
    row(startMs + 10_000, 'ProbeFailed', 'Warning', failed),
    row(endMs, 'ProbeFailed', 'Warning', failed),
    row(endMs, 'ProbeFailed', 'Warning', `Container ${container} failed startup probe, will be restarted`),
    row(endMs, 'ContainerTerminated', 'Warning', killed),
  ];
}

function consoleRowsOf(startMs: number): Row[] {
  const two = (n: number) => String(n).padStart(2, '0');
  const stamp = (atMs: number) => {
    const at = new Date(atMs);
    return `2026/03/03 ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  };
  const line = (atMs: number, Log_s: string): Row => ({
    ContainerName_s: container,
    Log_s,
    RevisionName_s: revision,
    TableName: 'PrimaryResult',
    TimeGenerated: toTicks(atMs),
  });
  const notice = (atMs: number, text: string) => line(atMs, `${stamp(atMs)} [notice] 1#1: ${text}`);
  const probed = (atMs: number) => [
    line(
      atMs,
      `${stamp(atMs)} [error] 7#7: *1 open() "/srv/www${probedPath}" failed (2: No such file or directory), request: "GET ${probedPath} HTTP/1.1"`,
    ),
    line(atMs, `::1 - - "GET ${probedPath} HTTP/1.1" 404 153`),
  ];
  return [
    notice(startMs + 400, 'using the "epoll" event method'),
    notice(startMs + 400, 'start worker processes'),
    notice(startMs + 400, 'start worker process 7'),
    ...[1_000, 10_000, 19_000].flatMap((afterMs) => probed(startMs + afterMs)),
    notice(startMs + 19_500, 'signal 3 (SIGQUIT) received, shutting down'),
    notice(startMs + 19_500, 'worker process 7 exited with code 0'),
    notice(startMs + 19_500, 'exit'),
  ];
}
