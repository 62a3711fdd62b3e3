import { expect, test } from 'vitest';
import { buildTimeline } from './build-timeline';
import { diagnosis, noonMs, run } from './testing/diagnosis';

const replica = 'shop--r7-5d9c-aaaaa';
const mib = 1024 * 1024;

function sample(minutes: number, workingSetMib: number | null, cpuCores: number | null = null) {
  const workingSetBytes = workingSetMib === null ? null : workingSetMib * mib;
  return { replica, atMs: noonMs + minutes * 60_000, workingSetBytes, cpuCores };
}

const settings = {
  revision: 'shop--r7',
  memoryLimitBytes: 512 * mib,
  cpuCores: 0.5,
  terminationGracePeriodSeconds: null,
  probes: [],
};

const facts = diagnosis({
  runs: [run({ from: 0, to: 9 }), run({ from: 0, to: null, container: 'proxy', role: 'sidecar' })],
});

test('samples stand on the first lane of their replica, in order, with the limit and the peak', () => {
  const samples = [sample(2, 508, 0.25), sample(1, 130, 0.1), sample(3, null, 0.3)];
  const { lanes } = buildTimeline(facts, [], null, { samples, settings: [settings] });

  expect(lanes[0]?.usage).toEqual({
    at: [600, 600, 600],
    memory: { values: [130, 508, null], limit: 512, peak: 508 },
    cpu: { values: [100, 250, 300], limit: 500, peak: 300 },
  });
  expect(lanes[1]?.usage).toBeNull();
});

test('a limit that nobody knows is not made up, and what was not measured is left out', () => {
  const { lanes } = buildTimeline(facts, [], null, { samples: [sample(1, 130)] });

  expect(lanes[0]?.usage).toMatchObject({ memory: { limit: null }, cpu: null });
});

test.each([
  ['there are no samples', []],
  ['none is of the range', [sample(-5, 100), sample(500, 100)]],
  ['all are of another replica', [{ ...sample(1, 100), replica: 'other' }]],
  ['nothing was measured in any', [sample(1, null)]],
])('is off when %s', (_, samples) => {
  expect(buildTimeline(facts, [], null, { samples }).lanes.map((lane) => lane.usage)).toEqual([null, null]);
});
