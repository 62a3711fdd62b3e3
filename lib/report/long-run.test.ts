import { describe, expect, test } from 'vitest';
import { withRows } from '@/lib/logs/testing/embedded';
import { reportOnConsole } from './console-page';
import { reportOnApp } from './incident-page';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 4, 2, 3);
/** Weeks later: the run lies far outside the page's usual range. */
const asOfMs = startMs + 20 * 24 * hourMs;
const replica = 'shop--v1-779b85697c-2bckf';

function row(hours: number, cells: Record<string, unknown>) {
  const time = new Date(startMs + hours * hourMs).toISOString();
  return { TimeGenerated: time, ContainerAppName_s: 'shop', RevisionName_s: 'shop--v1', ...cells };
}

const started = (hours: number) =>
  row(hours, {
    ReplicaName_s: replica,
    Reason_s: 'ContainerStarted',
    Log_s: "Started container 'app'",
    Type_s: 'Normal',
  });
const ended = (hours: number) =>
  row(hours, {
    ReplicaName_s: replica,
    Reason_s: 'ContainerTerminated',
    Log_s: "Container 'app' was terminated with exit code '1' and reason 'ProcessExited'",
    Type_s: 'Warning',
  });
const said = (hours: number, Log_s: string) =>
  row(hours, { ContainerGroupName_s: replica, ContainerName_s: 'app', Stream_s: 'stdout', Log_s });

const lines = [said(0.01, 'first begins'), said(19.99, 'first ends'), said(20.1, 'second'), said(400, 'third')];

function consoleOf(system: Record<string, unknown>[], change: { runId?: string; toMs?: number } = {}) {
  const runId = change.runId ?? `app~${replica}~${startMs}`;
  return withRows({ ContainerAppSystemLogs_CL: system, ContainerAppConsoleLogs_CL: lines }, async (source) => {
    const answer = await reportOnConsole({ source, name: 'shop', select: {}, runId, before: 0, after: 0, asOfMs });
    if (answer.kind !== 'found') throw new Error(`The answer is ${answer.kind}.`);
    return answer.console;
  });
}

const textsOf = ({ lines: own }: { lines: { text: string }[] }) => own.map(({ text }) => text);

describe('a run that lasts longer than what is looked at around its start', () => {
  test('has its end and no line of the runs after it', async () => {
    const console = await consoleOf([started(0), ended(20), started(20.05), ended(20.2), started(399), ended(401)]);

    expect(console.run.exit).toMatchObject({ exitCode: 1, atMs: startMs + 20 * hourMs });
    expect(textsOf(console)).toEqual(['first begins', 'first ends']);
  }, 60_000);

  test('ends where the next one begins when no row tells of its end', async () => {
    const console = await consoleOf([started(0), started(20.05), ended(20.2)]);

    expect(console.run.exit).toBeNull();
    expect(textsOf(console)).toEqual(['first begins', 'first ends']);
  }, 60_000);

  test('that nothing follows goes on to this day', async () => {
    expect(textsOf(await consoleOf([started(0)]))).toEqual(['first begins', 'first ends', 'second', 'third']);
  }, 60_000);
});

describe('a run that ends after the range of the page', () => {
  test('does not reach into what the page did not look at', async () => {
    const system = [started(0), ended(20), started(20.05), ended(20.2)];
    const range = { fromMs: startMs - hourMs, toMs: startMs + 12 * hourMs };
    const report = await withRows({ ContainerAppSystemLogs_CL: system }, (source) =>
      reportOnApp({ source, name: 'shop', select: {}, range, asOfMs }),
    );

    expect(report).toMatchObject({ kind: 'found', diagnosis: { runs: [{ exit: null, toMs: null }] } });
  }, 60_000);
});
