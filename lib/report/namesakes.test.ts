import { describe, expect, test } from 'vitest';
import { rowsOf } from '@/lib/logs/log-source';
import { askConsoleTails, askFailureLines, askSystemRows, limits } from '@/lib/logs/questions';
import { withRows } from '@/lib/logs/testing/embedded';
import { reportOnApp } from './incident-page';

const fromMs = Date.UTC(2026, 5, 20, 14);
const range = { fromMs, toMs: fromMs + 3_600_000 };

function at(ms: number): string {
  return new Date(fromMs + ms).toISOString();
}

/** An app of the same name in another environment, with more rows than are read of one app. */
function noise(count: number, cells: Record<string, unknown>) {
  return Array.from({ length: count }, (_, n) => ({
    TimeGenerated: at(1_800_000 + n),
    ContainerAppName_s: 'shop',
    EnvironmentName_s: 'dev',
    RevisionName_s: 'shop--v1',
    Log_s: `Error: noise ${n}`,
    ...cells,
  }));
}

const exit = {
  TimeGenerated: at(60_000),
  ContainerAppName_s: 'shop',
  EnvironmentName_s: 'prod',
  RevisionName_s: 'shop--v1',
  ReplicaName_s: 'shop--v1-779b85697c-2bckf',
  Reason_s: 'ContainerTerminated',
  Log_s: "Container 'app' was terminated with exit code '1' and reason 'ProcessExited'",
  Type_s: 'Warning',
};

const line = {
  TimeGenerated: at(59_000),
  ContainerAppName_s: 'shop',
  EnvironmentName_s: 'prod',
  RevisionName_s: 'shop--v1',
  ContainerName_s: 'app',
  Log_s: 'Error: the only one',
};

describe('of two apps of one name', () => {
  test('the noisy one takes no rows from the other, and only its own page says that there are more', async () => {
    const noisy = noise(limits.systemRowsPerApp + 50, { Reason_s: 'Noise' });
    const [prod, dev] = await withRows({ ContainerAppSystemLogs_CL: [exit, ...noisy] }, async (source) => {
      const question = { source, name: 'shop', range, asOfMs: range.toMs };
      return [
        await reportOnApp({ ...question, select: { env: 'prod' } }),
        await reportOnApp({ ...question, select: { env: 'dev' } }),
      ];
    });

    expect(prod).toMatchObject({ kind: 'found', diagnosis: { exits: { unexpected: 1 } } });
    expect(kindsOf(prod)).not.toContain('rows-truncated');
    expect(kindsOf(dev)).toContain('rows-truncated');
  }, 60_000);

  test('the noisy one takes no console lines from the other', async () => {
    const noisy = [
      ...noise(limits.failureLinesPerApp + 50, { ContainerName_s: 'app' }),
      ...Array.from({ length: 60 }, (_, n) =>
        noise(limits.tail, { ContainerName_s: 'app', ContainerGroupName_s: `shop--v1-779b85697c-${n}` }),
      ).flat(),
    ];
    const [failures, tails] = await withRows({ ContainerAppConsoleLogs_CL: [line, ...noisy] }, (source) => {
      const to = { source, workspace: 'export', apps: ['shop'] };
      return Promise.all([askFailureLines(to, ['error'], range), askConsoleTails(to, range)]);
    });

    for (const answer of [failures, tails]) {
      expect(rowsOf(answer).filter(({ environment }) => environment === 'prod')).toHaveLength(1);
    }
  }, 60_000);

  test('a probe that fails in one leaves the failures of the other’s', async () => {
    const probe = { Reason_s: 'ProbeFailed', Log_s: 'Probe of Readiness failed with status code: 503' };
    const noisy = noise(limits.probeRows + 50, probe);
    const answer = await withRows(
      { ContainerAppSystemLogs_CL: [{ ...exit, ...probe, ReplicaName_s: '' }, ...noisy] },
      (source) => askSystemRows({ source, workspace: 'export', apps: ['shop'] }, range),
    );

    expect(rowsOf(answer).filter(({ environment }) => environment === 'prod')).toHaveLength(1);
  }, 60_000);
});

function kindsOf(report: Awaited<ReturnType<typeof reportOnApp>>): string[] {
  return report.kind === 'found' ? report.diagnosis.blindSpots.map(({ kind }) => kind) : [report.kind];
}
