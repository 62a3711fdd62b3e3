import { spawn } from 'node:child_process';
import path from 'node:path';
import { openSample } from '@/emulator';
import { sourceOver } from '@/lib/azure/source';
import type { LogSource } from '@/lib/domain/connection';
import { reportOnApp } from '@/lib/report/incident-page';
import { rangeFor } from '@/lib/report/range';
import { printPageLoads } from './browser/page-load';
import { budgets, quantile, toVerdict } from './budgets';
import { printJavaScript } from './javascript';

const now = '2026-06-20T14:38:00Z';
const address = 'http://127.0.0.1:3217';
const rounds = 25;

/** Starts the built server over the sample and measures what it serves. */
export async function printPages(): Promise<void> {
  const server = spawn(process.execPath, [path.resolve(import.meta.dirname, '..', 'scripts', 'start.mjs')], {
    // Whatever .env says: the sample is what the figures are of.
    env: {
      ...process.env,
      EXITLINE_WORKSPACES: '',
      EXITLINE_DATA: '',
      EXITLINE_NOW: now,
      PORT: new URL(address).port,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await waitForAnswer(() => server.exitCode !== null);
    const app = await findWorstApp();
    await printIncidentPage(app);
    const pages = ['/', `/apps/${encodeURIComponent(app)}`, '/exit-codes', '/exit-codes/137', '/nowhere'];
    await printJavaScript(address, pages);
    await printPageLoads(address, pages.slice(0, 4));
  } finally {
    server.kill('SIGTERM');
  }
}

async function waitForAnswer(hasEnded: () => boolean) {
  while (!hasEnded()) {
    const answer = await fetch(`${address}/api/v1/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The server ended before it answered.');
}

async function findWorstApp(): Promise<string> {
  const body = (await (await fetch(`${address}/api/v1/apps`)).json()) as { apps: { name: string }[] };
  const [worst] = body.apps;
  if (worst === undefined) throw new Error('The sample has no apps.');
  return worst.name;
}

/**
 * The page's answers come from the cache of 15 s after the first round, so what is left is ours: reading rows, diagnosing,
 * drawing, sending. The queries' own time is measured in process, each asked afresh.
 */
async function printIncidentPage(app: string) {
  const url = `${address}/apps/${encodeURIComponent(app)}`;
  await (await fetch(url)).text();
  const first: number[] = [];
  const took: number[] = [];
  let bytes = 0;
  for (let i = 0; i < rounds; i++) {
    const start = performance.now();
    const answer = await fetch(url);
    // The headers come with the first bytes of the body.
    first.push(performance.now() - start);
    bytes = (await answer.text()).length;
    took.push(performance.now() - start);
  }
  const { slowest, report } = await measureReport(app);
  console.log(`\nIncident page of ${app}, ${rounds} times, the answers from the cache`);
  console.log(`first byte, median            ${toVerdict(quantile(first, 0.5), budgets.shellFirstByte)}`);
  console.log(`whole page, median            ${toVerdict(quantile(took, 0.5), budgets.fullPage)}`);
  console.log(
    `whole page, 90th percentile: ${quantile(took, 0.9).toFixed(1)} ms, ${Math.round(bytes / 1000)} kB of HTML`,
  );
  console.log(`of that, in process: ${report.toFixed(1)} ms median to read the rows and diagnose`);
  console.log(`its slowest query, asked afresh: ${slowest.toFixed(1)} ms median`);
}

/** Milliseconds, medians: the slowest query of the page asked afresh, and the report with its answers from the cache. */
async function measureReport(app: string): Promise<{ slowest: number; report: number }> {
  const nowMs = Date.parse(now);
  const workspace = await openSample({ nowMs, clock: () => nowMs });
  const source = sourceOver({ kind: 'sample', workspace, nowMs });
  const slowest: number[] = [];
  const reports: number[] = [];
  for (let i = 0; i < 7; i++) {
    let longest = 0;
    const ask = (over: LogSource) =>
      reportOnApp({ source: over, name: app, select: {}, range: rangeFor(nowMs), asOfMs: nowMs });
    await ask({
      connection: source.connection,
      asOfMs: source.asOfMs,
      async ask(question) {
        const start = performance.now();
        // A range of its own, so that no answer kept from the round before serves.
        const { fromMs, toMs } = question.timespan;
        const answer = await source.ask({ ...question, timespan: { fromMs, toMs: toMs + 1 + i } });
        longest = Math.max(longest, performance.now() - start);
        return answer;
      },
    });
    slowest.push(longest);
    const start = performance.now();
    await ask(source);
    reports.push(performance.now() - start);
  }
  await workspace.close();
  return { slowest: quantile(slowest, 0.5), report: quantile(reports, 0.5) };
}
