// `npm run bench`: what the embedded engine costs over hand-written SQL, what the diagnosis costs over one look at the same
// text, what it costs to draw a hundred thousand marks in a browser, how pages come up and how much JavaScript they ask for.
// One run prints all; compare runs on the same quiet machine only. `-- diagnosis`, `-- drawing`, `-- pages` or `-- questions`
// runs that part alone, `-- diagnosis --large` with a million lines.
import { type DuckDBType, type DuckDBValue, LIST, listValue, timestampValue, VARCHAR } from '@duckdb/node-api';
import { encodeQuery } from '@/lib/logs/encode';
import { type QuestionName, type QuestionValues, questionTexts } from '@/lib/logs/kql-files';
import { limits } from '@/lib/logs/questions';
import { failureTerms } from '@/lib/report/failure-terms';
import { printDrawing } from './browser/drawing';
import { type BothWays, loadBothWays, manyApps } from './data';
import { printDiagnosis } from './diagnosis';
import { handWritten } from './hand-written';
import { printPages } from './pages';
import { printPayload } from './payload';

const nowMs = Date.UTC(2026, 5, 20, 14, 38);
const dayMs = 86_400_000;
const copies = 8;

/** .NET ticks of 1970-01-01. */
const epoch = 621_355_968_000_000_000n;
const toTicks = (ms: number) => BigInt(ms) * 10_000n + epoch;

const range = { p_from: nowMs - dayMs, p_to: nowMs };
const everyone = { p_apps: [] as string[], ...range };

/** As the pages ask: lists over all apps, lines of one place. */
async function buildValues(data: BothWays): Promise<QuestionValues> {
  const place = await findBusiestPlace(data);
  return {
    'apps-in-system-log': { ...everyone, p_limit: limits.apps },
    'apps-in-console-log': { ...everyone, p_limit: limits.apps },
    'system-rows': { ...everyone, p_per_app: limits.systemRowsPerApp, p_limit: limits.systemRows },
    'console-failure-lines': {
      ...everyone,
      p_terms: [...failureTerms],
      p_per_app: limits.failureLinesPerApp,
      p_limit: limits.failureLines,
    },
    'console-tails': { ...everyone, p_tail: limits.tail, p_per_app: limits.tailLinesPerApp, p_limit: limits.tailLines },
    'newest-console-lines': { ...place, ...range, p_limit: 1000 },
    'oldest-console-lines': { ...place, ...range, p_limit: 500 },
  };
}

async function findBusiestPlace({ sql }: BothWays) {
  const reader = await sql.runAndReadAll(
    `SELECT ContainerAppName_s, RevisionName_s, ContainerGroupName_s, ContainerName_s FROM ContainerAppConsoleLogs_CL
     WHERE ContainerAppName_s IS NOT NULL AND ContainerGroupName_s IS NOT NULL GROUP BY ALL ORDER BY count(*) DESC, 3, 4 LIMIT 1`,
  );
  const [app, revision, replica, container] = (reader.getRows()[0] ?? []).map(String);
  return { p_apps: [app ?? ''], p_replica: replica ?? '', p_revision: revision ?? '', p_container: container ?? '' };
}

interface Timing {
  medianMs: number;
  rows: number;
}

async function time(work: () => Promise<number>): Promise<Timing> {
  let rows = await work();
  const took: number[] = [];
  for (let i = 0; i < 9; i++) {
    const start = performance.now();
    rows = await work();
    took.push(performance.now() - start);
  }
  took.sort((a, b) => a - b);
  return { medianMs: took[4] ?? 0, rows };
}

function timeEngine({ engine }: BothWays, kql: string): Promise<Timing> {
  // The pages' timespan: fifteen minutes wider than the range.
  const wider = 15 * 60_000;
  return time(async () => {
    const answer = await engine.query({
      kql,
      now: toTicks(nowMs),
      timespan: { from: toTicks(range.p_from - wider), to: toTicks(range.p_to + wider) },
      timeoutMs: 60_000,
      maxRows: 500_000,
    });
    return answer.tables[0]?.rows.length ?? 0;
  });
}

function timeSql({ sql }: BothWays, text: string, values: Record<string, unknown>): Promise<Timing> {
  // Only what the text names may be bound.
  const bound = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const short = name.replace(/^p_/, '');
      return new RegExp(`\\$${short}\\b`).test(text) ? [[short, toSqlValue(short, value)]] : [];
    }),
  );
  // An empty list does not tell its type.
  const types = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, DuckDBType][] => {
      const short = name.replace(/^p_/, '');
      return Array.isArray(value) && short in bound ? [[short, LIST(VARCHAR)]] : [];
    }),
  );
  return time(async () => (await sql.runAndReadAll(text, bound, types)).getRowsJson().length);
}

function toSqlValue(name: string, value: unknown): DuckDBValue {
  if (name === 'from' || name === 'to') return timestampValue(BigInt(Number(value)) * 1000n);
  if (Array.isArray(value)) return listValue(value.map(String));
  return typeof value === 'number' ? value : String(value);
}

async function printQuestions() {
  const data = await loadBothWays(manyApps(nowMs, copies));
  const values = await buildValues(data);
  console.log(`Questions over ${data.rows.toLocaleString('en')} rows: KQL through the engine against hand-written SQL`);
  console.log(
    `${'question'.padEnd(24)}${'engine ms'.padStart(10)}${'SQL ms'.padStart(9)}${'ratio'.padStart(8)}${'rows'.padStart(9)}`,
  );
  for (const name of Object.keys(handWritten) as QuestionName[]) {
    const engine = await timeEngine(data, encodeQuery({ name, text: questionTexts[name] }, { ...values[name] }));
    const sql = await timeSql(data, handWritten[name], values[name]);
    const ratio = engine.medianMs / sql.medianMs;
    // Not the same rows: then the comparison is worth nothing, and says so.
    const rows = engine.rows === sql.rows ? String(engine.rows) : `${engine.rows} ≠ ${sql.rows}`;
    console.log(
      `${name.padEnd(24)}${engine.medianMs.toFixed(1).padStart(10)}${sql.medianMs.toFixed(1).padStart(9)}${ratio.toFixed(2).padStart(8)}${rows.padStart(9)}`,
    );
  }
  await data.close();
}

const asked = process.argv.slice(2);
const parts: Readonly<Record<string, () => Promise<void>>> = {
  questions: printQuestions,
  diagnosis: () => printDiagnosis({ isLarge: asked.includes('--large') }),
  drawing: async () => {
    printPayload();
    await printDrawing();
  },
  pages: printPages,
};
const chosen = Object.keys(parts).filter((part) => asked.includes(part));
for (const part of chosen.length > 0 ? chosen : Object.keys(parts)) await parts[part]?.();
