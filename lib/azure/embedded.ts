/**
 * The one line that knows the emulator. Loaded on demand: a server that reads from Azure needs neither DuckDB nor the
 * KQL parser.
 */
export const loadEmulator = () => import('@/emulator');

export type EmbeddedWorkspace = Awaited<ReturnType<Awaited<ReturnType<typeof loadEmulator>>['openSample']>>;
