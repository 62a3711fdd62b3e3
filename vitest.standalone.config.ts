import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** The tests of the built server; `npm test` runs them after the build. */
export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: { include: ['scripts/standalone.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
});
