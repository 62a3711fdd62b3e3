import { describe, expect, test } from 'vitest';
import { caseOf, event, life } from '@/lib/diagnosis/rules/testing';
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

describe('a command', () => {
  const crash = () => life({ at: 3500, lifetime: 8 });
  const pulled = (image: string, at = 3499) =>
    event(
      { kind: 'image-pulled', image },
      { at, reason: 'PulledImage', message: `Successfully pulled image '${image}' in 1.7s.`, container: null },
    );

  test.each([
    [null, '--resource-group <resource-group>'],
    ['shop-prod', '--resource-group shop-prod'],
    ['shop (west)', "--resource-group 'shop (west)'"],
    ["it's", String.raw`--resource-group 'it'\''s'`],
  ])('has the resource group %s as one word of the shell', (resourceGroup, words) => {
    const incident = caseOf({ lives: [crash()], resourceGroup });
    const commands = [
      steps.readConsole(incident),
      steps.backToRevision(incident),
      steps.listStorage(incident, ''),
      steps.editTemplate(incident, ''),
    ].map(({ command }) => command ?? '');

    expect(commands.filter((command) => !command.includes(words))).toEqual([]);
  });

  test.each([
    ['contoso.azurecr.io/team/web:7', 'contoso.azurecr.io/team/web:<tag>'],
    ['localhost:5000/web', 'localhost:5000/web:<tag>'],
    [`nginx@sha256:${'a'.repeat(64)}`, 'nginx:<tag>'],
  ])('names the image %s that the container ran', (image, words) => {
    const incident = caseOf({ lives: [life({ at: 3500, events: [pulled(image)] })] });

    expect(steps.setImage(incident, '').command).toMatch(new RegExp(`--image ${words.replaceAll('.', '\\.')}$`));
  });

  test('names no image that could be another container’s', () => {
    const incident = caseOf({
      lives: [crash()],
      events: [pulled('contoso.azurecr.io/a:1'), pulled('contoso.azurecr.io/b:1')],
    });

    expect(steps.setImage(incident, '').command).toContain('--image <registry>/<repository>:<tag>');
    expect(
      steps.setImage(caseOf({ lives: [crash()], events: [pulled('contoso.azurecr.io/a:1')] }), '').command,
    ).toContain('--image contoso.azurecr.io/a:<tag>');
  });

  describe('that sends the traffic back', () => {
    const earlier = (lifetime: number, facts: Parameters<typeof life>[0] = {}) => ({
      ...life({ at: 0, lifetime, code: null, reason: 'ManuallyStopped', intended: true, ...facts }).run,
      revision: 'shop--r6',
    });
    const stepWith = (otherRuns: ReturnType<typeof earlier>[]) =>
      steps.backToRevision({ ...caseOf({ lives: [crash()] }), otherRuns });

    test('names the revision that ran well before', () => {
      const { text, command } = stepWith([earlier(3000)]);

      expect(command).toContain('--revision-weight shop--r6=100');
      expect(command?.indexOf('revision activate')).toBeLessThan(command?.indexOf('traffic set') ?? 0);
      expect(text).toMatch(/needs ingress and multiple-revision mode; a deactivated revision must be activated first/);
    });

    test.each([
      ['lived too short to tell', [earlier(300)]],
      ['failed as well', [earlier(3000), earlier(3000, { code: 1, intended: false })]],
      ['came after', [{ ...earlier(3000), fromMs: crash().run.toMs }]],
      ['ran another container', [{ ...earlier(3000), container: 'proxy' }]],
      ['is not there', []],
    ])('only lists the revisions when the earlier one %s', (_, runs) => {
      const { text, command } = stepWith(runs);

      expect(command).toMatch(/^az containerapp revision list [^\n]* --all --output table$/);
      expect(text).not.toContain('traffic');
    });
  });
});
