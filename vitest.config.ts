import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': path.resolve(import.meta.dirname),
      // The package throws outside a React server bundle; its own empty file is what Next puts in its place.
      'server-only': path.resolve(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    // scripts/standalone.test.ts needs a build: `npm run standalone`.
    exclude: ['**/node_modules/**', '.next/**', '.exitline/**', 'e2e/**', 'scripts/standalone.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'Pacific/Auckland' },
  },
});
