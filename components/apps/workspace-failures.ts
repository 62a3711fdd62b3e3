import type { LogFailure } from '@/lib/domain/connection';
import type { ShownQuery } from '@/lib/report/report';

export interface WorkspaceFailure {
  workspace: string;
  failure: LogFailure;
}

/** Workspaces of which nothing could be asked, each with why, and the questions of the others. */
export function splitByWorkspace(queries: readonly ShownQuery[]): {
  silent: WorkspaceFailure[];
  others: ShownQuery[];
} {
  const silent = [...new Set(queries.map(({ workspace }) => workspace))].flatMap((workspace) => {
    const failures = queries.filter((query) => query.workspace === workspace).map(({ failure }) => failure);
    const [first] = failures;
    return first && failures.every((failure) => failure !== null) ? [{ workspace, failure: first }] : [];
  });
  const names = new Set(silent.map(({ workspace }) => workspace));
  return { silent, others: queries.filter(({ workspace }) => !names.has(workspace)) };
}
