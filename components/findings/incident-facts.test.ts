import { describe, expect, test } from 'vitest';
import { diagnosis, incidentOf, run } from '@/lib/timeline/testing/diagnosis';
import { codesOf, splitSummary, toFacts, toLead } from './incident-facts';

describe('a summary', () => {
  test.each([
    ['One thing happened.', 'One thing happened', ''],
    ['One thing happened. Then another.', 'One thing happened', 'Then another.'],
    ['It got HTTP 404 for /x. “y” is next.', 'It got HTTP 404 for /x', '“y” is next.'],
    ['Version 1.2 of app.js ended, e.g. twice', 'Version 1.2 of app.js ended, e.g. twice', ''],
  ])('%s is a title and a rest', (summary, title, rest) => {
    expect(splitSummary(summary)).toEqual({ title, rest });
  });
});

describe('the facts', () => {
  const exits = [run({ from: 0, to: 10 }), run({ from: 11, to: 20, exitCode: 1 })];

  test('say how many, how wide and since when', () => {
    const incident = incidentOf(exits);
    const facts = toFacts(incident, diagnosis({ runs: exits, incidents: [incident] }));

    expect(facts.map((fact) => `${fact.name}: ${fact.value}`)).toEqual([
      'Unexpected exits: 2',
      'Replicas hit: 1',
      'First sign: 12:10:00',
      'Latest sign: 12:20:00',
      'Back-off: none seen',
      'Lived: 10 min',
    ]);
  });

  test('tell an unknown replica from none', () => {
    const incident = incidentOf([run({ from: 0, to: 10, replica: null })]);

    expect(toFacts(incident, diagnosis({ incidents: [incident] }))[1]).toMatchObject({
      value: '–',
      remark: 'not in these rows',
    });
  });

  test('name every code, and those that have none', () => {
    expect(codesOf(exits)).toBe('exit 1 and 137');
    expect(codesOf([run({ from: 0, to: 1, exitCode: null })])).toBe('no exit code');
    expect(codesOf([...exits, run({ from: 0, to: 1, exitCode: null })])).toBe('exit 1 and 137 or none');
  });
});

describe('the lead', () => {
  test('says how often in what time; one exit takes none', () => {
    const two = incidentOf([run({ from: 0, to: 10 }), run({ from: 11, to: 20 })]);
    const one = incidentOf([run({ from: 0, to: 10 })], { fromMs: two.fromMs });

    expect(toLead(two, diagnosis())).toContain('Container `api` exited 2 times in 10 min, exit 137.');
    expect(toLead(one, diagnosis())).toContain('Container `api` exited once, exit 137.');
  });
});

describe('a lead under a title that has counted already', () => {
  const exits = [run({ from: 0, to: 10 }), run({ from: 11, to: 20 })];
  const [finding] = incidentOf(exits).findings;
  const titled = (summary: string) => incidentOf(exits, { findings: [{ ...finding, summary }] });

  test('tells only how long it took', () => {
    const lead = toLead(titled('The limit was reached: container api ended 2 times.'), diagnosis());

    expect(lead).toContain('It took 10 min from the first exit to the last.');
    expect(lead).not.toContain('exited 2 times');
  });

  test.each(['The limit was reached 2 times.', 'Container api ended.'])('counts under “%s”', (summary) => {
    expect(toLead(titled(summary), diagnosis())).toContain('exited 2 times in 10 min');
  });
});

test('every number names the question whose rows it counts', () => {
  const exits = [run({ from: 0, to: 10 })];
  const facts = toFacts(incidentOf(exits), diagnosis({ runs: exits }));
  const told = toFacts(incidentOf([], { fromMs: 0, toMs: 100 }), diagnosis());

  expect(new Set(facts.map(({ question }) => question))).toEqual(new Set(['system-rows']));
  expect(told[0]).toMatchObject({ name: 'Rows that tell of it', question: 'console-failure-lines' });
});

test('a fault that only the console tells of counts its lines, and its scope is a sentence', () => {
  const quiet = incidentOf([], { container: null, fromMs: 0, toMs: 100, revisions: [] });
  const [finding] = quiet.findings;
  const scoped = (scope: string) => ({ ...quiet, findings: [{ ...finding, scope }] as typeof quiet.findings });
  const lines = [0, 50, 100, 101].map((atMs) => ({ atMs, container: 'api' }));

  expect(toFacts(quiet, diagnosis(), { lines })[0]).toMatchObject({ value: '3', remark: 'nothing exited' });
  expect(toLead(scoped('the app'), diagnosis())).toBe('Nothing exited; other rows tell of the fault.');
  expect(toLead(scoped('9 of 96 executions'), diagnosis())).toContain('It hit 9 of 96 executions.');
});
