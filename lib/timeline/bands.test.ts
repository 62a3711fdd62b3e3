import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import { bandsOf } from './bands';
import { diagnosis, failedStart, noonMs, run, systemEvent } from './testing/diagnosis';

const minute = 60_000;
const at = (minutes: number) => noonMs + minutes * minute;

function told(facts: Partial<Diagnosis>, running: string[] = []) {
  return bandsOf(diagnosis(facts), new Set(running)).map((band) => [
    band.title,
    (band.fromMs - noonMs) / minute,
    (band.toMs - noonMs) / minute,
  ]);
}

const stop = { intended: true, exitCode: null, reason: 'ManuallyStopped' } as const;

function toZero(minutes: number, revision = 'shop--r7') {
  const detail = `Deactivated apps/v1.Deployment k8se-apps/${revision} from 1 to 0`;
  return systemEvent({ kind: 'scaled', direction: 'to-zero', detail }, { atMs: at(minutes), replica: null, revision });
}

describe('scaled to zero', () => {
  test('lasts from the last intended stop to the next start', () => {
    const runs = [run({ from: 10, to: 20, ...stop }), run({ from: 50, to: 60, ...stop, replica: 'shop--r7-1-next' })];

    expect(told({ runs, events: [toZero(20), toZero(60)] })).toEqual([
      ['scaled to zero', 20, 50],
      ['scaled to zero', 60, 120],
    ]);
  });

  test('ends with the first sign of a start, before anything runs', () => {
    const pulling = systemEvent({ kind: 'image-pulling', image: null }, { atMs: at(40) });
    const runs = [run({ from: 10, to: 20, ...stop }), run({ from: 50, to: null })];

    expect(told({ runs, events: [toZero(20), pulling] })).toEqual([['scaled to zero', 20, 40]]);
    expect(told({ runs, events: [toZero(20)], failedStarts: [failedStart({ atMs: at(30) })] })).toEqual([
      ['scaled to zero', 20, 30],
    ]);
  });

  test('ends a run of that revision of whose end no row tells', () => {
    expect(told({ runs: [run({ from: 10, to: null })], events: [toZero(30)] })).toEqual([['scaled to zero', 30, 120]]);
  });

  test('without the scaler’s row says only what the replicas show', () => {
    const [band] = bandsOf(diagnosis({ runs: [run({ from: 10, to: 20, ...stop })] }), new Set());

    expect(band).toMatchObject({ kind: 'zero', title: 'no replica' });
    expect(band?.text).toContain('that these rows show');
  });

  test.each<[string, Partial<Diagnosis>, string[]]>([
    [
      'another replica still runs',
      { runs: [run({ from: 10, to: 20, ...stop }), run({ from: 0, to: 115, replica: 'b', ...stop })], asOfMs: at(115) },
      [],
    ],
    [
      'the end of another revision’s run is not known',
      {
        runs: [run({ from: 10, to: 20, ...stop }), run({ from: 5, to: null, replica: 'b', revision: 'shop--r6' })],
        events: [toZero(20)],
      },
      [],
    ],
    ['the last run ended otherwise', { runs: [run({ from: 10, to: 20 })] }, []],
    [
      'nobody knows whether the end was meant',
      { runs: [run({ from: 10, to: 20, exitCode: null, intended: null })] },
      [],
    ],
    [
      'the next replica began at once',
      { runs: [run({ from: 10, to: 20, ...stop }), run({ from: 20.5, to: null, replica: 'b' })] },
      [],
    ],
    ['nothing ran at all', {}, []],
    [
      'it is a job between executions',
      {
        app: { name: 'nightly', kind: 'job', workspace: 'ops', environment: null },
        runs: [run({ from: 10, to: 20, ...stop, execution: 'nightly-1' })],
      },
      [],
    ],
  ])('is not claimed when %s', (_, facts, running) => {
    expect(told(facts, running)).toEqual([]);
  });
});

describe('rows that are not here', () => {
  const spot = (kind: Diagnosis['blindSpots'][number]['kind'], from: number, to: number) => ({
    kind,
    message: 'Why.',
    span: { fromMs: at(from), toMs: at(to) },
  });

  test('are told apart by what keeps them away, inside the range', () => {
    const blindSpots = [
      spot('rows-truncated', -600, 10),
      spot('rows-missing', 30, 45),
      spot('ingestion-delay', 110, 300),
    ];

    expect(told({ blindSpots })).toEqual([
      ['rows not read', 0, 10],
      ['no rows here', 30, 45],
      ['still arriving', 110, 120],
    ]);
  });

  test('take away the ground to say that nothing was to run', () => {
    const runs = [run({ from: 10, to: 20, ...stop })];

    expect(told({ runs, events: [toZero(20)], blindSpots: [spot('rows-missing', 60, 90)] })).toEqual([
      ['scaled to zero', 20, 60],
      ['no rows here', 60, 90],
    ]);
  });

  test('are no band when nobody knows which part they are missing from', () => {
    expect(told({ blindSpots: [{ kind: 'rows-missing', message: 'Some.' }] })).toEqual([]);
  });
});
