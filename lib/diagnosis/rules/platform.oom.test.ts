import { describe, expect, test } from 'vitest';
import { platformOom } from './platform.oom';
import { caseOf, crashed, event, life, speaks, verdict } from './testing';

const replica = 'shop--r7-6c9d5f7b8d-x2k4q';
const limited = (memoryLimitBytes: number | null = 1000) => [
  { revision: 'shop--r7', memoryLimitBytes, cpuCores: null, terminationGracePeriodSeconds: null, probes: [] },
];
/** Seconds from the case’s start and the working set, of a limit of 1000. */
const sampled = (...samples: [number, number | null][]) =>
  samples.map(([at, workingSetBytes]) => ({
    replica,
    atMs: Date.UTC(2026, 5, 20, 4, 0, 0) + at * 1000,
    workingSetBytes,
    cpuCores: null,
  }));

const growing = ['RSS=280MB', 'RSS=350MB', 'loading batch 7', 'RSS=410MB'];
const again = (lines: string[] = []) => [0, 20, 60].map((at) => life({ at, lifetime: 2, code: 137, lines }));

describe('platform.oom', () => {
  test.each([
    ['runs whose printed memory rose until the kill', caseOf({ lives: again(growing) })],
    [
      'a line that puts the process at its limit',
      caseOf({ lives: [life({ code: 137, lines: ['embedding 18000 chunks, process memory 7.6 GB of 8 GB'] })] }),
    ],
    [
      'the share of the limit that it states',
      caseOf({ lives: [life({ code: 137, lines: ['WARN memory at 96 % of the limit'] })] }),
    ],
    [
      'the runtime’s own words before the kill',
      caseOf({ lives: [life({ code: 137, lines: ['java.lang.OutOfMemoryError: Java heap space'] })] }),
    ],
    ['the reason that nobody has seen yet', caseOf({ lives: [life({ code: 137, reason: 'OOMKilled' })] })],
    [
      'a memory sample near the limit',
      caseOf({
        lives: [life({ lifetime: 60, code: 137 })],
        settings: limited(),
        samples: sampled([50, 960]),
      }),
    ],
  ])('is high for %s', (_, incident) => {
    expect(platformOom.examine(incident)).toMatchObject({ confidence: 'high' });
  });

  test('is low for 137 alone, and says that memory is only the usual cause', () => {
    expect(platformOom.examine(caseOf({ lives: [life({ code: 137 })] }))).toMatchObject({
      confidence: 'low',
      attribution: 'unknown',
      summary: expect.stringContaining('do not establish why'),
    });
  });

  test('is not high for a shell that only says Killed', () => {
    expect(
      platformOom.examine(caseOf({ lives: [life({ code: 137, lines: ['working', 'Killed'] })] })),
    ).not.toMatchObject({ confidence: 'high' });
  });

  test.each([
    ['batch 17 done, payload 4 KB'],
    ['loaded 14 templates (3 MB)'],
    ['garbage collection took 12 ms, heap 80 MB of 512 MB'],
    ['Loading model weights: 120 MB'],
  ])('takes nothing from the size in “%s”', (line) => {
    const lives = [40, 300, 90].map((lifetime, at) =>
      life({ at: at * 700, lifetime, code: 137, lines: ['start', line] }),
    );
    const silent = lives.map(({ run }) => ({ run, lines: [] }));

    expect(platformOom.examine(caseOf({ lives }))).toMatchObject({
      confidence: 'low',
      summary: expect.not.stringMatching(/limit was|lines speak/),
    });
    expect(platformOom.examine(caseOf({ lives: silent }))).toMatchObject({ confidence: 'low' });
  });

  test.each([
    ['figures that rise in one run only', [growing, ['RSS=410MB', 'RSS=409MB', 'RSS=410MB'], ['work']]],
    ['figures that fell again', [...Array(3)].map(() => ['RSS=280MB', 'RSS=350MB', 'RSS=410MB', 'RSS=190MB'])],
    ['figures that stood higher before', [...Array(3)].map(() => ['RSS=900MB', 'RSS=280MB', 'RSS=350MB', 'RSS=410MB'])],
    ['figures that hardly rise', [...Array(3)].map(() => ['RSS=400MB', 'RSS=402MB', 'RSS=410MB'])],
    ['sizes of different things', [...Array(3)].map(() => ['heap 280 MB', 'RSS=350MB', 'allocated 410 MB'])],
    ['small figures', [...Array(3)].map(() => ['allocated 4 KB', 'allocated 8 KB', 'allocated 16 KB'])],
    [
      'what is far below the stated limit',
      [...Array(3)].map(() => ['memory 1 GB of 8 GB', 'memory 1.5 GB of 8 GB', 'memory 2 GB of 8 GB']),
    ],
    ['a heap that is full, as heaps are', [...Array(3)].map(() => ['heap 500 MB of 512 MB', 'heap 490 MB of 512 MB'])],
    ['a cache that is full', [...Array(3)].map(() => ['memory cache 500 MB of 512 MB'])],
    ['a share that fell before the end', [...Array(3)].map(() => ['memory 7.6 GB of 8 GB', 'memory 5.1 GB of 8 GB'])],
  ])('does not take %s for proof', (_, said) => {
    const lives = said.map((lines, at) => life({ at: at * 700, lifetime: [40, 300, 90][at] ?? 0, code: 137, lines }));

    expect(platformOom.examine(caseOf({ lives }))).not.toMatchObject({ confidence: 'high' });
    expect(platformOom.examine(caseOf({ lives }))).toMatchObject({ summary: expect.not.stringMatching(/limit was/) });
  });

  test('does not take the memory of the node for the limit of the container', () => {
    const lives = [life({ code: 137, lines: ['memory used 60 GB of 64 GB'] })];
    const withLimit = (gigabytes: number) =>
      platformOom.examine(caseOf({ lives, settings: limited(gigabytes * 1024 ** 3) }));

    expect(withLimit(64)).toMatchObject({ confidence: 'high' });
    expect(withLimit(4)).not.toMatchObject({ confidence: 'high' });
  });

  test('holds printed figures against the limit of the settings', () => {
    const lives = again(growing);
    const withLimit = (megabytes: number) =>
      platformOom.examine(caseOf({ lives, settings: limited(megabytes * 1024 ** 2) }));

    expect(withLimit(512)).toMatchObject({ confidence: 'high', summary: expect.stringContaining('280 MB to 410 MB') });
    expect(withLimit(4096)).not.toMatchObject({ confidence: 'high' });
  });

  test.each([
    ['one run whose lines speak of memory', caseOf({ lives: [life({ code: 137, lines: growing })] })],
    ['the same short life again and again', caseOf({ lives: again(['working', 'working on']) })],
  ])('does not say that %s proves it', (_, incident) => {
    expect(platformOom.examine(incident)).not.toMatchObject({ confidence: 'high' });
    expect(platformOom.examine(incident)).toMatchObject({ summary: expect.not.stringMatching(/limit was reached/) });
  });

  test.each([
    ['a similar age', [100, 120, 131], true],
    ['ages that differ', [97, 180, 394], false],
  ])('calls %s what it is', (_, lifetimes, isSimilar) => {
    const lives = lifetimes.map((lifetime, i) => life({ at: i * 1000, lifetime, code: 137, lines: growing }));
    const found = platformOom.examine(caseOf({ lives }));

    expect(JSON.stringify(found).includes('at a similar age')).toBe(isSimilar);
    expect(found).toMatchObject({ confidence: 'high' });
  });

  describe('with memory samples far below the limit', () => {
    const kills = [300, 900, 1800].map((at) => life({ at, lifetime: 200, code: 137 }));
    const samplesOf = (share: number) => sampled([490, share], [1090, share - 20], [1990, share - 10]);

    test('is ruled out with the figures, when that holds for each of several kills', () => {
      const incident = caseOf({ lives: kills, settings: limited(), samples: samplesOf(310) });

      expect(platformOom.examine(incident)).toEqual({
        ruledOut: 'Before 3 kills memory reached at most 31 % of the limit.',
      });
      expect(verdict(incident).cause).toBe('unknown');
    });

    test.each([
      ['one kill: a short peak may be missing', [kills[0] ?? life()], sampled([490, 310])],
      ['a kill that nobody measured', kills, sampled([490, 310], [1090, 310])],
      ['samples at two thirds', kills, samplesOf(660)],
    ])('is low at most, with the figures, after %s', (_, lives, samples) => {
      expect(platformOom.examine(caseOf({ lives, settings: limited(), samples }))).toMatchObject({
        confidence: 'low',
        summary: expect.stringMatching(/reach at most (?:31|66) % of the limit, which speaks against memory/),
      });
    });

    test('does not believe the same short life again and again any more', () => {
      const lives = [300, 900, 1800].map((at) => life({ at, lifetime: 200, code: 137, lines: growing }));

      expect(platformOom.examine(caseOf({ lives }))).toMatchObject({ confidence: 'high' });
      expect(platformOom.examine(caseOf({ lives, settings: limited(), samples: samplesOf(310) }))).toMatchObject({
        confidence: 'low',
      });
    });

    test('is medium when the process itself says that its memory ran out', () => {
      const said = life({ at: 300, lifetime: 200, code: 137, lines: ['java.lang.OutOfMemoryError: Java heap space'] });

      expect(
        platformOom.examine(caseOf({ lives: [said], settings: limited(), samples: sampled([490, 310]) })),
      ).toMatchObject({ confidence: 'medium' });
    });

    test.each([
      ['of another replica', sampled([490, 310]).map((one) => ({ ...one, replica: 'another' })), limited()],
      ['of another time', sampled([100, 310], [700, 310]), limited()],
      ['without a value', sampled([490, null]), limited()],
      ['without a known limit', sampled([490, 310]), limited(null)],
    ])('thinks nothing of samples %s', (_, samples, settings) => {
      const [first = life()] = kills;

      expect(platformOom.examine(caseOf({ lives: [first], settings, samples }))).toEqual(
        platformOom.examine(caseOf({ lives: [first] })),
      );
    });

    test('is high as soon as one kill came near the limit', () => {
      const samples = sampled([490, 310], [1090, 940], [1990, 310]);

      expect(platformOom.examine(caseOf({ lives: kills, settings: limited(), samples }))).toMatchObject({
        confidence: 'high',
        summary: expect.stringContaining('reaches 94 % of the limit'),
      });
    });
  });

  test('is not ruled out by an eviction of another time, or of another replica', () => {
    const evictedAt = (at: number, of: string) =>
      event(
        { kind: 'evicted', detail: '' },
        { at, message: 'Pod ephemeral local storage usage exceeds the total limit of containers 2Gi.', replica: of },
      );
    const lives = [life({ at: 5000, lifetime: 100, code: 137 })];

    expect(speaks(platformOom, caseOf({ lives, faults: [evictedAt(300, replica)] }))).toBe(true);
    expect(speaks(platformOom, caseOf({ lives, faults: [evictedAt(5090, 'shop--r7-6c9d5f7b8d-zzzzz')] }))).toBe(true);
    expect(speaks(platformOom, caseOf({ lives, faults: [evictedAt(5090, replica)] }))).toBe(false);
  });

  test('says that the limit was reached where that is proven', () => {
    expect(platformOom.examine(caseOf({ lives: again(growing) }))).toMatchObject({
      summary: expect.stringMatching(/^The memory limit was reached/),
    });
  });

  const kill = event(
    { kind: 'probe-kill', probe: 'liveness' },
    { at: 300, message: 'Container web failed liveness probe, will be restarted' },
  );
  const toZero = event(
    { kind: 'scaled', direction: 'to-zero', detail: '' },
    { at: 300, message: 'Deactivated apps/v1.Deployment k8se-apps/shop--r7 from 1 to 0', container: null },
  );
  const evicted = event(
    { kind: 'evicted', detail: '' },
    { at: 300, message: 'Pod ephemeral local storage usage exceeds the total limit of containers 2Gi.' },
  );
  const moved = event(
    { kind: 'node-move', detail: '' },
    { at: 300, message: 'deleting pod for node scale down', container: null },
  );

  test.each([
    ['a probe kill', caseOf({ lives: [life({ lifetime: 334, code: 137, events: [kill] })] })],
    [
      'a stop that took too long',
      caseOf({ lives: [life({ lifetime: 332, code: 137, forced: true })], events: [toZero] }),
    ],
    ['an eviction', caseOf({ lives: [life({ lifetime: 302, code: 137 })], faults: [evicted] })],
    ['a node that goes', caseOf({ lives: [life({ lifetime: 302, code: 137 })], events: [moved] })],
    ['a code of the process’s own', crashed(['RuntimeError: boom'])],
  ])('is ruled out for %s', (_, incident) => {
    expect(platformOom.examine(incident)).toHaveProperty('ruledOut');
    expect(verdict(incident).cause).not.toBe('platform.oom');
  });

  test('keeps quiet about memory that is only talked of', () => {
    expect(speaks(platformOom, caseOf({ lines: ['[INFO] memory 410 MB of 1 GB in use'] }))).toBe(false);
  });
});
