import { describe, expect, test } from 'vitest';
import { diagnose } from '@/lib/diagnosis/diagnose';
import { hasRealRows, realSystemRows } from '@/lib/diagnosis/testing/real';
import { inputOf } from '@/lib/diagnosis/testing/rows';
import type { RevisionSettings } from '@/lib/domain/diagnosis';
import type { ProbeKind } from '@/lib/domain/event';
import { livenessProbe } from './probe.liveness';
import { readinessProbe } from './probe.readiness';
import { startupProbe } from './probe.startup';
import { type CaseInput, caseOf, event, life, speaks, verdict } from './testing';

type Probe = RevisionSettings['probes'][number];

const ready: Probe = {
  probe: 'startup',
  container: 'web',
  path: '/ready',
  port: 8080,
  periodSeconds: 5,
  failureThreshold: 3,
  initialDelaySeconds: null,
  timeoutSeconds: 2,
};

function settingsOf(probes: readonly Probe[], graceSeconds: number | null = null): RevisionSettings[] {
  return [
    {
      revision: 'shop--r7',
      memoryLimitBytes: null,
      cpuCores: null,
      terminationGracePeriodSeconds: graceSeconds,
      probes: [...probes],
    },
  ];
}

const word = { startup: 'StartUp', liveness: 'Liveness', readiness: 'Readiness' } as const;

const failed = (at: number, probe: ProbeKind | null = 'startup') =>
  event(
    { kind: 'probe-failed', probe, outcome: { kind: 'http-status', status: 500 } },
    { at, reason: 'ProbeFailed', message: `Probe of ${word[probe ?? 'startup']} failed with status code: 500` },
  );
const kill = (at: number, probe: 'startup' | 'liveness' = 'startup') =>
  event(
    { kind: 'probe-kill', probe },
    { at, reason: 'ProbeFailed', message: `Container web failed ${probe} probe, will be restarted` },
  );
/** The row names the kill and not the probe. */
const ended = (lifetime: number) => life({ lifetime, code: null, reason: 'ProbeFailure' });
const killedAfter = (lifetime: number) =>
  life({ lifetime, code: null, reason: 'ProbeFailure', events: [failed(0), failed(lifetime - 5), kill(lifetime)] });

const summaryOf = (rule: typeof startupProbe, input: CaseInput) => {
  const found = rule.examine(caseOf(input));
  return found !== null && 'summary' in found ? found.summary : null;
};

describe('the arithmetic of a start-up probe', () => {
  test('tells period × (threshold − 1), what the runs lived, and what is asked', () => {
    expect(summaryOf(startupProbe, { lives: [killedAfter(11)], settings: settingsOf([ready]) })).toBe(
      'The start-up probe ended a run of container web after 3 failed probes in a row. Its settings make that 10 s = 5 s × (3 − 1); the runs lived 11 s, which fits. It got HTTP 500. It asks /ready on port 8080 and waits 2 s for an answer.',
    );
  });

  test.each([
    [16, 'which fits'],
    [2, 'too short for it: these settings may not be those of that time'],
    [120, 'longer than it allows: these settings may not be those of that time'],
  ])('against lives of %s s: %s', (lifetime, words) => {
    const delayed = { ...ready, initialDelaySeconds: 3 };
    const summary = summaryOf(startupProbe, { lives: [killedAfter(lifetime)], settings: settingsOf([delayed]) });

    expect(summary).toContain('10 s = 5 s × (3 − 1), after an initial delay of 3 s');
    expect(summary).toContain(words);
  });

  test('takes the platform’s defaults for what is left out, and says so', () => {
    const bare = { ...ready, path: null, periodSeconds: null, failureThreshold: null, timeoutSeconds: null };

    const summary = summaryOf(startupProbe, { lives: [killedAfter(21)], settings: settingsOf([bare]) });

    expect(summary).toContain('20 s = 10 s × (3 − 1) (periodSeconds and failureThreshold left out: the default)');
    expect(summary).toContain('It opens port 8080 (TCP) and waits 1 s for an answer (the default: none is set).');
  });

  test('reckons with the platform’s own probe where the template has none', () => {
    expect(summaryOf(startupProbe, { lives: [killedAfter(241)], settings: settingsOf([]) })).toContain(
      'The platform’s own probe (TCP on the target port) takes 239 s = 1 s × (240 − 1), after an initial delay of 1 s; the runs lived 241 s, which fits.',
    );
  });

  test('recognises the platform’s own probe by the lives alone', () => {
    expect(summaryOf(startupProbe, { lives: [killedAfter(241)] })).toContain('gives up after 240 s');
    expect(summaryOf(startupProbe, { lives: [killedAfter(200)] })).not.toContain('240');
  });

  test('looks at the settings of this container and this revision only', () => {
    const others = [
      ...settingsOf([{ ...ready, container: 'proxy', failureThreshold: 10 }]),
      { ...settingsOf([ready])[0], revision: 'shop--r6' } as RevisionSettings,
    ];

    expect(summaryOf(startupProbe, { lives: [killedAfter(16)], settings: others })).not.toContain('5 s ×');
  });

  test('says how long the grace period was that an ignored SIGTERM added', () => {
    const lives = [life({ lifetime: 16, code: 137, events: [failed(5), failed(10), kill(11)] })];

    expect(summaryOf(startupProbe, { lives, settings: settingsOf([ready], 60) })).toContain(
      'SIGKILL followed (137) at the end of the grace period of 60 s',
    );
  });
});

describe.skipIf(!hasRealRows)('on rows that Azure wrote', () => {
  const systemRows = hasRealRows ? realSystemRows('ContainerAppSystemLogs_CL.json') : [];
  const app = { name: 'ca-labrevprov-e2upm2', kind: 'app', workspace: 'export', environment: null } as const;
  const summaryWith = (settings: RevisionSettings[]) =>
    diagnose(inputOf(app, systemRows, { settings })).incidents[0]?.findings[0].summary;

  test('the settings of the lab explain its lives', () => {
    const [own] = settingsOf([{ ...ready, container: 'app', path: '/nonexistent-health-endpoint', port: 80 }]);
    const settings = own === undefined ? [] : [{ ...own, revision: 'ca-labrevprov-e2upm2--badpath2' }];

    expect(summaryWith(settings)).toContain('10 s = 5 s × (3 − 1); the runs lived 10 s, which fits');
    expect(summaryWith(settings)).toContain('It asks /nonexistent-health-endpoint on port 80');
  });

  test('the same is inferred without them', () => {
    expect(summaryWith([])).toContain(
      'The runs lived 10 s, which is about what the probe allows (inferred: 3 failures about 5 s apart',
    );
  });
});

describe('a life that is too short for the probe', () => {
  /** Two failures and a SIGKILL, and no row that names a kill. */
  const suspect = (lifetime: number, probe: ProbeKind | null = 'startup') =>
    life({ lifetime, code: 137, events: [failed(lifetime / 3, probe), failed(lifetime / 2, probe)] });

  test('is no probe kill, and the rule says with which figures', () => {
    const incident = caseOf({ lives: [suspect(3)], settings: settingsOf([ready, { ...ready, probe: 'liveness' }]) });

    expect(startupProbe.examine(incident)).toEqual({
      ruledOut:
        'A life of 3 s is too short for the start-up probe, which gives up after 10 s = 5 s × (3 − 1) at the earliest: not a probe kill.',
    });
    expect(verdict(incident).cause).toBe('platform.oom');
  });

  test('is one without settings, and with settings that it fits', () => {
    expect(speaks(startupProbe, caseOf({ lives: [suspect(3)] }))).toBe(true);
    expect(speaks(startupProbe, caseOf({ lives: [suspect(12)], settings: settingsOf([ready]) }))).toBe(true);
  });

  test('holds the grace period where only the SIGKILL is told', () => {
    const slow = { ...ready, failureThreshold: 10 };
    const inSettings = (lifetime: number) =>
      speaks(startupProbe, caseOf({ lives: [suspect(lifetime)], settings: settingsOf([slow], 60) }));

    expect(inSettings(105)).toBe(true);
    expect(inSettings(20)).toBe(false);
  });

  test('is too short for a liveness probe as well', () => {
    const incident = caseOf({
      lives: [suspect(3, 'liveness')],
      settings: settingsOf([{ ...ready, probe: 'liveness', periodSeconds: 30 }]),
    });

    expect(livenessProbe.examine(incident)).toEqual({
      ruledOut: expect.stringContaining('too short for the liveness probe, which gives up after 60 s = 30 s × (3 − 1)'),
    });
  });

  test('does not outweigh a row that names the kill', () => {
    expect(speaks(startupProbe, caseOf({ lives: [killedAfter(2)], settings: settingsOf([ready]) }))).toBe(true);
  });
});

describe('which probe it was, where no row names it', () => {
  test('is told from the life that the settings allow', () => {
    const long = { ...ready, periodSeconds: 10, failureThreshold: 10 };
    const of = (lifetime: number, probes: readonly Probe[]) =>
      verdict(caseOf({ lives: [ended(lifetime)], settings: settingsOf(probes) })).cause;

    expect(of(101, [long])).toBe('probe.startup');
    expect(of(300, [long, { ...ready, probe: 'liveness' }])).toBe('probe.liveness');
    expect(of(900, [{ ...long, periodSeconds: 100 }])).toBe('probe.startup');
  });

  test.each([
    ['no probe at all', 20, []],
    ['a start-up probe that gave up long before', 300, [{ ...ready, periodSeconds: 10, failureThreshold: 10 }]],
    [
      'a liveness probe that cannot have given up so soon',
      20,
      [{ ...ready, probe: 'liveness' as const, periodSeconds: 60 }],
    ],
  ])('stays open for a template with %s', (_, lifetime, probes) => {
    const { found } = verdict(caseOf({ lives: [ended(lifetime), ended(lifetime)], settings: settingsOf(probes) }));

    expect(found).toMatchObject({
      confidence: 'low',
      summary: expect.stringMatching(/^A probe ended 2 runs of container web\. The rows do not name it/),
    });
    expect(found?.summary).not.toMatch(/liveness|start-up/);
  });

  test('says so when only the age tells', () => {
    expect(summaryOf(startupProbe, { lives: [ended(300)] })).toContain('The rows do not name the probe');
    expect(summaryOf(startupProbe, { lives: [killedAfter(300)] })).not.toContain('do not name');
  });

  test('counts only the kills that their own rows name', () => {
    const unnamed = [0, 100, 200].map((at) => life({ at, lifetime: 20, code: null, reason: 'ProbeFailure' }));
    const named = (at: number) =>
      life({ at, lifetime: 25, code: null, reason: 'ProbeFailure', events: [kill(at + 25, 'liveness')] });

    expect(livenessProbe.examine(caseOf({ lives: [...unnamed, named(400)] }))).toMatchObject({
      confidence: 'high',
      summary: expect.stringMatching(
        /^The liveness probe ended a run of .* 3 more runs ended in a way that fits a probe, but their rows do not say that it was the liveness probe\.$/,
      ),
    });
    expect(summaryOf(livenessProbe, { lives: [named(0), named(100)] })).toBe(
      'The liveness probe ended 2 runs of container web.',
    );
  });

  test('is told from the age without settings', () => {
    expect(verdict(caseOf({ lives: [ended(300)] })).cause).toBe('probe.startup');
    expect(verdict(caseOf({ lives: [ended(900)] })).cause).toBe('probe.liveness');
  });
});

describe('the arithmetic of a liveness probe', () => {
  const alive = { ...ready, probe: 'liveness', path: '/healthz', periodSeconds: 10 } as const;
  const lives = [
    life({
      lifetime: 300,
      code: null,
      reason: 'ProbeFailure',
      events: [failed(280, 'liveness'), failed(290, 'liveness'), kill(300, 'liveness')],
    }),
  ];

  test('compares its settings with the row of failures before the kill, not with the age', () => {
    expect(summaryOf(livenessProbe, { lives, settings: settingsOf([{ ...alive, initialDelaySeconds: 7 }]) })).toBe(
      'The liveness probe ended a run of container web after 3 failed probes in a row. Its settings make that 20 s = 10 s × (3 − 1); the rows show 20 s from the first failure to the kill. It got HTTP 500. It asks /healthz on port 8080 and waits 2 s for an answer.',
    );
  });

  test('knows a row of failures that is longer than the default grace period', () => {
    const minutely = life({
      lifetime: 900,
      code: null,
      reason: 'ProbeFailure',
      events: [failed(780, 'liveness'), failed(840, 'liveness'), kill(900, 'liveness')],
    });

    expect(
      summaryOf(livenessProbe, { lives: [minutely], settings: settingsOf([{ ...alive, periodSeconds: 60 }]) }),
    ).toContain('120 s = 60 s × (3 − 1); the rows show 120 s from the first failure to the kill');
  });

  test('says nothing of a budget where neither settings nor rows tell', () => {
    const one = life({ lifetime: 300, code: null, reason: 'ProbeFailure', events: [kill(300, 'liveness')] });

    expect(summaryOf(livenessProbe, { lives: [one], settings: settingsOf([]) })).toBe(
      'The liveness probe ended a run of container web.',
    );
  });
});

describe('a probe that fails without a kill', () => {
  test.each(['startup', 'liveness', 'readiness'] as const)('is told with what it asks: %s', (probe) => {
    const input = {
      otherLives: [life({ lifetime: 900, running: true })],
      faults: [failed(800, probe), failed(805, probe), failed(810, probe)],
    };
    const rule = { startup: startupProbe, liveness: livenessProbe, readiness: readinessProbe }[probe];

    expect(summaryOf(rule, { ...input, settings: settingsOf([{ ...ready, probe }]) })).toContain(
      'It asks /ready on port 8080 and waits 2 s for an answer.',
    );
    expect(summaryOf(rule, input)).not.toContain('8080');
  });
});

describe('a probe on another port than the one that the console names', () => {
  const refused = (at: number) =>
    event(
      { kind: 'probe-failed', probe: 'startup', outcome: { kind: 'refused' } },
      { at, reason: 'ProbeFailed', message: 'Probe of StartUp failed with status code: 1' },
    );
  const of = (port: number, probes = settingsOf([{ ...ready, port }])) =>
    verdict(
      caseOf({
        lives: [
          life({
            lifetime: 11,
            code: null,
            reason: 'ProbeFailure',
            events: [refused(1), refused(6), kill(11)],
            lines: ['Server listening on http://0.0.0.0:3000'],
          }),
        ],
        settings: probes,
      }),
    );

  test('is told from the settings', () => {
    expect(of(8080)).toMatchObject({
      cause: 'port.mismatch',
      found: { summary: 'The probe asks port 8080, but container web listens on 3000.' },
    });
  });

  test('is not made up when they are the same, or not known', () => {
    expect(of(3000).cause).toBe('probe.startup');
    expect(of(0, []).cause).toBe('probe.startup');
  });
});
