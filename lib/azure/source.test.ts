import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseSettings } from '@/lib/env';
import { type EmbeddedWorkspace, loadEmulator } from './embedded';
import { describeConnection, describeProblems } from './open-at-start';
import { openSource, sourceOver } from './source';

const newest = '2026-06-20T14:20:09.1239999Z';
const row = {
  TimeGenerated: newest,
  Reason_s: 'ContainerTerminated',
  Log_s: "Container 'api' was terminated with exit code '1' and reason 'ProcessExited'",
  RevisionName_s: 'orders--r1',
};
const hourMs = 3_600_000;
const newestMs = Date.UTC(2026, 5, 20, 14, 20, 9, 123);

const countRows = (workspace: string, fromMs: number, toMs: number) => ({
  workspace,
  kql: `ContainerAppSystemLogs_CL | where TimeGenerated >= datetime(${new Date(fromMs).toISOString()}) and TimeGenerated < datetime(${new Date(toMs).toISOString()}) | summarize Rows = count()`,
  timespan: { fromMs: fromMs - hourMs, toMs: toMs + hourMs },
});

describe('a source over exported rows', () => {
  let workspace: EmbeddedWorkspace;
  beforeAll(async () => {
    const { openRows } = await loadEmulator();
    workspace = await openRows({ tables: { ContainerAppSystemLogs_CL: [row] } });
  });
  afterAll(() => workspace.close());

  test('is as of its newest row, one millisecond later so that the row is inside', async () => {
    const source = sourceOver({ kind: 'export', workspace });

    expect(source.asOfMs()).toBe(newestMs + 1);
    expect(await source.ask(countRows('export', newestMs - hourMs, source.asOfMs()))).toMatchObject({
      status: 'complete',
      table: { rows: [[1]] },
    });
    expect(await source.ask(countRows('export', newestMs - hourMs, newestMs))).toMatchObject({
      status: 'complete',
      table: { rows: [[0]] },
    });
  });

  test('is as of the moment that fixes the clock', () => {
    expect(sourceOver({ kind: 'export', workspace, nowMs: 42 }).asOfMs()).toBe(42);
  });

  test('passes the refusal of the engine on as a failure with the name of what it does not know', async () => {
    const source = sourceOver({ kind: 'export', workspace });

    const answer = await source.ask({
      ...countRows('export', 0, 1),
      kql: 'ContainerAppSystemLogs_CL | evaluate autocluster()',
    });

    expect(answer).toMatchObject({ status: 'failed', failure: { kind: 'bad-query' } });
    expect(JSON.stringify(answer)).toContain('autocluster');
  });

  test('tells a table that is not there from one without rows', async () => {
    const source = sourceOver({ kind: 'export', workspace });

    expect(await source.ask({ ...countRows('export', 0, 1), kql: 'ContainerAppConsoleLogs | count' })).toMatchObject({
      status: 'failed',
      failure: { kind: 'no-table-yet', message: expect.stringContaining('ContainerAppConsoleLogs') },
    });
  });
});

describe('the settings', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exitline-source-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  writeFileSync(path.join(folder, 'ContainerAppSystemLogs_CL.json'), JSON.stringify([row]));
  writeFileSync(path.join(folder, 'notes.json'), '[{"TimeGenerated":');

  test('open a folder of exports, and what cannot be read is a problem, not an error', async () => {
    const source = await openSource(parseSettings({ EXITLINE_DATA: folder }, '/'));

    expect(source.connection).toMatchObject({ kind: 'export', workspaces: ['export'] });
    expect(new Set(source.connection.importProblems.map(({ file }) => file))).toEqual(new Set(['notes.json']));
    expect(source.asOfMs()).toBe(newestMs + 1);
  });

  test('carries the resource group of the settings, for commands; the sample is in nobody’s', async () => {
    const group = { EXITLINE_RESOURCE_GROUP: 'shop-prod' };
    const own = await openSource(parseSettings({ EXITLINE_DATA: folder, ...group }, '/'));
    const sample = await openSource(parseSettings({ EXITLINE_NOW: '2026-06-20T14:38:00Z', ...group }, '/'));

    expect(own.connection.resourceGroup).toBe('shop-prod');
    expect(sample.connection).not.toHaveProperty('resourceGroup');
  });

  test.each([
    ['ops-logs=11111111-2222-3333-4444-555555555555', 'shop-prod'],
    ['ops-logs=11111111-2222-3333-4444-555555555555,eu-logs=11111111-2222-3333-4444-666666666666', undefined],
  ])('fills in the resource group for one workspace, and for no more: %s', async (workspaces, resourceGroup) => {
    const source = await openSource(
      parseSettings({ EXITLINE_WORKSPACES: workspaces, EXITLINE_RESOURCE_GROUP: 'shop-prod' }, '/'),
    );

    expect(source.connection.resourceGroup).toBe(resourceGroup);
  });

  test('refuse a folder that is not there with the name of the setting', async () => {
    const opening = openSource(parseSettings({ EXITLINE_DATA: path.join(folder, 'nowhere') }, '/'));

    await expect(opening).rejects.toThrow(/EXITLINE_DATA.*nowhere/);
  });

  test('open the sample as it is at the fixed moment', async () => {
    const nowMs = Date.UTC(2026, 5, 20, 14, 38);
    const source = await openSource(parseSettings({ EXITLINE_NOW: '2026-06-20T14:38:00Z' }, '/'));

    expect(source.asOfMs()).toBe(nowMs);
    const later = await source.ask(countRows('sample', nowMs + 1, nowMs + 12 * hourMs));
    expect(later).toMatchObject({ status: 'complete', table: { rows: [[0]] } });
    const before = await source.ask({
      ...countRows('sample', nowMs - hourMs, nowMs),
      kql: 'ContainerAppSystemLogs_CL | take 1',
    });
    expect(before).toMatchObject({ status: 'complete', table: { rows: [expect.any(Array)] } });
  });

  test('open Azure without asking it anything', async () => {
    const source = await openSource(
      parseSettings({ EXITLINE_WORKSPACES: 'ops-logs=11111111-2222-3333-4444-555555555555' }, '/'),
    );

    expect(source.connection).toEqual({ kind: 'azure', workspaces: ['ops-logs'], importProblems: [] });
    expect(source.asOfMs() % 15_000).toBe(0);
  });
});

describe('the log at the start', () => {
  test('names the workspaces', () => {
    expect(describeConnection({ kind: 'azure', workspaces: ['ops-logs', 'eu-logs'] })).toContain('ops-logs, eu-logs');
  });

  test('names file, line and reason of what could not be read, and counts the rest', () => {
    const problems = Array.from({ length: 23 }, (_, index) => ({
      file: 'a.jsonl',
      line: index + 1,
      reason: 'no JSON',
    }));

    const lines = describeProblems([{ file: 'b.csv', line: null, reason: 'no columns' }, ...problems]);

    expect(lines[0]).toBe('Could not read b.csv: no columns');
    expect(lines[1]).toBe('Could not read a.jsonl, line 1: no JSON');
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toContain('4 more');
  });

  test('is silent when everything could be read', () => {
    expect(describeProblems([])).toEqual([]);
  });
});
