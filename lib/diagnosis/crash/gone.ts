import type { Run } from '@/lib/domain/run';

/**
 * When the process of a run was gone: at its exit, or where the stop was forced, at the row of the SIGKILL and not at that
 * of the request, a grace period before. UTC milliseconds; `null`: no exit is known.
 */
export function goneMs({ exit }: Run): number | null {
  if (exit === null || !exit.forced) return exit?.atMs ?? null;
  const killed = exit.events.flatMap((event) =>
    event.kind === 'container-terminated' && event.exitCode === 137 ? [event.atMs] : [],
  );
  return killed.length === 0 ? exit.atMs : Math.max(...killed);
}
