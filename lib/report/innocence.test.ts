import { describe, expect, test } from 'vitest';
import { type Environment, pipelinesOf, shopClassic, shopPreview, shopProd } from '@/emulator/scenarios/environment';
import { healthyDay } from '@/emulator/scenarios/healthy-day';
import { loadEmulator } from '@/lib/azure/embedded';
import { sourceOver } from '@/lib/azure/source';
import { reportOnApps } from './apps-page';
import { reportOnApp } from './incident-page';
import { toAppJson } from './json';
import { rangeFor } from './range';

const startMs = Date.UTC(2026, 4, 4);
const endMs = startMs + 24 * 3_600_000;

/** Both dialects in both families of tables. */
const environments: readonly Environment[] = [
  shopProd,
  shopClassic,
  shopPreview,
  {
    ...shopClassic,
    name: 'shop-classic-monitor',
    family: 'resource-specific',
    collectorColumns: false,
    flattensJson: false,
    pipelines: pipelinesOf('shop-classic-monitor'),
  },
];

async function open(environment: Environment, seed = '') {
  const { openRows } = await loadEmulator();
  const day = healthyDay({ startMs, environment, seed });
  const workspace = await openRows({ tables: day.tables });
  const question = {
    source: sourceOver({ kind: 'export', workspace, nowMs: endMs }),
    range: rangeFor(endMs),
    asOfMs: endMs,
  };
  return { day, question, close: () => workspace.close() };
}

describe('a workspace in which nothing fails', () => {
  test.each(
    environments.map((environment) => [`${environment.dialect.name}, ${environment.family}`, environment] as const),
  )('is a list of quiet apps (%s)', async (_, environment) => {
    const { day, question, close } = await open(environment);
    const { apps, blindSpots, failure } = await reportOnApps(question);
    await close();

    expect({ failure, blindSpots }).toEqual({ failure: null, blindSpots: [] });
    expect(
      apps
        .map(({ app, status, exits, topFinding, history }) => ({
          app: app.name,
          status,
          exits,
          said: topFinding?.summary ?? null,
          failures: history.reduce((sum, count) => sum + count, 0),
        }))
        .sort((a, b) => (a.app < b.app ? -1 : 1)),
    ).toEqual(
      day.apps
        .map(({ app, intendedStops }) => ({
          app,
          status: 'quiet',
          exits: { unexpected: 0, intended: intendedStops },
          said: null,
          failures: 0,
        }))
        .sort((a, b) => (a.app < b.app ? -1 : 1)),
    );
  });

  test('is as quiet on another day', async () => {
    const { question, close } = await open(shopClassic, 'another');
    const { apps, blindSpots, failure } = await reportOnApps(question);
    await close();

    expect({ failure, blindSpots }).toEqual({ failure: null, blindSpots: [] });
    expect(apps.filter(({ status, exits }) => status !== 'quiet' || exits.unexpected > 0)).toEqual([]);
    expect(apps.length).toBeGreaterThan(5);
  });

  test('has an incident page for each app without an incident, and notes that alarm nobody', async () => {
    const { day, question, close } = await open(shopProd);
    const pages = [];
    for (const { app, kind } of day.apps) {
      const report = await reportOnApp({ ...question, name: app, select: { kind } });
      if (report.kind !== 'found') throw new Error(`The report on ${app} is ${report.kind}.`);
      const { status, incidents, notes } = toAppJson(report);
      pages.push({ app, status, incidents, lastWords: report.lastWords, causes: notes.map(({ cause }) => cause) });
    }
    await close();

    const loud = pages.filter(
      ({ status, incidents, lastWords }) => status !== 'quiet' || incidents.length > 0 || lastWords !== null,
    );
    expect(loud).toEqual([]);
    expect([...new Set(pages.flatMap(({ causes }) => causes))].sort()).toEqual([
      'noise.benign',
      'normal.exit',
      'platform.scale-down',
    ]);
  });
});
