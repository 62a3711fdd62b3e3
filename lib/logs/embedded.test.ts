import { describe, expect, test } from 'vitest';
import { rowsOf } from './log-source';
import {
  type Addressee,
  askAppsInConsoleLog,
  askAppsInSystemLog,
  askConsoleTails,
  askFailureLines,
  askNewestLines,
  askOldestLines,
  askSystemRows,
  limits,
} from './questions';
import { type Tables, withRows } from './testing/embedded';

const range = { fromMs: Date.UTC(2026, 5, 20, 14), toMs: Date.UTC(2026, 5, 20, 15) };
const anywhere = { replica: null, revision: null, container: null };

function ask<Answer>(tables: Tables, question: (to: Addressee) => Promise<Answer>, apps: readonly string[] = []) {
  return withRows(tables, (source) => question({ source, workspace: 'export', apps }));
}

const systemCl = {
  TimeGenerated: '2026-06-20T14:22:55.0000000Z',
  time_t: '2026-06-20T14:22:52.4535724Z',
  ContainerAppName_s: 'shop',
  EnvironmentName_s: 'prod',
  RevisionName_s: 'shop--v2',
  ReplicaName_s: 'shop--v2-779b85697c-2bckf',
  Reason_s: 'ContainerTerminated',
  Log_s: "Container 'app' was terminated with exit code '1'",
  Type_s: 'Warning',
  EventSource_s: 'ContainerAppController',
  Count_d: 3,
};

const consoleCl = {
  TimeGenerated: '2026-06-20T14:22:55Z',
  time_t: '2026-06-20T14:22:52.1Z',
  ContainerAppName_s: 'shop',
  RevisionName_s: 'shop--v2',
  ContainerGroupName_s: 'shop--v2-779b85697c-2bckf',
  ContainerName_s: 'app',
  Stream_s: 'stderr',
  Log_s: 'fatal: it broke',
};

describe('both families of tables', () => {
  test('give the same system row', async () => {
    const cl = await ask({ ContainerAppSystemLogs_CL: [systemCl] }, (to) => askSystemRows(to, range));
    const specific = {
      TimeGenerated: systemCl.time_t,
      ContainerAppName: 'shop',
      EnvironmentName: 'prod',
      RevisionName: systemCl.RevisionName_s,
      ReplicaName: systemCl.ReplicaName_s,
      Reason: systemCl.Reason_s,
      Log: systemCl.Log_s,
      Type: 'Warning',
      EventSource: systemCl.EventSource_s,
      Count: 3,
    };
    const other = await ask({ ContainerAppSystemLogs: [specific] }, (to) => askSystemRows(to, range));

    const expected = {
      atMs: Date.UTC(2026, 5, 20, 14, 22, 52) + 453.5724,
      app: 'shop',
      kind: 'app',
      environment: 'prod',
      revision: 'shop--v2',
      replica: 'shop--v2-779b85697c-2bckf',
      execution: null,
      reason: 'ContainerTerminated',
      message: "Container 'app' was terminated with exit code '1'",
      severity: 'Warning',
      eventSource: 'ContainerAppController',
      count: 3,
    };
    expect(cl).toMatchObject({ status: 'complete', rows: [{ ...expected, table: 'ContainerAppSystemLogs_CL' }] });
    expect(other).toMatchObject({ status: 'complete', rows: [{ ...expected, table: 'ContainerAppSystemLogs' }] });
  });

  test('are read together', async () => {
    const specific = {
      TimeGenerated: '2026-06-20T14:10:00Z',
      ContainerAppName: 'shop',
      Log: 'older',
      Stream: 'stdout',
    };
    const tables = { ContainerAppConsoleLogs_CL: [consoleCl], ContainerAppConsoleLogs: [specific] };
    const answer = await ask(tables, (to) => askNewestLines(to, anywhere, range, 10));

    expect(rowsOf(answer).map(({ text, stream }) => [text, stream])).toEqual([
      ['fatal: it broke', 'stderr'],
      ['older', 'stdout'],
    ]);
  });

  test('may both be missing: that is no failure and no quiet night either', async () => {
    const answers = await ask({ SomethingElse_CL: [{ TimeGenerated: '2026-06-20T14:10:00Z' }] }, (to) =>
      Promise.all([
        askSystemRows(to, range),
        askConsoleTails(to, range),
        askFailureLines(to, ['error'], range),
        askNewestLines(to, anywhere, range, 9),
        askOldestLines(to, anywhere, range, 9),
        askAppsInSystemLog(to, range, range),
        askAppsInConsoleLog(to, range, range),
      ]),
    );

    for (const answer of answers) expect(answer).toMatchObject({ status: 'complete', rows: [], hasTable: false });
  });

  test('may have the time and nothing else', async () => {
    const bare = [{ TimeGenerated: '2026-06-20T14:10:00Z' }];
    const tables = { ContainerAppSystemLogs: bare, ContainerAppConsoleLogs_CL: bare };
    const answers = await ask(tables, (to) => Promise.all([askSystemRows(to, range), askConsoleTails(to, range)]));

    for (const answer of answers) expect(answer).toMatchObject({ status: 'complete', rows: [] });
  });
});

describe('the time of an event', () => {
  const { time_t: _, ...untimed } = consoleCl;

  test.each([
    ['time_t', { time_t: '2026-06-20T14:01:02.1234567Z' }, Date.UTC(2026, 5, 20, 14, 1, 2) + 123.4567],
    ['time_s', { time_s: '2026-06-20T14:01:02.5Z' }, Date.UTC(2026, 5, 20, 14, 1, 2, 500)],
    ['_timestamp_d', { _timestamp_d: 1781964062.25 }, Date.UTC(2026, 5, 20, 14, 1, 2, 250)],
    ['TimeGenerated', {}, Date.UTC(2026, 5, 20, 14, 22, 55)],
  ])('is %s', async (_name, time, atMs) => {
    const answer = await ask({ ContainerAppConsoleLogs_CL: [{ ...untimed, ...time }] }, (to) =>
      askConsoleTails(to, range),
    );

    expect(rowsOf(answer).map((row) => row.atMs)).toEqual([atMs]);
  });

  test('decides what the range holds, half open, although the batch came later', async () => {
    const at = (time_t: string) => ({ ...consoleCl, TimeGenerated: '2026-06-20T15:03:00Z', time_t, Log_s: time_t });
    const rows = [
      '2026-06-20T13:59:59.9999999Z',
      '2026-06-20T14:00:00Z',
      '2026-06-20T14:59:59.9999999Z',
      '2026-06-20T15:00:00Z',
    ];
    const answer = await ask({ ContainerAppConsoleLogs_CL: rows.map(at) }, (to) => askConsoleTails(to, range));

    expect(rowsOf(answer).map((row) => row.text)).toEqual([rows[2], rows[1]]);
  });
});

describe('the app', () => {
  const named = async (row: Record<string, unknown>, apps: readonly string[] = []) =>
    rowsOf(
      await ask(
        { ContainerAppSystemLogs_CL: [{ TimeGenerated: '2026-06-20T14:10:00Z', Log_s: 'x', ...row }] },
        (to) => askSystemRows(to, range),
        apps,
      ),
    ).map(({ app, kind, execution }) => [app, kind, execution]);

  test.each([
    ['its own column', { ContainerAppName_s: 'shop', RevisionName_s: 'shop--v2' }, ['shop', 'app', null]],
    ['the revision', { RevisionName_s: 'my-shop--v2' }, ['my-shop', 'app', null]],
    ['the replica', { ReplicaName_s: 'my-shop--v2-779b85697c-2bckf' }, ['my-shop', 'app', null]],
    ['the job’s column', { JobName_s: 'sync', ReplicaName_s: 'sync-a1b2c3d-x9k2m' }, ['sync', 'job', 'sync-a1b2c3d']],
    ['the execution', { ExecutionName_s: 'sync-a1b2c3d' }, ['sync', 'job', 'sync-a1b2c3d']],
  ])('is told by %s', async (_, row, expected) => {
    expect(await named(row)).toEqual([expected]);
    expect(await named(row, [String(expected[0])])).toEqual([expected]);
    expect(await named(row, ['other'])).toEqual([]);
  });

  test('of rows about the whole environment is nobody', async () => {
    expect(await named({ EnvironmentName_s: 'prod' })).toEqual([]);
  });
});

describe('a console line', () => {
  test('that was exploded into columns is put together again', async () => {
    const exploded = {
      ...consoleCl,
      Log_s: '',
      Log_level_s: 'error',
      Log_msg_s: 'cannot start',
      Log_error_s: 'no such host',
    };
    const answer = await ask(
      { ContainerAppConsoleLogs_CL: [exploded, { ...consoleCl, Log_s: '', msg_s: 'only this' }] },
      (to) => askConsoleTails(to, range),
    );

    expect(
      rowsOf(answer)
        .map((row) => row.text)
        .sort(),
    ).toEqual(['error cannot start no such host', 'only this']);
  });

  test('is found by a whole word, whatever its case', async () => {
    const lines = ['FATAL: x', 'nonfatal', 'connect ECONNREFUSED 1.2.3.4', 'it_error_s', 'all well'];
    const answer = await ask({ ContainerAppConsoleLogs_CL: lines.map((Log_s) => ({ ...consoleCl, Log_s })) }, (to) =>
      askFailureLines(to, ['fatal', 'econnrefused', 'error'], range),
    );

    expect(
      rowsOf(answer)
        .map((row) => row.text)
        .sort(),
    ).toEqual(['FATAL: x', 'connect ECONNREFUSED 1.2.3.4', 'it_error_s']);
  });

  test('of a place that it does not name may be of any', async () => {
    const place = { replica: 'shop--v2-779b85697c-2bckf', revision: 'shop--v2', container: 'app' };
    const lines = [
      { ...consoleCl, Log_s: 'mine' },
      { ...consoleCl, Log_s: 'of nobody', ContainerGroupName_s: '', ContainerName_s: '' },
      { ...consoleCl, Log_s: 'of another', ContainerGroupName_s: 'shop--v2-779b85697c-zzzzz' },
      { ...consoleCl, Log_s: 'of a sidecar', ContainerName_s: 'daprd' },
    ];
    const answer = await ask({ ContainerAppConsoleLogs_CL: lines }, (to) => askNewestLines(to, place, range, 10), [
      'shop',
    ]);

    expect(
      rowsOf(answer)
        .map((row) => row.text)
        .sort(),
    ).toEqual(['mine', 'of nobody']);
  });
});

describe('a limit', () => {
  const second = (n: number) =>
    `2026-06-20T14:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}Z`;
  const lines = Array.from({ length: 200 }, (_, n) => ({
    ...consoleCl,
    time_t: second(n),
    TimeGenerated: second(n),
    ContainerGroupName_s: `shop--v2-779b85697c-${n % 2 === 0 ? 'aaaaa' : 'bbbbb'}`,
    Log_s: `line ${n}`,
  }));

  test('of a tail keeps the last lines of each container', async () => {
    const answer = await ask({ ContainerAppConsoleLogs_CL: lines }, (to) => askConsoleTails(to, range));
    const texts = rowsOf(answer).map((row) => row.text);

    expect(texts).toHaveLength(2 * limits.tail);
    expect(texts[0]).toBe('line 199');
    expect(texts.at(-1)).toBe(`line ${200 - 2 * limits.tail}`);
    expect(answer).toMatchObject({ isTruncated: false });
  });

  test('keeps the newest before, the oldest after', async () => {
    const [newest, oldest] = await ask({ ContainerAppConsoleLogs_CL: lines }, (to) =>
      Promise.all([askNewestLines(to, anywhere, range, 3), askOldestLines(to, anywhere, range, 3)]),
    );

    expect(newest).toMatchObject({
      isTruncated: true,
      rows: [{ text: 'line 199' }, { text: 'line 198' }, { text: 'line 197' }],
    });
    expect(oldest).toMatchObject({
      isTruncated: true,
      rows: [{ text: 'line 0' }, { text: 'line 1' }, { text: 'line 2' }],
    });
  });

  test('on failing probes leaves the other rows alone', async () => {
    const probes = Array.from({ length: limits.probeRows + 200 }, (_, n) => ({
      ...systemCl,
      time_t: second(n),
      TimeGenerated: second(n),
      Reason_s: 'ProbeFailed',
      Log_s: 'Probe of Readiness failed with status code: 503',
      Count_d: n,
    }));
    const kill = {
      ...systemCl,
      Reason_s: 'ProbeFailed',
      time_t: second(0),
      Log_s: 'Container app failed startup probe, will be restarted',
    };
    const rows = [...probes, kill, { ...systemCl, time_t: second(1) }];
    const answer = rowsOf(await ask({ ContainerAppSystemLogs_CL: rows }, (to) => askSystemRows(to, range)));

    expect(answer.filter((row) => row.message.startsWith('Probe of'))).toHaveLength(limits.probeRows);
    expect(answer.filter((row) => !row.message.startsWith('Probe of'))).toHaveLength(2);
    expect(answer[0]?.count).toBe(limits.probeRows + 199);
  });
});

describe('the list of apps', () => {
  test('tells the newest row ever and what the range holds', async () => {
    const rows = [
      systemCl,
      { ...systemCl, time_t: '2026-06-19T10:00:00Z', TimeGenerated: '2026-06-19T10:00:00Z' },
      {
        ...systemCl,
        ContainerAppName_s: 'old',
        RevisionName_s: 'old--1',
        time_t: '2026-06-01T10:00:00Z',
        TimeGenerated: '2026-06-01T10:00:00Z',
      },
    ];
    const known = { fromMs: Date.UTC(2026, 0, 1), toMs: range.toMs };
    const answer = await ask({ ContainerAppSystemLogs_CL: rows }, (to) => askAppsInSystemLog(to, range, known));

    expect(rowsOf(answer)).toEqual([
      {
        name: 'shop',
        kind: 'app',
        workspace: 'export',
        environment: 'prod',
        newestRowMs: Date.UTC(2026, 5, 20, 14, 22, 52) + 453.5724,
        oldestRowMs: Date.UTC(2026, 5, 19, 10),
        rowsInRange: 1,
      },
      {
        name: 'old',
        kind: 'app',
        workspace: 'export',
        environment: 'prod',
        newestRowMs: Date.UTC(2026, 5, 1, 10),
        oldestRowMs: Date.UTC(2026, 5, 1, 10),
        rowsInRange: 0,
      },
    ]);
  });
});
