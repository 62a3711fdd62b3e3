import { describe, expect, test } from 'vitest';
import { withRows } from '@/lib/logs/testing/embedded';
import { reportOnApps } from './apps-page';

const fromMs = Date.UTC(2026, 5, 20, 14);
const range = { fromMs, toMs: fromMs + 3_600_000 };

const bare = {
  TimeGenerated: '2026-06-20T14:10:00Z',
  Reason_s: 'ContainerTerminated',
  Log_s: "Container 'app' was terminated with exit code '1' and reason 'ProcessExited'",
};

function reportOn(rows: Record<string, unknown>[], kind: 'azure' | 'export') {
  return withRows({ ContainerAppSystemLogs_CL: rows }, (source) => {
    const connection = { ...source.connection, kind };
    return reportOnApps({ source: { ...source, connection }, range, asOfMs: range.toMs });
  });
}

describe('rows that tell of no app or job', () => {
  const rows = [bare, { ...bare, TimeGenerated: '2026-06-20T14:11:00Z' }, { ...bare, RevisionName_s: 'shop--v1' }];

  test('are told by the import', async () => {
    const { apps, blindSpots } = await reportOn(rows, 'export');

    expect(apps.map(({ app, exits }) => [app.name, exits.unexpected])).toEqual([['shop', 1]]);
    expect(blindSpots.map(({ kind, message }) => [kind, message.split(',')[0]])).toContainEqual([
      'import-problem',
      'ContainerAppSystemLogs_CL: 2 rows name neither app nor job',
    ]);
    expect(blindSpots.map(({ kind }) => kind)).not.toContain('rows-missing');
  }, 60_000);

  test('are counted in Azure', async () => {
    expect((await reportOn(rows, 'azure')).blindSpots).toContainEqual({
      kind: 'rows-missing',
      message: expect.stringMatching(/^2 system rows of workspace \S+ in this range name neither app nor job/),
    });
  }, 60_000);

  test('are not told of where there are none', async () => {
    const kinds = (await reportOn([{ ...bare, RevisionName_s: 'shop--v1' }], 'azure')).blindSpots.map(
      ({ kind }) => kind,
    );

    expect(kinds).not.toContain('rows-missing');
    expect(kinds).not.toContain('import-problem');
  }, 60_000);
});
