import type { Connection, ImportProblem } from '@/lib/domain/connection';
import { isBuilding, SettingsError, whyListeningElsewhere } from '@/lib/env';
import { currentSource } from './source';

/** Opens the log source and says in the log what it is; on failure says why in one line and ends the process. */
export async function openAtStart(): Promise<void> {
  if (isBuilding()) return;
  try {
    // `next dev` is told where to listen on its command line.
    const elsewhere = process.env.NODE_ENV === 'production' ? whyListeningElsewhere() : null;
    if (elsewhere !== null) throw new SettingsError(elsewhere);
    const { connection } = await currentSource();
    console.info(describeConnection(connection));
    for (const line of describeProblems(connection.importProblems)) console.warn(line);
  } catch (error) {
    // A stack would only hide the sentence that says how to mend the setting.
    console.error(error instanceof SettingsError ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}

export function describeConnection({ kind, workspaces }: Pick<Connection, 'kind' | 'workspaces'>): string {
  switch (kind) {
    case 'azure':
      return `Reading from Azure Log Analytics: ${workspaces.join(', ')}.`;
    case 'export':
      return 'Reading the exports in EXITLINE_DATA.';
    case 'sample':
      return 'Showing the sample workspace. Set EXITLINE_WORKSPACES or EXITLINE_DATA to read your own logs.';
  }
}

const mostLines = 20;

/** Problems of an export, as lines for the log: file, line, reason, and never the row itself. */
export function describeProblems(problems: readonly ImportProblem[]): string[] {
  const lines = problems
    .slice(0, mostLines)
    .map(({ file, line, reason }) => `Could not read ${file}${line === null ? '' : `, line ${line}`}: ${reason}`);
  const more = problems.length - mostLines;
  return more > 0 ? [...lines, `… and ${more} more; the start page lists them all.`] : lines;
}
