import { describe, expect, test } from 'vitest';
import type { TableName, TableRow, Tables } from './index';
import { sampleTables } from './index';
import { scenarios, tellSample } from './sample';
import { tableColumns } from './table-rows';
import { day, hour, minute } from './time';
import { sampleTruth } from './truth';

const nowMs = Date.parse('2026-03-11T14:23:05.250Z');
/** At night, at the turn of a day, in the minute when the hourly job runs, in summer. */
const instants = [
  '2026-03-11T02:18:00Z',
  '2026-01-01T00:00:00Z',
  '2026-07-30T19:17:11Z',
  '2027-10-31T01:30:00.999Z',
].map(Date.parse);
const sample = sampleTables(nowMs);

function everyRow(tables: Tables): [TableName, TableRow][] {
  return (Object.keys(tableColumns) as TableName[]).flatMap((name) =>
    tables[name].map((row): [TableName, TableRow] => [name, row]),
  );
}

function text(row: TableRow, ...columns: string[]): string {
  return (
    columns.map((column) => row[column]).find((value): value is string => typeof value === 'string' && value !== '') ??
    ''
  );
}

function appOf(row: TableRow): string {
  return text(row, 'ContainerAppName_s', 'ContainerAppName', 'JobName_s', 'ContainerJobName_s', 'JobName');
}

function visible(row: TableRow): boolean {
  return Date.parse(text(row, 'TimeGenerated')) <= nowMs;
}

describe('the rows of the sample workspace', () => {
  test('are the same for the same instant', () => {
    expect(JSON.stringify(sampleTables(nowMs))).toBe(JSON.stringify(sample));
  });

  test('move with the instant', () => {
    expect(sampleTables(nowMs + hour).ContainerAppSystemLogs[0]).not.toEqual(sample.ContainerAppSystemLogs[0]);
  });

  test.each(Object.keys(tableColumns) as TableName[])(
    'have only columns that %s has, and all of them somewhere',
    (name) => {
      const used = new Set(sample[name].flatMap((row) => Object.keys(row)));

      expect([...used].sort()).toEqual([...tableColumns[name]].sort());
    },
  );

  test('hold text and numbers, never null, and times as the service writes them', () => {
    const odd = everyRow(sample).flatMap(([, row]) =>
      Object.entries(row).filter(
        ([column, value]) =>
          !(
            (typeof value === 'number' && Number.isFinite(value)) ||
            (typeof value === 'string' &&
              (!/^(?:TimeGenerated|time_t)$/.test(column) ||
                /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{0,6}[1-9])?Z$/.test(value)))
          ),
      ),
    );

    expect(odd).toEqual([]);
  });

  test('arrive in the custom tables 2 to 17 seconds late, many in one batch', () => {
    const rows = [...sample.ContainerAppConsoleLogs_CL, ...sample.ContainerAppSystemLogs_CL].filter(
      (row) => row.time_t !== undefined,
    );
    const delays = rows.map((row) => Date.parse(text(row, 'TimeGenerated')) - Date.parse(text(row, 'time_t')));
    const batches = new Map<string, number>();
    for (const row of rows) batches.set(text(row, 'TimeGenerated'), (batches.get(text(row, 'TimeGenerated')) ?? 0) + 1);

    expect(Math.min(...delays)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(17_001);
    expect([...batches.values()].filter((size) => size >= 5).length).toBeGreaterThan(200);
  });

  test('keep the time of the event in the resource-specific tables, and lose the event time of one app', () => {
    expect(sample.ContainerAppSystemLogs.some((row) => 'time_t' in row)).toBe(false);
    expect(new Set(sample.ContainerAppSystemLogs_CL.filter((row) => !('time_t' in row)).map(appOf))).toEqual(
      new Set(['media-archive']),
    );
  });

  test('repeat themselves, two to four times', () => {
    const times = new Map<string, number>();
    for (const row of sample.ContainerAppSystemLogs_CL)
      times.set(JSON.stringify(row), (times.get(JSON.stringify(row)) ?? 0) + 1);

    expect(new Set(times.values())).toEqual(new Set([1, 2, 3, 4]));
  });

  test('count up per reason, message and replica', () => {
    const ends = sample.ContainerAppSystemLogs_CL.filter(
      (row) => text(row, 'Log_s').includes("exit code '137' and reason 'ProcessExited'") && appOf(row) === 'orders-api',
    );
    const first = ends.filter((row) => row.Count_d === 1).map((row) => row.ReplicaName_s);
    const fifth = ends.filter((row) => row.Count_d === 5).map((row) => row.ReplicaName_s);

    expect(new Set(first).size).toBe(3);
    expect(new Set(fifth)).toEqual(new Set(first));
  });

  test('lose the blanks in front of a line in the custom tables only', () => {
    expect(sample.ContainerAppConsoleLogs_CL.filter((row) => /^\s/.test(text(row, 'Log_s')))).toEqual([]);
    expect(sample.ContainerAppConsoleLogs.some((row) => /^ +\S/.test(text(row, 'Log')))).toBe(true);
  });

  test('take JSON lines apart in the oldest environment and leave them whole elsewhere', () => {
    const flattened = sample.ContainerAppConsoleLogs_CL.filter((row) => row.Log_msg_s !== undefined);

    expect(new Set(flattened.map((row) => `${row.EnvironmentName_s} ${row.Log_s}`))).toEqual(
      new Set(['shop-classic ']),
    );
    expect(sample.ContainerAppConsoleLogs.some((row) => text(row, 'Log').startsWith('{"level":30'))).toBe(true);
  });

  test('show the oddities of real tables', () => {
    const messages = sample.ContainerAppSystemLogs_CL.map((row) => text(row, 'Log_s'));
    const lines = sample.ContainerAppConsoleLogs_CL.map((row) => text(row, 'Log_s'));

    expect(messages).toContain('Persistent Failiure to start container');
    expect(lines.some((line) => line.startsWith('F File "'))).toBe(true);
    expect(lines.some((line) => line.startsWith('\u001b[31m'))).toBe(true);
    expect(
      sample.ContainerAppSystemLogs.some((row) => row.Reason === 'Pending:PortMismatch' && row.Type === 'Normal'),
    ).toBe(true);
  });

  test('stay within the budget', () => {
    expect(everyRow(sample).length).toBeLessThan(60_000);
    expect(everyRow(sample).length).toBeGreaterThan(20_000);
  });

  test('are made in less than a second of processor time', () => {
    const before = process.cpuUsage();
    sampleTables(nowMs + minute);
    const { user } = process.cpuUsage(before);

    expect(user / 1_000).toBeLessThan(1_000);
  });
});

describe('what the sample tells', () => {
  test('spans two dialects, two table families and three environments', () => {
    expect(
      new Set(
        scenarios.map(({ environment }) => `${environment.name} ${environment.dialect.name} ${environment.family}`),
      ),
    ).toEqual(
      new Set([
        'shop-prod workload-profiles custom',
        'shop-classic consumption custom',
        'shop-preview workload-profiles resource-specific',
      ]),
    );
    expect(new Set(scenarios.map(({ app }) => app)).size).toBe(scenarios.length);
  });

  test.each(scenarios.map(({ app }) => [app]))('%s has rows before now, and goes on after', (app) => {
    const rows = everyRow(sample)
      .map(([, row]) => row)
      .filter((row) => appOf(row) === app);

    expect(rows.some(visible)).toBe(true);
    expect(rows.some((row) => Date.parse(text(row, 'TimeGenerated')) > nowMs + 2 * hour)).toBe(true);
  });

  test('reaches back beyond a day and keeps a healthy revision before each new one', () => {
    const oldest = Math.min(...everyRow(sample).map(([, row]) => Date.parse(text(row, 'TimeGenerated'))));
    const before = sample.ContainerAppSystemLogs_CL.concat(sample.ContainerAppConsoleLogs_CL).filter(
      (row) => row.RevisionName_s === 'orders-api--0000041' && visible(row),
    );

    expect(nowMs - oldest).toBeGreaterThan(2.9 * day);
    expect(before.length).toBeGreaterThan(100);
    expect(before.filter((row) => /exit code '\d/.test(text(row, 'Log_s')))).toEqual([]);
  });

  test('prints what a reader needs before the death: memory climbing, then silence', () => {
    const end = sample.ContainerAppSystemLogs_CL.find(
      (row) => appOf(row) === 'orders-api' && row.Count_d === 3 && text(row, 'Log_s').includes("'137' and reason"),
    );
    const lines = sample.ContainerAppConsoleLogs_CL.filter((row) => row.ContainerGroupName_s === end?.ReplicaName_s)
      .sort((a, b) => (text(a, 'time_t') < text(b, 'time_t') ? -1 : 1))
      .filter((row) => text(row, 'time_t') < String(end?.time_t));
    const rss = lines.slice(-12).flatMap((row) => /rss=(\d+)MB/.exec(text(row, 'Log_s'))?.[1] ?? []);

    expect(rss.length).toBeGreaterThan(6);
    expect(rss.map(Number)).toEqual(rss.map(Number).sort((a, b) => a - b));
    expect(Number(rss.at(-1))).toBeGreaterThan(950);
  });
});

/** The ends of containers, counted from rows in another way than the stories' books do: no start in between, no new end. */
function endsSeenInRows(app: string): { unexpected: number; intended: number } {
  const rows = [...sample.ContainerAppSystemLogs_CL, ...sample.ContainerAppSystemLogs]
    .filter((row) => appOf(row) === app && visible(row))
    .map((row) => ({
      atMs: Date.parse(text(row, 'time_t', 'TimeGenerated')),
      replica: text(row, 'ReplicaName_s', 'ReplicaName'),
      reason: text(row, 'Reason_s', 'Reason'),
      message: text(row, 'Log_s', 'Log'),
    }))
    .sort((a, b) => a.atMs - b.atMs);
  const open = new Map<string, boolean>();
  let [unexpected, intended] = [0, 0];
  for (const row of rows) {
    const container = /^(?:Created|Started) container '?([\w-]+)'?$/.exec(row.message)?.[1];
    if (container !== undefined) {
      open.set(`${row.replica} ${container}`, true);
      continue;
    }
    const [, name, code] = /^Container '([\w-]+)' was terminated with exit code '(\d*)'/.exec(row.message) ?? [];
    const stopped =
      row.reason === 'StoppingContainer' ? /^Stopping container ([\w-]+)$/.exec(row.message)?.[1] : undefined;
    if (/reason '(?:ImagePullFailure|VolumeMountFailure)'/.test(row.message) || (name ?? stopped) === undefined)
      continue;
    const key = `${row.replica} ${name ?? stopped}`;
    // An evicted container is first asked to stop and then ended by force: its end is the forced one.
    if (stopped !== undefined && app === 'thumbnailer') continue;
    if (open.get(key) === false) continue;
    open.set(key, false);
    if (row.atMs < nowMs - day) continue;
    if (stopped !== undefined || code === '0' || row.message.includes("'ManuallyStopped'")) intended++;
    else unexpected++;
  }
  return { unexpected, intended };
}

describe('the truth about the sample', () => {
  const truth = sampleTruth(nowMs);

  test.each(truth.map((one) => [one.app, one] as const))(
    'of %s counts ends, not rows',
    (app, { unexpectedExits, intendedStops }) => {
      expect(endsSeenInRows(app)).toEqual({ unexpected: unexpectedExits, intended: intendedStops });
    },
  );

  test('has more rows than ends', () => {
    const rows = sample.ContainerAppSystemLogs_CL.filter(
      (row) => appOf(row) === 'orders-api' && visible(row) && text(row, 'Log_s').includes("exit code '137'"),
    );
    const orders = truth.find(({ app }) => app === 'orders-api');

    expect(orders?.exitCodes).toEqual({ '137': orders?.unexpectedExits });
    expect(rows.length).toBeGreaterThanOrEqual(2 * (orders?.unexpectedExits ?? Number.NaN));
  });

  test('names a cause exactly where something failed', () => {
    expect(truth.filter(({ status, cause }) => (status === 'quiet') !== (cause === null))).toEqual([]);
    expect(
      truth.filter(
        ({ status, unexpectedExits, failedStarts }) => status === 'quiet' && unexpectedExits + failedStarts > 0,
      ),
    ).toEqual([]);
    expect(truth.filter(({ status, unexpectedExits }) => status === 'crash-looping' && unexpectedExits < 2)).toEqual(
      [],
    );
    expect(new Set(truth.map(({ status }) => status))).toEqual(
      new Set(['crash-looping', 'failing', 'recovered', 'quiet']),
    );
  });

  test.each(instants.map((at) => [new Date(at).toISOString(), at] as const))(
    'holds at %s: the ongoing are fresh, the recovered are not',
    (_, at) => {
      for (const { scenario, log } of tellSample(at)) {
        const signs = [...log.stops.filter((stop) => !stop.intended), ...log.startFailures].filter(
          ({ visibleAtMs, atMs }) => visibleAtMs <= at && atMs >= at - day,
        );
        const newest = Math.max(...signs.map(({ atMs }) => atMs));
        const ages: Record<string, (ageMs: number) => boolean> = {
          'crash-looping': (ageMs) => ageMs < 14 * minute,
          failing: (ageMs) => ageMs < 14 * minute || signs.length === 0,
          recovered: (ageMs) => ageMs > hour && ageMs < day,
          quiet: () => signs.length === 0,
        };

        expect([scenario.app, ages[scenario.moral.status]?.(at - newest)]).toEqual([scenario.app, true]);
      }
    },
  );

  test('goes on: what loops now loops for the next twelve hours', () => {
    const loops = tellSample(nowMs).filter(({ scenario }) => scenario.moral.status === 'crash-looping');
    const longest = loops.map(({ log }) => {
      const ends = log.stops
        .filter(({ intended, atMs }) => !intended && atMs > nowMs - hour && atMs < nowMs + 12 * hour)
        .map(({ atMs }) => atMs);
      const gaps = ends.sort((a, b) => a - b).map((atMs, index) => (ends[index + 1] ?? nowMs + 12 * hour) - atMs);
      return Math.max(...gaps);
    });

    expect(loops.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...longest)).toBeLessThan(15 * minute);
  });
});

describe('names in the sample', () => {
  const words = everyRow(sample).map(([, row]) => Object.values(row).join('\n'));
  const distinct = (pattern: RegExp) => new Set(words.flatMap((word) => word.match(pattern) ?? []));

  test('use documentation addresses only', () => {
    const strange = [...distinct(/\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g)].filter(
      (address) => !/^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|127\.0\.0\.1$|0\.0\.0\.0$)/.test(address),
    );

    expect(strange).toEqual([]);
  });

  test('use documentation hosts, and two pages that the platform itself names', () => {
    const hosts = distinct(/\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|io|org|dev|ms|azure|cloud|local)\b(?!\.[A-Z])/g);
    const strange = [...hosts].filter(
      (host) => !/(?:^|\.)example\.com$/.test(host) && !['aka.ms', 'kubernetes.io'].includes(host),
    );

    expect(strange).toEqual([]);
  });

  test('own no id and nothing that looks like a secret', () => {
    const ids = [...distinct(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi)];
    const secrets = words.filter((word) =>
      /\b(?:AccountKey|SharedAccessKey|password|pwd|token|secret)=[^\s]{6}|\beyJ|-----BEGIN|[A-Za-z0-9+/]{40,}={1,2}/i.test(
        word,
      ),
    );

    expect(ids.filter((id) => !id.startsWith('00000000-0000-0000-0000-'))).toEqual([]);
    expect(secrets).toEqual([]);
  });
});
