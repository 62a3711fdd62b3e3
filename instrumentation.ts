/** Next calls this once, before the first request: what cannot work stops the start with a sentence. */
export async function register() {
  // Inlined by the compiler, which then leaves the Node parts out of every other bundle.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { openAtStart } = await import('./lib/azure/open-at-start');
    await openAtStart();
  }
}
