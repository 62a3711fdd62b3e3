import { expect, test } from 'vitest';
import { limits } from '@/lib/logs/questions';
import { fakeSource, systemCells } from '@/lib/logs/testing/fake-source';
import { reportOnApp } from './incident-page';
import { asks, asOfMs, crashLoop, startMs, systemRows } from './testing/crash-loop';

const hourMs = 3_600_000;

/** Well for hours before the crash loop. */
const before = systemCells({
  Revision: 'shop--v1',
  Replica: 'shop--v1-779b85697c-aaaaa',
  EventTime: new Date(startMs - 3 * hourMs).toISOString(),
  TimeGenerated: new Date(startMs - 3 * hourMs).toISOString(),
  Reason: 'ContainerStarted',
  Message: "Started container 'app'",
  Severity: 'Normal',
  Count: null,
});

async function crashIn(system: Parameters<typeof fakeSource>[0][string]) {
  const source = fakeSource({ ...crashLoop(), [asks.systemRows]: system }, { asOfMs });
  const range = { fromMs: startMs - 4 * hourMs, toMs: asOfMs };
  const answer = await reportOnApp({ source, name: 'shop', select: {}, range, asOfMs });
  return answer.kind === 'found' ? answer.diagnosis.incidents[0]?.fingerprint : null;
}

test('a crash is new in a range of which all rows were read', async () => {
  expect(await crashIn([...systemRows(), before])).toMatchObject({
    newIn: 'shop--v2',
    sentence: expect.stringContaining('not seen before in this range'),
  });
});

const flood = Array.from({ length: limits.systemRowsPerApp }, (_, place) =>
  systemCells({
    EventTime: new Date(startMs - 2 * hourMs + place).toISOString(),
    Reason: 'Noise',
    Message: `noise ${place}`,
    Count: null,
  }),
);

test.each([
  ['its oldest rows may be cut off', [...systemRows(), ...flood, before]],
  ['the answer is there in part only', { rows: [...systemRows(), before], warning: 'Some shards did not answer.' }],
])('a crash is not called new where %s', async (_, system) => {
  const crash = await crashIn(system);
  expect(crash?.newIn).toBeNull();
  expect(crash?.sentence).toMatch(/first seen in the rows at hand at/);
});
