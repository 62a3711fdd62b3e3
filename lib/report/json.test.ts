import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Incident } from '@/lib/domain/incident';
import { diagnosis, incidentOf, noonMs, run, systemEvent } from '@/lib/timeline/testing/diagnosis';
import { toAppJson, toAppsJson, toConsoleJson, toExitCodeJson, toExitCodesJson } from './json';
import { toPulseJson } from './pulse';

const connection = { kind: 'export' as const, workspaces: ['ops'], importProblems: [] };

const rowOfApp = systemEvent({ kind: 'other', reason: null }, { atMs: noonMs });

function appJson(incident: Incident, events = [rowOfApp]) {
  return toAppJson({
    kind: 'found',
    diagnosis: diagnosis({
      status: 'crash-looping',
      exits: { unexpected: 2, intended: 1 },
      incidents: [incident],
      runs: incident.exits,
      events,
      blindSpots: [{ kind: 'replica-unknown', message: 'The rows name no replica.' }],
    }),
    newestRowMs: null,
    lastWords: null,
    matchingLines: [],
    queries: [],
    connection,
  });
}

describe('the JSON of an app', () => {
  const exits = [run({ from: 0, to: 10, exitCode: null, reason: 'ProbeFailure' }), run({ from: null, to: 20 })];
  const json = appJson(
    incidentOf(exits, { backOff: { stage: 2, seenIn: ['gaps'], sinceMs: null, nextAttemptMs: noonMs } }),
  );

  test('has the fields of the contract, in its order', () => {
    expect(Object.keys(json)).toEqual([
      'app',
      'kind',
      'workspace',
      'environment',
      'range',
      'asOf',
      'status',
      'newestRow',
      'exits',
      'incidents',
      'notes',
      'runs',
      'blindSpots',
    ]);
    expect(json).toMatchObject({
      app: 'shop',
      kind: 'app',
      range: { from: '2026-06-20T12:00:00.000Z', to: '2026-06-20T14:00:00.000Z' },
      asOf: '2026-06-20T14:00:00.000Z',
      exits: { unexpected: 2, intended: 1 },
      blindSpots: [{ kind: 'replica-unknown', message: 'The rows name no replica.' }],
    });
  });

  test('counts exits by code and reason, those without one as none', () => {
    expect(json.incidents[0]).toMatchObject({
      exits: 2,
      failedStarts: 0,
      faults: 0,
      exitCodes: { '137': 1, none: 1 },
      terminationReasons: { ProbeFailure: 1, ProcessExited: 1 },
      backOff: { stage: 2, seenIn: ['gaps'], nextAttempt: '2026-06-20T12:00:00.000Z', remark: null },
    });
  });

  test('says null for what is not known, never 0 or an empty text', () => {
    expect(json.newestRow).toBeNull();
    expect(json.incidents[0]).toMatchObject({ overSince: null, overBecause: null });
    expect(json.runs[0]).toMatchObject({ exitCode: null, execution: null, from: '2026-06-20T12:00:00.000Z' });
    expect(json.runs[1]).toMatchObject({ from: null, lifetimeSeconds: null, startKnown: false, exitCode: 137 });
  });

  test('says null for failed starts and faults when there are no system rows to tell them', () => {
    expect(appJson(incidentOf(exits), []).incidents[0]).toMatchObject({ failedStarts: null, faults: null });
  });

  test('tells of the crash itself, and null where nothing is known', () => {
    const row = { row: 'r1', run: 'x', table: 'ContainerAppConsoleLogs_CL' as const, atMs: noonMs, text: 'bye' };
    const line = { row: 'r1', afterStartMs: 1_250, text: 'connected' };
    const [incident] = appJson(
      incidentOf(exits, {
        fingerprint: {
          id: '0123456789ab',
          text: 'exit 1 · boom',
          exits: 2,
          replicas: { hit: 1, of: 3 },
          revisions: ['shop--r7'],
          newIn: null,
          firstMs: noonMs,
          lastMs: noonMs + 1_000,
          sentence: 'said',
        },
        lastWords: { kind: 'spoke', runs: 1, of: 2, sentence: 'said', missing: ['why'], evidence: [row] },
        starts: { good: 'g', bad: 'b', missing: [line], added: [], lastCommon: null, sentence: 'said' },
      }),
    ).incidents;

    expect(incident).toMatchObject({
      fingerprint: {
        id: '0123456789ab',
        text: 'exit 1 · boom',
        exits: 2,
        replicas: { hit: 1, of: 3 },
        revisions: ['shop--r7'],
        newIn: null,
        first: '2026-06-20T12:00:00.000Z',
        last: '2026-06-20T12:00:01.000Z',
        sentence: 'said',
      },
      lastWords: {
        kind: 'spoke',
        runs: 1,
        of: 2,
        missing: ['why'],
        evidence: [{ row: 'r1', time: '2026-06-20T12:00:00.000Z' }],
      },
      starts: { good: 'g', missing: [{ row: 'r1', afterStartSeconds: 1.25, text: 'connected' }], lastCommon: null },
    });
    expect(appJson(incidentOf(exits)).incidents[0]).toMatchObject({ fingerprint: null, lastWords: null, starts: null });
  });

  test('tells no back-off as null', () => {
    expect(appJson(incidentOf(exits)).incidents[0]?.backOff).toBeNull();
  });

  test('tells what the management API said of the wait', () => {
    expect(
      appJson(
        incidentOf(exits, {
          backOff: { stage: 6, seenIn: ['api'], sinceMs: null, nextAttemptMs: null, remark: 'It waits.' },
        }),
      ).incidents[0]?.backOff,
    ).toEqual({ stage: 6, seenIn: ['api'], nextAttempt: null, remark: 'It waits.' });
  });
});

test('the JSON of the list has an app’s facts flat', () => {
  const json = toAppsJson({
    range: { fromMs: noonMs, toMs: noonMs + 1 },
    asOfMs: noonMs,
    apps: [
      {
        app: { name: 'shop', kind: 'job', workspace: 'ops', environment: null },
        status: 'unknown',
        exits: { unexpected: 0, intended: 0 },
        topCause: null,
        topFinding: null,
        exitCodes: [],
        topIncident: null,
        newestRowMs: noonMs,
        history: [],
      },
    ],
    blindSpots: [],
    queries: [],
    connection,
    failure: null,
  });

  expect(json.apps).toEqual([
    {
      name: 'shop',
      kind: 'job',
      workspace: 'ops',
      environment: null,
      status: 'unknown',
      exits: { unexpected: 0, intended: 0 },
      topCause: null,
      newestRow: '2026-06-20T12:00:00.000Z',
    },
  ]);
});

test('the JSON of a console has one object per line', () => {
  const one = run({ from: 0, to: 1 });
  const said = { stream: null, container: 'api', text: 'x', role: 'trace' as const, failing: true, beyond: null };
  const lines = [{ ...said, row: 'r', atMs: noonMs + 0.4567 }];
  const events = [{ row: 's', atMs: noonMs, text: 'Probe failed' }];

  expect(
    toConsoleJson({ run: one, lines, events, backAtMs: null, truncated: false, missing: [], failure: null }),
  ).toEqual({
    run: one.id,
    lines: [{ ...said, row: 'r', time: '2026-06-20T12:00:00.000Z' }],
    events: [{ row: 's', time: '2026-06-20T12:00:00.000Z', text: 'Probe failed' }],
    backAt: null,
    truncated: false,
    missing: [],
  });
});

describe('docs/api.md', () => {
  const page = readFileSync('docs/api.md', 'utf8');
  const range = { fromMs: noonMs, toMs: noonMs + 1 };
  const exits = [run({ from: 0, to: 1 })];
  const row = { row: 'r', run: 'x', table: 'ContainerAppConsoleLogs_CL' as const, atMs: noonMs, text: 'bye' };
  const incident = incidentOf(exits, {
    ruledOut: [{ cause: 'platform.oom', why: 'said' }],
    backOff: { stage: 6, seenIn: ['gaps'], sinceMs: null, nextAttemptMs: null },
    lastWords: { kind: 'spoke', runs: 1, of: 1, sentence: 'said', missing: [], evidence: [row] },
  });
  const app = { name: 'shop', kind: 'app', workspace: 'ops', environment: null } as const;
  const line = { row: 'r', atMs: noonMs, stream: null, container: null, text: '', role: null } as const;
  const facts = { range, asOfMs: noonMs, blindSpots: [], queries: [], connection, failure: null };
  const use = {
    meaning: {
      code: 1,
      title: '',
      signal: null,
      meaning: '',
      onContainerApps: null,
      lookAt: [],
      causes: [],
      sources: [],
    },
    exits: { unexpected: 1, intended: 0 },
    apps: [app],
  };
  const answers = {
    app: appJson(incident),
    console: toConsoleJson({
      run: run({ from: 0, to: 1 }),
      lines: [{ ...line, failing: false, beyond: null }],
      events: [{ row: 's', atMs: noonMs, text: '' }],
      backAtMs: null,
      truncated: false,
      missing: [],
      failure: null,
    }),
    codes: toExitCodesJson({ ...facts, codes: [use] }),
    code: toExitCodeJson({ ...facts, use, runs: [{ app, run: run({ from: 0, to: 1 }) }] }),
    pulse: toPulseJson({
      kind: 'found',
      asOfMs: noonMs,
      status: 'failing',
      newestRowMs: noonMs,
      events: 1,
      incidents: [incident],
    }),
  };

  test.each(Object.entries(answers))('names every field of the answer: %s', (_, answer) => {
    const unnamed = fieldsOf(answer).filter((field) => !page.includes(`"${field}"`) && !page.includes(`\`${field}\``));

    expect(fieldsOf(answer).length).toBeGreaterThan(5);
    expect(unnamed).toEqual([]);
  });

  function fieldsOf(json: unknown): string[] {
    if (Array.isArray(json)) return json.flatMap(fieldsOf);
    if (typeof json !== 'object' || json === null) return [];
    // Their keys are codes and reasons.
    return Object.entries(json).flatMap(([field, value]) =>
      field === 'exitCodes' || field === 'terminationReasons' ? [field] : [field, ...fieldsOf(value)],
    );
  }
});
