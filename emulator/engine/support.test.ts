import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Engine, openEngine } from './index';
import { supportPage } from './support';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine();
}, 60_000);
afterAll(() => engine.close());

test('docs/kql-support.md says what the engine knows', async () => {
  await expect(await supportPage(engine)).toMatchFileSnapshot(
    path.resolve(import.meta.dirname, '../../docs/kql-support.md'),
  );
});
