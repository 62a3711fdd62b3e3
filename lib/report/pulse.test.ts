import { describe, expect, test } from 'vitest';
import { fakeSource, forbidden } from '@/lib/logs/testing/fake-source';
import { beginReport } from './incident-page';
import { takePulse, toPulseJson } from './pulse';
import { asks, asOfMs, crashLoop, range } from './testing/crash-loop';

function question(answers: Parameters<typeof fakeSource>[0]) {
  return { source: fakeSource(answers, { asOfMs }), name: 'shop', select: {}, range, asOfMs };
}

describe('the pulse of an app', () => {
  test('says the same as its report', async () => {
    const { report } = await beginReport(question(crashLoop()));
    const pulse = await takePulse(question(crashLoop()));

    expect(pulse).toMatchObject({ kind: 'found', asOfMs });
    expect(pulse).toMatchObject(
      report.kind === 'found'
        ? {
            status: report.diagnosis.status,
            events: report.diagnosis.events.length,
            newestRowMs: report.newestRowMs,
            incidents: report.diagnosis.incidents.map(({ id, state, toMs }) => ({ id, state, toMs })),
          }
        : { kind: 'never' },
    );
  });

  test('tells a failure from a quiet app', async () => {
    const failed = { [asks.systemRows]: forbidden, [asks.failureLines]: forbidden, [asks.appsInSystemLog]: forbidden };

    expect(await takePulse(question({ ...crashLoop(), ...failed }))).toMatchObject({ kind: 'failed' });
  });

  test('leaves unknown moments null', () => {
    const incident = {
      id: 'a',
      state: 'ongoing',
      overSinceMs: null,
      overBecause: null,
      toMs: 0,
      backOff: null,
    } as const;
    const json = toPulseJson({
      kind: 'found',
      asOfMs,
      status: 'failing',
      newestRowMs: asOfMs,
      events: 3,
      incidents: [incident],
    });

    expect(json.incidents).toEqual([
      {
        id: 'a',
        state: 'ongoing',
        overSince: null,
        overBecause: null,
        to: '1970-01-01T00:00:00.000Z',
        nextAttempt: null,
      },
    ]);
  });
});
