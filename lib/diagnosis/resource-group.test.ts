import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnose';
import { inputOf, rowsOf } from './testing/rows';

const web = rowsOf();

const failures = [
  [...web.started(0), ...web.exited(8, 1), ...web.started(18), ...web.exited(26, 137)],
  web.pullFailed(0),
  web.mountFailed(0),
  web.createFailed(0),
  [...web.started(0), ...web.probeFailed(10, 'StartUp', 404), ...web.probeKilled(16, 'startup')],
];

function commandsWith(resourceGroup: string | null) {
  return failures
    .flatMap((rows) => diagnose(inputOf(web.app, rows, { resourceGroup })).incidents)
    .flatMap(({ findings }) => findings.flatMap(({ nextSteps }) => nextSteps.flatMap(({ command }) => command ?? [])));
}

describe('the resource group', () => {
  test('is in every command that has a place for it', () => {
    const open = commandsWith(null).filter((command) => command.includes('<resource-group>'));

    expect(open.length).toBeGreaterThan(10);
    expect(commandsWith('shop-prod').filter((command) => command.includes('<resource-group>'))).toEqual([]);
  });

  test('is spelled as a placeholder in one place only, so that no command forgets it', () => {
    const sources = ['', 'rules'].flatMap((folder) =>
      readdirSync(path.join(import.meta.dirname, folder))
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => path.join(folder, name)),
    );
    const spelling = sources.filter((name) =>
      /--resource-group <resource-group>|'<resource-group>'/.test(
        readFileSync(path.join(import.meta.dirname, name), 'utf8'),
      ),
    );

    expect(spelling).toEqual(['next-steps.ts']);
  });
});
