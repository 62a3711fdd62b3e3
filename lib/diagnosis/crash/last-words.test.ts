import { describe, expect, test } from 'vitest';
import { noonMs, rowsOf } from '@/lib/diagnosis/testing/rows';
import type { ConsoleReach, DiagnosisInput } from '@/lib/domain/diagnosis';
import { diagnosisOf, incidentOf, keyError, type Life, life, type Story, together } from './testing';

type Facts = Partial<DiagnosisInput> & { now?: number };

const hour = 3_600;
/** Long after everything, so that no line is still on its way. */
const later = { now: hour };

function wordsOf(story: Story, facts: Facts = later) {
  return incidentOf(story, facts).lastWords;
}

function death(change: Partial<Life> = {}): Story {
  return life({ from: 0, to: 120, code: 137, says: ['listening', 'order 6 saved', 'order 7 saved'], ...change });
}

/** Another container’s lines on both sides prove that lines came through. */
const chatter: Story = {
  system: [],
  console: [-5, 200].map((at) => rowsOf({ container: 'proxy' }).line(at, 'GET / 200', 'stdout')),
};

/** Asked for only from so many seconds after noon on. */
function reach(from: number): ConsoleReach[] {
  return [{ replica: null, revision: null, container: null, fromMs: noonMs + from * 1_000 }];
}

describe('a run that spoke', () => {
  test.each([
    ['a trace', 1, keyError, 'KeyError: '],
    ['a line that no rule knows', 1, ['ready', '[error] flux capacitor empty'], 'flux capacitor'],
    [
      'a fatal line before a SIGKILL',
      137,
      ['ready', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
      'heap limit',
    ],
    ['a farewell', 137, ['ready', 'SIGTERM received, closing'], 'SIGTERM received'],
  ])('ends with %s', (_, code, says, words) => {
    expect(wordsOf(death({ code, says }))).toMatchObject({
      kind: 'spoke',
      runs: 1,
      of: 1,
      missing: [],
      sentence: expect.stringContaining(words),
    });
  });

  test('shows the line and the exit', () => {
    const story = death({ code: 1, says: keyError });
    const { evidence } = wordsOf(story) ?? { evidence: [] };
    expect(evidence.map(({ row }) => row)).toEqual([story.console.at(-1)?.id, story.system[2]?.id]);
    expect(evidence[0]).toMatchObject({ run: expect.stringContaining('web~'), text: "KeyError: 'DATABASE_URL'" });
  });

  test('says when, also where the line is stamped after the exit', () => {
    expect(wordsOf(death({ code: 1, says: keyError, quietSeconds: -0.6 }))?.sentence).toMatch(
      /0\.6 s after the exit\.$/,
    );
    expect(wordsOf(death({ code: 1, says: keyError, quietSeconds: 3 }))?.sentence).toMatch(/3 s before the exit\.$/);
  });

  test('spoke also when only its words of failure were asked for', () => {
    expect(wordsOf(death({ code: 1, says: keyError }), { ...later, consoleReach: reach(200) })?.kind).toBe('spoke');
  });
});

describe('a run that ended with code 0', () => {
  const done = (change: Partial<Life> = {}) => {
    const says = ['start', 'All 3 items processed. Done.'];
    return together(...[0, 130].map((from) => death({ from, to: from + 120, code: 0, says, ...change })));
  };

  test('spoke: what it said last was meant to be so', () => {
    expect(wordsOf(done())).toMatchObject({
      kind: 'spoke',
      runs: 2,
      sentence: expect.stringContaining('“All 3 items processed. Done.”'),
    });
  });

  test('had no last word when that came long before the end, and was not read where more may come', () => {
    expect(wordsOf(done({ quietSeconds: 100 }))?.kind).toBe('quiet');
    expect(wordsOf(done(), { now: 260 })?.kind).toBe('not-read');
  });
});

describe('a run whose stop was forced', () => {
  const at = rowsOf();
  const rows = [...at.started(-hour), ...at.stopped(0), ...at.exited(30, 137)];

  test('broke off at the kill, a grace period after it was asked', () => {
    const console = [at.line(-60, 'at work'), at.line(29, 'order 7 saved')];
    expect(wordsOf({ system: rows, console })).toMatchObject({
      kind: 'cut-off',
      sentence: expect.stringMatching(/its last line came \d(?:\.\d)? s before the exit\.$/),
    });
  });

  test('had been quiet when nothing came after it was asked', () => {
    expect(wordsOf({ system: rows, console: [at.line(-1, 'at work')] })?.kind).toBe('quiet');
  });
});

describe('a run that was cut off', () => {
  test('stops in mid-work', () => {
    expect(wordsOf(death())).toMatchObject({
      kind: 'cut-off',
      missing: [],
      sentence:
        'The run ended without a last word. It broke off in mid-work, as a SIGKILL leaves it: its last line came 0.1 s before the exit.',
    });
  });

  test('is not said to have been at work when it had long been quiet', () => {
    expect(wordsOf(death({ quietSeconds: 40 }))).toMatchObject({
      kind: 'quiet',
      sentence: expect.stringContaining('had been quiet: its last line came 40 s before'),
    });
    expect(wordsOf(death({ quietSeconds: 10 }))?.kind).toBe('cut-off');
  });

  test('is not called so before its lines have had time to come, whatever has come of other replicas', () => {
    const other = { system: [], console: [rowsOf({ replica: 'shop--r7-6c9d5f7b8d-other' }).line(121, 'GET / 200')] };
    expect(wordsOf(together(death(), other), { now: 130 })?.kind).toBe('not-read');
    expect(wordsOf(together(death(), other), later)?.kind).toBe('cut-off');
  });

  test('is not said to be killed when it ended by itself', () => {
    const { kind, sentence = '' } = wordsOf(death({ code: 3 })) ?? {};
    expect(kind).toBe('cut-off');
    expect(sentence).toContain('ended by itself');
    expect(sentence).not.toContain('SIGKILL');
  });

  test('may have complained at the end of what no process dies of', () => {
    expect(wordsOf(death({ says: ['ready', '[error] cache miss for order 7'] }))?.kind).toBe('cut-off');
    expect(wordsOf(death({ code: 1, says: ['ready', '[error] cache miss for order 7'] }))?.kind).toBe('spoke');
  });

  test('may have complained of something before and lived on', () => {
    const complaint = ['Error: connect ECONNREFUSED 10.0.0.4:5432', 'retrying', 'connected', 'order 7 saved'];
    expect(wordsOf(death({ says: complaint }))?.kind).toBe('cut-off');
  });

  test.each([
    ['its last lines were not asked for', { ...later, consoleReach: reach(119.95) }],
    ['they may still be on their way', { now: 121 }],
  ])('is not called so when %s', (_, facts) => {
    expect(wordsOf(death(), facts)).toMatchObject({ kind: 'not-read', missing: [expect.any(String)] });
  });
});

describe('a run without a line', () => {
  const silent = death({ says: [] });

  test('never spoke when its console was read in full', () => {
    expect(wordsOf(together(silent, chatter))).toMatchObject({
      kind: 'never-spoke',
      sentence: expect.stringMatching(/printed nothing, .* unbuffered/),
      missing: [],
    });
  });

  test.each([
    ['no line of the app is here at all', silent, later, 'No console line of this app is here at all'],
    ['its lines are blank', together(death({ says: ['', ' '] }), chatter), later, 'dynamicJsonColumns'],
    [
      'the lines at hand begin after it',
      { ...silent, console: chatter.console.slice(1) },
      later,
      'The console lines at hand begin at 20 Jun 12:03:20 UTC',
    ],
    ['it was not asked for', together(silent, chatter), { ...later, consoleReach: reach(300) }, 'only the last lines'],
    [
      'later lines have not come yet',
      { ...silent, console: chatter.console.slice(0, 1) },
      { now: 130 },
      'lines take minutes',
    ],
    [
      'lines of its time name no replica',
      together(silent, death({ name: 'other' }), chatter, {
        system: [],
        console: [{ ...rowsOf().line(60, 'hm'), replica: null }],
      }),
      later,
      'do not name their replica',
    ],
  ])('was not read when %s', (_, story, facts, why) => {
    const words = wordsOf(story, facts);
    expect(words?.missing.join(' ')).toContain(why);
    expect(words?.sentence).not.toContain('printed nothing');
  });

  test('is not called silent for the lines of another replica: its own may have got lost', () => {
    const other = rowsOf({ replica: 'shop--r7-6c9d5f7b8d-other' });
    const console = [-5, 200].map((second) => other.line(second, 'GET / 200'));
    expect(wordsOf({ ...silent, console })).toMatchObject({
      kind: 'not-read',
      missing: [expect.stringContaining('No line of its replica')],
    });
  });

  test.each(['workload-profiles', 'legacy'] as const)(
    'that died within seconds is not called silent (%s rows)',
    (dialect) => {
      const brief = life({ from: 0, to: 3, code: 1, dialect });
      expect(wordsOf(together(brief, chatter))).toMatchObject({
        kind: 'not-read',
        missing: [expect.stringContaining('dies within seconds')],
      });
    },
  );

  test('of which no row tells the start may have spoken before', () => {
    const ends = silent.system.filter(({ reason }) => reason !== 'ContainerStarted' && reason !== 'ContainerCreated');
    expect(wordsOf(together({ ...silent, system: ends }, chatter))?.kind).toBe('not-read');
  });

  test('of a job is not called silent: its lines are known to get lost', () => {
    const at = rowsOf({ kind: 'job' });
    const story = { system: [...at.started(0), ...at.exited(30, 1)], console: [at.line(-600, 'a'), at.line(600, 'b')] };
    const incident = diagnosisOf(story, { app: at.app, ...later }).incidents[0];
    expect(incident?.lastWords).toMatchObject({
      kind: 'not-read',
      missing: expect.arrayContaining([expect.stringContaining('job’s short executions')]),
    });
  });

  test('that was short-lived behind a diagnostic setting is not called silent', () => {
    const brief = death({ to: 3, says: [] });
    const story = {
      ...brief,
      system: brief.system.map((row) => ({ ...row, table: 'ContainerAppSystemLogs' as const })),
    };
    expect(wordsOf(together(story, chatter))).toMatchObject({
      kind: 'not-read',
      missing: [expect.stringContaining('diagnostic setting')],
    });
  });
});

describe('the last words of an incident', () => {
  test('are those of most runs of which they are known', () => {
    const unread = [0, 1, 2].map((place) => death({ from: place * 200, to: place * 200 + 120, says: [] }));
    const known = [3, 4].map((place) => death({ from: place * 200, to: place * 200 + 120 }));
    const story = together(...unread, ...known);
    expect(wordsOf(story, { ...later, consoleReach: reach(590) })).toMatchObject({
      kind: 'cut-off',
      runs: 2,
      of: 5,
      sentence: expect.stringMatching(/^2 of 5 runs .* Of 3 runs not every line was read\.$/),
    });
  });

  test('are none where nothing exited', () => {
    const at = rowsOf();
    expect(diagnosisOf({ system: at.pullFailed(5), console: [] }).incidents[0]).toMatchObject({
      exits: [],
      lastWords: null,
      starts: null,
    });
  });
});
