import { expect, test } from 'vitest';
import { withRows } from '@/lib/logs/testing/embedded';
import { reportOnConsole } from './console-page';
import { reportOnApp } from './incident-page';
import { rangeFor } from './range';

const startMs = Date.UTC(2026, 4, 2, 3);
const asOfMs = startMs + 60_000;
const replica = 'shop--v1-779b85697c-2bckf';

function row(second: number, cells: Record<string, unknown>) {
  const time = new Date(startMs + second * 1000).toISOString();
  return { TimeGenerated: time, ContainerAppName_s: 'shop', RevisionName_s: 'shop--v1', ...cells };
}

const system = [
  row(0, { ReplicaName_s: replica, Reason_s: 'ContainerStarted', Log_s: "Started container 'app'" }),
  row(30, {
    ReplicaName_s: replica,
    Reason_s: 'ContainerTerminated',
    Log_s: "Container 'app' was terminated with exit code '1' and reason 'ProcessExited'",
  }),
];
const trace = ['Traceback (most recent call last):', 'File "/app/main.py", line 3, in <module>', "KeyError: 'REGION'"];
const console = ['one', 'two', 'three', ...trace].map((Log_s, place) =>
  row(place < 3 ? 10 : 29, { ContainerGroupName_s: replica, ContainerName_s: 'app', Stream_s: 'stderr', Log_s }),
);

test('lines of one moment keep the order in which they were stored, on the page and in the console of a run', async () => {
  await withRows({ ContainerAppSystemLogs_CL: system, ContainerAppConsoleLogs_CL: console }, async (source) => {
    const report = await reportOnApp({ source, name: 'shop', select: {}, range: rangeFor(asOfMs), asOfMs });
    const runId = `app~${replica}~${startMs}`;
    const answer = await reportOnConsole({ source, name: 'shop', select: {}, runId, before: 0, after: 0, asOfMs });

    const expected = ['one', 'two', 'three', ...trace];
    expect(report).toMatchObject({ kind: 'found', lastWords: { lines: expected.map((text) => ({ text })) } });
    expect(answer).toMatchObject({ kind: 'found', console: { lines: expected.map((text) => ({ text })) } });
  });
}, 60_000);
