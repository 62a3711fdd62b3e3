import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { probeExport, writeProbeExport } from '@/emulator/testing/probe-export';
import { loadEmulator } from '@/lib/azure/embedded';
import { sourceOver } from '@/lib/azure/source';
import type { LogSource } from '@/lib/domain/connection';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import { reportOnApps } from './apps-page';
import { reportOnConsole } from './console-page';
import { reportOnApp } from './incident-page';
import { toAppJson } from './json';
import { rangeFor } from './range';
import { reportOnStarts } from './start-comparison';

const realFolder = path.resolve(import.meta.dirname, '../../../shared/real/startup-probe-404');
/** Rows that Azure wrote; an extra where they are at hand. */
const real = {
  app: 'ca-labrevprov-e2upm2',
  container: 'app',
  revision: 'ca-labrevprov-e2upm2--badpath2',
  replica: 'ca-labrevprov-e2upm2--badpath2-779b85697c-2bckf',
  probedPath: '/nonexistent-health-endpoint',
  exits: 14,
  firstExit: '2026-06-20T13:35:28.439Z',
  newestRow: '2026-06-20T14:22:52.453Z',
  consoleFrom: '14:17:34',
  consoleRows: 50,
};

const ownFolder = mkdtempSync(path.join(tmpdir(), 'exitline-'));
writeProbeExport(ownFolder);
afterAll(() => rmSync(ownFolder, { recursive: true }));

const exported = [
  { title: 'an export of our own', folder: ownFolder, ...probeExport },
  ...(existsSync(realFolder) ? [{ title: 'an export of rows that Azure wrote', folder: realFolder, ...real }] : []),
];

interface Opened {
  source: LogSource;
  close(): Promise<void>;
}

async function openFolder(folder: string): Promise<Opened> {
  const { openExports } = await loadEmulator();
  const workspace = await openExports({ folder });
  return { source: sourceOver({ kind: 'export', workspace }), close: () => workspace.close() };
}

async function foundIn({ source }: Opened, name: string) {
  const asOfMs = source.asOfMs();
  const report = await reportOnApp({ source, name, select: {}, range: rangeFor(asOfMs), asOfMs });
  if (report.kind !== 'found') throw new Error(`The report is ${report.kind}.`);
  return report;
}

describe.each(exported)('$title, of a start-up probe that asks for a wrong path', (story) => {
  const { app: name, folder: from } = story;
  let opened: Opened;

  beforeAll(async () => {
    opened = await openFolder(from);
  }, 60_000);

  afterAll(() => opened.close());

  test('is one incident with every exit counted once', async () => {
    const json = toAppJson(await foundIn(opened, name));

    expect(json).toMatchObject({
      status: 'crash-looping',
      exits: { unexpected: story.exits, intended: 1 },
      newestRow: story.newestRow,
      incidents: [
        {
          container: story.container,
          revisions: [story.revision],
          from: story.firstExit,
          exits: story.exits,
          exitCodes: { none: story.exits },
          terminationReasons: { ProbeFailure: story.exits },
          backOff: { stage: 6, seenIn: ['gaps'] },
          findings: [{ cause: 'probe.startup', confidence: 'high' }, ...[]],
        },
      ],
    });
    expect(json.incidents[0]?.findings[0]?.evidence.some(({ text }) => text.includes(story.probedPath))).toBe(true);
    expect(json.runs.filter((run) => run.intended === true)).toHaveLength(1);
  });

  test('shows the last words with the first failing line marked', async () => {
    const { lastWords } = await foundIn(opened, name);

    const first = lastWords?.lines.find(({ role }) => role === 'first-failure');
    expect(first?.text).toContain(story.probedPath);
    expect(lastWords?.lines).toHaveLength(story.consoleRows);
  });

  test('finds each run again from its id, and says why the early ones are silent', async () => {
    const { diagnosis } = await foundIn(opened, name);
    const [early, last] = [diagnosis.incidents[0]?.exits[0], diagnosis.incidents[0]?.exits.at(-1)];
    const asOfMs = opened.source.asOfMs();
    const consoleOf = (runId: string | undefined) =>
      reportOnConsole({ source: opened.source, name, select: {}, runId: runId ?? '', before: 0, after: 0, asOfMs });

    expect(await consoleOf(last?.id)).toMatchObject({ kind: 'found', console: { run: { id: last?.id }, missing: [] } });
    expect(await consoleOf(early?.id)).toMatchObject({
      kind: 'found',
      console: {
        run: { id: early?.id },
        lines: [],
        missing: [expect.stringMatching(`begin at \\d+ \\w+ ${story.consoleFrom} UTC`)],
      },
    });
  });

  test('counts the same without the rows that name the replica', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'exitline-'));
    for (const table of ['ContainerAppSystemLogs_CL.json', 'ContainerAppConsoleLogs_CL.json']) {
      cpSync(path.join(from, table), path.join(folder, table));
    }
    const nameless = await openFolder(folder);
    const [whole, less] = [await foundIn(opened, name), await foundIn(nameless, name)];
    await nameless.close();
    rmSync(folder, { recursive: true });

    expect(less.diagnosis.exits).toEqual(whole.diagnosis.exits);
    expect(less.diagnosis.incidents.map(({ exits, findings }) => [exits.length, findings[0].cause])).toEqual([
      [story.exits, 'probe.startup'],
    ]);
    expect(less.diagnosis.incidents[0]?.replicas).toEqual([]);
    expect(whole.diagnosis.incidents[0]?.replicas).toEqual([story.replica]);
  });
});

describe('the sample workspace', () => {
  const nowMs = Date.UTC(2026, 10, 20, 12);
  let opened: Opened;

  beforeAll(async () => {
    const { openSample } = await loadEmulator();
    const workspace = await openSample({ nowMs, clock: () => nowMs });
    opened = { source: sourceOver({ kind: 'sample', workspace, nowMs }), close: () => workspace.close() };
  }, 60_000);

  afterAll(() => opened.close());

  test('has the same verdict in the list and on each app’s page', async () => {
    const { source } = opened;
    const question = { source, range: rangeFor(nowMs), asOfMs: nowMs };
    const { apps, failure, blindSpots } = await reportOnApps(question);
    const saidOnPages = [];
    // One after the other, as readers come: a hundred questions at once would wait for their turn too long.
    for (const { app } of apps.filter((_, place) => place % 4 === 0)) {
      const page = await reportOnApp({ ...question, name: app.name, select: { kind: app.kind } });
      saidOnPages.push(page.kind === 'found' ? toVerdict(page.diagnosis) : page.kind);
    }

    expect({ failure, blindSpots }).toEqual({ failure: null, blindSpots: [] });
    expect(apps.length).toBeGreaterThanOrEqual(12);
    expect(saidOnPages).toEqual(
      apps
        .filter((_, place) => place % 4 === 0)
        .map(({ app, status, exits, topFinding }) => [
          app.name,
          status,
          exits,
          topFinding?.summary,
          topFinding?.confidence,
        ]),
    );
  }, 180_000);

  test('orders-api gets as far as listening, and then builds an index that its last good revision never built', async () => {
    const { source } = opened;
    const question = { source, name: 'orders-api', select: {}, range: rangeFor(nowMs), asOfMs: nowMs };
    const app = await reportOnApp(question);
    const first = app.kind === 'found' ? app.diagnosis.incidents[0] : undefined;
    const answer = await reportOnStarts({ ...question, runId: first?.exits[0]?.id ?? '' });

    expect(first?.fingerprint).toMatchObject({ text: 'exit 137', newIn: 'orders-api--0000042' });
    expect(first?.lastWords).toMatchObject({ kind: 'cut-off' });
    expect(answer).toMatchObject({
      kind: 'found',
      comparison: {
        good: { run: { revision: 'orders-api--0000041' } },
        bad: { run: { revision: 'orders-api--0000042' } },
        sentence: expect.stringMatching(
          /^Both starts get as far as “listening on :8080”: only the bad one printed “order-index/,
        ),
      },
    });
  }, 60_000);
});

function toVerdict({ app, status, exits, incidents }: Diagnosis) {
  const finding = incidents[0]?.findings[0];
  return [app.name, status, exits, finding?.summary, finding?.confidence];
}
