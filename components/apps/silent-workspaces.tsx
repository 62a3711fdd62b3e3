import { AskAgain } from '@/components/ui/ask-again';
import type { WorkspaceFailure } from './workspace-failures';

/** Before the list: whose apps cannot be in it. Their absence is no good news. */
export function SilentWorkspaces({
  failures,
  connected,
}: {
  failures: readonly WorkspaceFailure[];
  connected: number;
}) {
  if (failures.length === 0) return null;
  return (
    <section role="alert" aria-labelledby="silent-title" className="card border-l-4 border-l-exit px-5 py-3">
      <h2 id="silent-title" className="font-semibold">
        {failures.length} of {connected} workspaces gave no answer: their apps are missing below
      </h2>
      <ul className="mt-1 space-y-1.5 text-text-soft">
        {failures.map(({ workspace, failure }) => (
          <li key={workspace} className="[overflow-wrap:anywhere]">
            <span className="font-semibold text-text">{workspace}:</span> {failure.message}{' '}
            <span className="font-medium text-text">{failure.remedy}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2">
        <AskAgain />
      </p>
    </section>
  );
}
