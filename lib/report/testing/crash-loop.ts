import { appCells, consoleCells, type FakeRow, systemCells } from '@/lib/logs/testing/fake-source';

/** Words by which the fake source knows each question. */
export const asks = {
  appsInSystemLog: '// Every app and job that the system log',
  appsInConsoleLog: '// Every app and job that the console log',
  systemRows: '// What the platform said',
  failureLines: '// Console lines that hold',
  tails: '// The last p_tail',
  newestLines: '// The newest p_limit console lines',
  oldestLines: '// The oldest p_limit console lines',
} as const;

export const startMs = Date.UTC(2026, 5, 20, 14);
export const asOfMs = startMs + 3_600_000;
export const range = { fromMs: startMs, toMs: asOfMs };

const lifeMs = 3_000;
/** Waits of 10, 20, 40, 80 and 160 s between the lives. */
export const lives = [0, 13, 36, 79, 162, 325].map((second) => startMs + second * 1000);

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** A container that dies three seconds after each start, newest row first. */
export function systemRows(change: FakeRow = {}): FakeRow[] {
  const row = (atMs: number, cells: FakeRow) =>
    systemCells({ EventTime: iso(atMs), TimeGenerated: iso(atMs + 2_000), Count: null, ...cells, ...change });
  return lives
    .flatMap((atMs) => [
      row(atMs - 50, { Reason: 'ContainerCreated', Message: "Created container 'app'", Severity: 'Normal' }),
      row(atMs, { Reason: 'ContainerStarted', Message: "Started container 'app'", Severity: 'Normal' }),
      row(atMs + lifeMs, {}),
    ])
    .reverse();
}

const words = [
  'Starting up',
  'Traceback (most recent call last):',
  '  File "/app/main.py", line 7, in <module>',
  '    url = os.environ["DATABASE_URL"]',
  "KeyError: 'DATABASE_URL'",
];

/** What it prints in each life, newest line first. */
export function consoleRows(change: FakeRow = {}): FakeRow[] {
  return lives
    .flatMap((atMs) =>
      words.map((Text, place) =>
        consoleCells({
          EventTime: iso(atMs + 1_000 + place),
          TimeGenerated: iso(atMs + 9_000),
          Text,
          Stream: place === 0 ? 'stdout' : 'stderr',
          ...change,
        }),
      ),
    )
    .reverse();
}

export function knownApp(change: FakeRow = {}): FakeRow[] {
  return [appCells({ NewestRow: iso(startMs + 328_000), OldestRow: iso(startMs - 86_400_000), ...change })];
}

/** Every question answered as a workspace with this one app would. */
export function crashLoop() {
  return {
    [asks.appsInSystemLog]: knownApp(),
    [asks.appsInConsoleLog]: knownApp(),
    [asks.systemRows]: systemRows(),
    [asks.failureLines]: consoleRows().filter((row) => String(row.Text).includes('Error')),
    [asks.tails]: consoleRows(),
    [asks.newestLines]: consoleRows(),
  };
}
