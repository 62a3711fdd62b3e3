import { describe, expect, test } from 'vitest';
import type { LogFailure, WireQuestion } from '@/lib/domain/connection';
import { parseInstant } from './instant';
import { askAppsInSystemLog, askConsoleTails, askFailureLines, askNewestLines, askSystemRows } from './questions';
import { appCells, consoleCells, type FakeRow, fakeSource, forbidden, systemCells } from './testing/fake-source';

const range = { fromMs: Date.UTC(2026, 5, 20, 14), toMs: Date.UTC(2026, 5, 20, 15) };

function sourceOf(answer: readonly FakeRow[] | LogFailure | { rows: readonly FakeRow[]; warning: string }) {
  const source = fakeSource({ union: answer });
  return { source, to: { source, workspace: 'ops', apps: ['shop'] } };
}

describe('a question', () => {
  test('is asked with its values encoded and a span that covers late batches', async () => {
    const { source, to } = sourceOf([]);

    await askNewestLines(to, { replica: 'r"1', revision: null, container: 'app' }, range, 50);

    expect(source.asked).toHaveLength(1);
    expect(source.asked[0]?.kql).toContain(
      'let p_apps = dynamic(["shop"]);\nlet p_replica = "r\\"1";\nlet p_revision = "";\n',
    );
    expect(source.asked[0]?.kql).not.toContain('declare');
    expect(source.asked[0]?.timespan).toEqual({ fromMs: range.fromMs - 900_000, toMs: range.toMs + 900_000 });
  });

  test('about the last moment that a datetime can be keeps its span within the years there are', async () => {
    const { source, to } = sourceOf([]);
    const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

    await askSystemRows(to, { fromMs: lastMs - 1000, toMs: lastMs });

    expect(source.asked[0]?.timespan).toEqual({ fromMs: lastMs - 901_000, toMs: lastMs });
  });

  test('is told as it was asked, with what it cost', async () => {
    const { source, to } = sourceOf([systemCells()]);

    const answer = await askSystemRows(to, range);

    expect(answer.asked).toEqual({
      question: 'system-rows',
      title: 'System rows of shop',
      workspace: 'ops',
      kql: source.asked[0]?.kql,
      rows: 1,
      serverMs: 12,
      failure: null,
      portal: null,
    });
  });

  test('carry the link to the portal where the source knows one', async () => {
    const source = fakeSource({});
    const portalLink = ({ workspace, kql }: WireQuestion) => ({ href: `${workspace} ${kql}`, missing: null });

    const { asked } = await askSystemRows({ source: { ...source, portalLink }, workspace: 'ops', apps: [] }, range);

    expect(asked.portal).toEqual({ href: `ops ${asked.kql}`, missing: null });
  });

  test('carries the reader’s signal', async () => {
    const { source, to } = sourceOf([]);
    const { signal } = new AbortController();

    await askConsoleTails({ ...to, signal }, range);

    expect(source.asked[0]?.signal).toBe(signal);
  });
});

describe('an answer', () => {
  test('of no rows is complete', async () => {
    expect(await askSystemRows(sourceOf([]).to, range)).toMatchObject({ status: 'complete', rows: [], hasTable: true });
  });

  test('of a failure never looks like no rows', async () => {
    const answer = await askSystemRows(sourceOf(forbidden).to, range);

    expect(answer).toMatchObject({ status: 'failed', failure: forbidden });
    expect(answer).not.toHaveProperty('rows');
    expect(answer.asked).toMatchObject({ rows: null, failure: forbidden });
  });

  test('of a workspace without the table is complete and says so', async () => {
    const failure: LogFailure = { kind: 'no-table-yet', message: 'No table.', remedy: '' };

    expect(await askSystemRows(sourceOf(failure).to, range)).toMatchObject({
      status: 'complete',
      rows: [],
      hasTable: false,
    });
  });

  test('that the service cut is partial', async () => {
    const answer = await askSystemRows(sourceOf({ rows: [systemCells()], warning: 'Set limit exceeded.' }).to, range);

    expect(answer).toMatchObject({ status: 'partial', warning: 'Set limit exceeded.', unreadable: 0 });
  });

  test('with rows that cannot be read is partial, and keeps the others', async () => {
    const rows = [
      systemCells(),
      systemCells({ EventTime: 'yesterday' }),
      systemCells({ EventTime: null }),
      systemCells({ Count: '12' }),
    ];

    const answer = await askSystemRows(sourceOf(rows).to, range);

    expect(answer).toMatchObject({ status: 'partial', unreadable: 3, rows: [{ app: 'shop' }] });
    expect(answer).toHaveProperty('warning', expect.stringContaining('3 rows unreadable'));
  });

  test('of as many rows as asked for may lack more', async () => {
    const rows = [consoleCells(), consoleCells({ Text: 'b' })];
    const place = { replica: null, revision: null, container: null };

    expect(await askNewestLines(sourceOf(rows).to, place, range, 2)).toMatchObject({ isTruncated: true });
    expect(await askNewestLines(sourceOf(rows).to, place, range, 3)).toMatchObject({ isTruncated: false });
  });
});

describe('a row', () => {
  test('of the system log keeps the fraction of its time and knows what it does not know', async () => {
    const cells = systemCells({ Replica: '', Environment: '', Count: null, Reason: '', Severity: '' });

    const answer = await askSystemRows(sourceOf([cells]).to, range);

    expect(answer).toMatchObject({
      rows: [
        {
          table: 'ContainerAppSystemLogs_CL',
          workspace: 'ops',
          environment: null,
          revision: 'shop--v2',
          replica: null,
          execution: null,
          reason: null,
          severity: null,
          count: null,
        },
      ],
    });
    expect(answer).toHaveProperty('rows.0.atMs', Date.UTC(2026, 5, 20, 14, 22, 52) + 453.5724);
  });

  test.each([
    ['stdout', 'stdout'],
    ['stderr', 'stderr'],
    ['', null],
    ['F', null],
  ])('of the console with the stream “%s” has the stream %s', async (Stream, stream) => {
    const answer = await askFailureLines(sourceOf([consoleCells({ Stream })]).to, ['error'], range);

    expect(answer).toHaveProperty('rows.0.stream', stream);
  });

  test('has the same id whichever question reads it, and another when anything differs', async () => {
    const id = async (cells: FakeRow) => {
      const answer = await askConsoleTails(sourceOf([cells]).to, range);
      return answer.status === 'failed' ? null : answer.rows[0]?.id;
    };
    const first = await id(consoleCells());
    const other = await askFailureLines(sourceOf([consoleCells()]).to, ['error'], range);

    expect(first).toMatch(/^[\w-]{14}$/);
    expect(other).toHaveProperty('rows.0.id', first);
    expect(await id(consoleCells({ Text: 'other' }))).not.toBe(first);
    expect(await id(consoleCells({ EventTime: '2026-06-20T14:22:52.2Z' }))).not.toBe(first);
    expect(await id(consoleCells({ LogTable: 'ContainerAppConsoleLogs' }))).not.toBe(first);
    expect(await id(consoleCells({ Replica: 'another' }))).not.toBe(first);
  });

  test('that came twice is told apart by its place', async () => {
    const answer = await askSystemRows(sourceOf([systemCells(), systemCells(), systemCells({ Count: 2 })]).to, range);

    const ids = answer.status === 'failed' ? [] : answer.rows.map((row) => row.id);
    expect(ids[1]).toBe(`${ids[0]}#2`);
    expect(ids[2]).not.toContain('#');
  });

  test('of the list of apps tells its newest row', async () => {
    const answer = await askAppsInSystemLog(sourceOf([appCells({ Environment: '' })]).to, range, range);

    expect(answer).toMatchObject({ rows: [{ name: 'shop', kind: 'app', environment: null, rowsInRange: 12 }] });
  });
});

describe('an instant', () => {
  test.each([
    ['2026-06-20T14:22:52.4535724Z', Date.UTC(2026, 5, 20, 14, 22, 52) + 453.5724],
    ['2026-06-20T14:22:52Z', Date.UTC(2026, 5, 20, 14, 22, 52)],
    ['2026-06-20T14:22:52.1Z', Date.UTC(2026, 5, 20, 14, 22, 52) + 100],
    ['1969-12-31T23:59:59.5Z', -500],
    ['2026-06-20 14:22:52Z', Date.UTC(2026, 5, 20, 14, 22, 52)],
    ['2026-06-20T14:22:52', null],
    ['2026-13-20T14:22:52Z', null],
    ['', null],
  ])('%s', (text, atMs) => {
    expect(parseInstant(text)).toBe(atMs);
  });
});
