import type { Connection, LogFailure, LogSource, WireAnswer, WireCell, WireQuestion } from '@/lib/domain/connection';

export type FakeRow = Record<string, WireCell>;

interface FakeAnswers {
  /** By the table's kind of row that the question asks for; left out: zero rows. */
  [question: string]: readonly FakeRow[] | LogFailure | { rows: readonly FakeRow[]; warning: string };
}

/** A source that knows each question by a word of its text; keeps what it was asked. */
export function fakeSource(
  answers: FakeAnswers,
  options: { kind?: Connection['kind']; workspaces?: string[]; asOfMs?: number } = {},
): LogSource & { asked: WireQuestion[] } {
  const asked: WireQuestion[] = [];
  return {
    asked,
    connection: {
      kind: options.kind ?? 'export',
      workspaces: options.workspaces ?? ['ops'],
      importProblems: [],
    },
    asOfMs: () => options.asOfMs ?? Date.UTC(2026, 5, 20, 15),
    async ask(question) {
      asked.push(question);
      const found = Object.entries(answers).find(([word]) => question.kql.includes(word));
      return toWire(found?.[1] ?? []);
    },
  };
}

function toWire(answer: FakeAnswers[string]): WireAnswer {
  if ('remedy' in answer) return { status: 'failed', failure: answer };
  const cost = { serverMs: 12, rowsScanned: null };
  if ('warning' in answer) return { status: 'partial', table: toTable(answer.rows), cost, warning: answer.warning };
  return { status: 'complete', table: toTable(answer), cost };
}

function toTable(rows: readonly FakeRow[]) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: names.map((name) => ({ name, type: 'string' })),
    rows: rows.map((row) => names.map((name) => row[name] ?? null)),
  };
}

/** A system row as the question answers it. */
export function systemCells(change: FakeRow = {}): FakeRow {
  return {
    EventTime: '2026-06-20T14:22:52.4535724Z',
    TimeGenerated: '2026-06-20T14:22:55Z',
    LogTable: 'ContainerAppSystemLogs_CL',
    Environment: 'env-prod',
    App: 'shop',
    Kind: 'app',
    Revision: 'shop--v2',
    Replica: 'shop--v2-779b85697c-2bckf',
    Execution: '',
    Reason: 'ContainerTerminated',
    Message: "Container 'app' was terminated with exit code '1' and reason 'ProcessExited'",
    Severity: 'Warning',
    EventSource: 'ContainerAppController',
    Count: 1,
    ...change,
  };
}

/** A console line as the questions answer it. */
export function consoleCells(change: FakeRow = {}): FakeRow {
  return {
    EventTime: '2026-06-20T14:22:52.1Z',
    TimeGenerated: '2026-06-20T14:22:55Z',
    LogTable: 'ContainerAppConsoleLogs_CL',
    Environment: 'env-prod',
    App: 'shop',
    Kind: 'app',
    Revision: 'shop--v2',
    Replica: 'shop--v2-779b85697c-2bckf',
    Execution: '',
    Container: 'app',
    Stream: 'stderr',
    Text: "KeyError: 'DATABASE_URL'",
    ...change,
  };
}

export function appCells(change: FakeRow = {}): FakeRow {
  return {
    App: 'shop',
    Kind: 'app',
    Environment: 'env-prod',
    NewestRow: '2026-06-20T14:22:52.4535724Z',
    OldestRow: '2026-06-20T10:00:00Z',
    RowsInRange: 12,
    ...change,
  };
}

export const forbidden: LogFailure = {
  kind: 'forbidden',
  message: 'No permission to read workspace ops.',
  remedy: 'Ask for the Log Analytics Reader role on it.',
};
