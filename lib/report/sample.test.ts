import { beforeAll, describe, expect, test } from 'vitest';
import { sampleTruth } from '@/emulator/scenarios/truth';
import { loadEmulator } from '@/lib/azure/embedded';
import { sourceOver } from '@/lib/azure/source';
import type { AppsReport } from '@/lib/report/report';
import { reportOnApps } from './apps-page';
import { rangeFor } from './range';

/** An afternoon, and a night at the turn of a year in the minute when a job is due. */
const moments = [Date.UTC(2026, 2, 11, 14, 23, 5), Date.UTC(2026, 0, 1, 0, 0, 30)];

describe.each(moments.map((nowMs) => [new Date(nowMs).toISOString(), nowMs] as const))(
  'the sample at %s',
  (_, nowMs) => {
    const truth = sampleTruth(nowMs).sort((a, b) => (a.app < b.app ? -1 : 1));
    let report: AppsReport;

    beforeAll(async () => {
      const { openSample } = await loadEmulator();
      const workspace = await openSample({ nowMs, clock: () => nowMs });
      const source = sourceOver({ kind: 'sample', workspace, nowMs });
      report = await reportOnApps({ source, range: rangeFor(nowMs), asOfMs: nowMs });
      if (report.failure !== null) throw new Error(JSON.stringify(report.failure));
      await workspace.close();
    }, 120_000);

    const told = () => report.apps.toSorted((a, b) => (a.app.name < b.app.name ? -1 : 1));

    test('has every app, each with its status and its cause', () => {
      expect(
        told().map(({ app, status, topCause }) => [app.name, app.kind, app.environment, status, topCause]),
      ).toEqual(truth.map(({ app, kind, environment, status, cause }) => [app, kind, environment, status, cause]));
    });

    test('counts each end once, and what was asked for apart', () => {
      expect(told().map(({ app, exits }) => [app.name, exits.unexpected, exits.intended])).toEqual(
        truth.map(({ app, unexpectedExits, intendedStops }) => [app, unexpectedExits, intendedStops]),
      );
    });

    test('names the container that fails', () => {
      expect(told().map(({ app, topIncident }) => [app.name, topIncident?.container ?? null])).toEqual(
        truth.map(({ app, container }) => [app, container]),
      );
    });

    test('says nothing of an app that is quiet', () => {
      const quiet = new Set(truth.filter(({ status }) => status === 'quiet').map(({ app }) => app));
      const loud = told().filter(({ app, topFinding, history }) => {
        return quiet.has(app.name) && (topFinding !== null || history.some((count) => count > 0));
      });

      expect(quiet.size).toBeGreaterThanOrEqual(5);
      expect(loud.map(({ app, topFinding }) => [app.name, topFinding?.summary])).toEqual([]);
    });

    test('puts what goes on before what is over, and what is quiet last', () => {
      const statuses = report.apps.map(({ status }) => status);
      const order = ['crash-looping', 'failing', 'recovered', 'unknown', 'quiet'];

      expect(statuses).toEqual(statuses.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    });
  },
);
