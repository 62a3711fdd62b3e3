import { describe, expect, test } from 'vitest';
import { caseOf, life } from '@/lib/diagnosis/rules/testing';
import { steps } from './next-steps';

describe('the step that reads the console', () => {
  const crash = life({ at: 3500, lifetime: 8 });

  test('asks the replica while it is there', () => {
    expect(steps.readConsole(caseOf({ lives: [crash] })).command).toMatch(/logs show .*--replica shop--r7-/);
  });

  test('asks the replica whose container runs again, however old the failure is', () => {
    const incident = caseOf({ lives: [life({ at: 0 })], otherLives: [life({ at: 30, running: true })] });

    expect(steps.readConsole(incident).command).toMatch(/logs show/);
  });

  test.each([
    ['failed long ago', caseOf({ lives: [life({ at: 0 })] })],
    [
      'was stopped',
      caseOf({
        lives: [crash],
        otherLives: [life({ at: 3520, code: null, reason: 'ManuallyStopped', intended: true })],
      }),
    ],
  ])('asks the log tables for a replica that %s', (_, incident) => {
    const step = steps.readConsole(incident);

    expect(step.command).toBeNull();
    expect(step.kql).toMatch(/^ContainerAppConsoleLogs_CL\n\| where ContainerAppName_s == "shop"\n/);
  });

  test('names the newest failed execution of a job', () => {
    const { run, lines } = crash;
    const known = { run: { ...run, execution: 'shop-29553' }, lines };

    expect(steps.readConsole(caseOf({ kind: 'job', lives: [known] })).command).toMatch(/ --execution shop-29553 /);
    expect(steps.readConsole(caseOf({ kind: 'job', lives: [crash] })).command).toMatch(/ --execution <execution> /);
  });
});
