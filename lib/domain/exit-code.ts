import type { Cause } from './cause';

/** What an exit code means on Container Apps. Each statement names where it is known from. */
export interface ExitCodeMeaning {
  /** `null`: the platform reported '' — no process exit exists. */
  code: number | null;
  /** Short: `SIGKILL`, `gunicorn worker failed to boot`. */
  title: string;
  /** `SIGKILL` for 128 + 9; `null` when the code is no signal's. */
  signal: string | null;
  /** What it means, a few sentences. */
  meaning: string;
  /** What is particular on Container Apps; `null` when nothing is. */
  onContainerApps: string | null;
  /** What to look at first, in order. */
  lookAt: string[];
  causes: Cause[];
  sources: string[];
}
