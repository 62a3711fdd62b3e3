import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { NOW, request } from '@/emulator/engine/testing/ask';
import { type Engine, type EngineAnswer, openEngine } from './index';
import { analyze } from './kusto';
import { lift } from './lifted';

vi.mock('./kusto', async (original) => {
  const actual = await original<typeof import('./kusto')>();
  return { ...actual, analyze: vi.fn(actual.analyze) };
});
const parses = vi.mocked(analyze);

let engine: Engine;
const words = ['ready', 'disk full', 'it\u2019s over', 'Timeout', 'a\u00e9b', "o'clock", '/*~x*/', '', '100%', 'error'];
const apps = ['alpha', 'beta', "ga'mma", 'del"ta', ''];

beforeAll(async () => {
  engine = await openEngine();
  await engine.ensureTable({
    name: 'Lines_CL',
    columns: [
      { name: 'TimeGenerated', type: 'datetime' },
      { name: 'App', type: 'string' },
      { name: 'Text', type: 'string' },
      { name: 'Took', type: 'timespan' },
      { name: 'Code', type: 'long' },
    ],
  });
  const rows = Array.from({ length: 400 }, (_, index) => [
    NOW + BigInt(index) * 10_000_000n,
    apps[index % apps.length] ?? '',
    `${words[index % words.length]} ${words[(index * 7) % words.length]}`,
    BigInt(index % 50) * 1_000_000n,
    index % 11 === 0 ? null : BigInt(index % 9) - 4n,
  ]);
  await engine.insert('Lines_CL', ['TimeGenerated', 'App', 'Text', 'Took', 'Code'], rows);
}, 60_000);
afterAll(() => engine.close());
beforeEach(() => {
  parses.mockClear();
});

/** A line of another form is not lifted, so that the whole text is translated as it stands. */
const plain = (kql: string) => kql.replaceAll(/^let /gm, 'let  ');

const told = ({ tables, truncated }: EngineAnswer) => ({ tables, truncated });

async function bothWays(kql: string): Promise<unknown> {
  const answer = async (text: string) =>
    engine.query(request(text)).then(told, (error: { kind: string; code: string }) => [error.kind, error.code]);
  const [cached, translated] = [await answer(kql), await answer(plain(kql))];
  expect(cached).toEqual(translated);
  return cached;
}

/** Numbers that repeat from run to run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const text = (value: string) => `"${value.replaceAll('"', '\\"')}"`;
const list = (values: string[]) => `dynamic([${values.map(text).join(', ')}])`;
const two = (value: number) => String(value).padStart(2, '0');
const moment = (minute: number, tick: number) =>
  `datetime(2026-07-01T12:${two(minute)}:${two((minute * 7) % 60)}.${String(tick).padStart(7, '0')}Z)`;

const questions: [string, string][] = [
  [
    'times, an app list and a limit',
    `Lines_CL
    | where TimeGenerated >= p_from and TimeGenerated < p_to
    | where array_length(p_apps) == 0 or App in (p_apps)
    | order by TimeGenerated desc | take p_limit`,
  ],
  [
    'a list of words',
    'Lines_CL | where Text has_any (p_words) and not(Text has_all (p_words)) | summarize count() by Text | order by Text asc',
  ],
  [
    'texts compared',
    'Lines_CL | where App == p_word or (App != p_word and Text contains p_word) | where isempty(p_word) or App =~ p_word',
  ],
  [
    'values that null meets',
    'Lines_CL | extend same = Code == p_limit, other = Code != p_limit, less = Code < p_limit | summarize count() by same, other, less | order by count_, less',
  ],
  ['a span', 'Lines_CL | where Took between (p_span .. 3s) or TimeGenerated between (p_from .. p_span) | count'],
  ['a list that is turned round', 'Lines_CL | where App !in (p_apps) and Text !in~ (p_apps) | count'],
  ['the top', 'Lines_CL | partition by App (top p_limit by TimeGenerated desc) | order by TimeGenerated desc'],
  ['values in the answer', 'print p_from, p_limit, p_span, p_word, p_apps, array_length(p_apps)'],
  [
    'values in arithmetic',
    'Lines_CL | where TimeGenerated + p_span > p_to | extend x = p_limit * Code, d = p_to - p_from | summarize sum(x), max(d)',
  ],
  ['paths and types', 'print p_apps[0], gettype(p_apps[0]), strcat(p_word, tostring(p_limit)), bin(p_from, p_span)'],
  ['a regex', 'Lines_CL | where Text matches regex p_word | count'],
  ['a function with a name of its own', 'let f = (p_limit:long) { p_limit + 1 }; print f(p_limit), f(3)'],
  ['a variable inside that hides one', 'let f = () { let p_word = "inner"; p_word }; print f(), p_word'],
  ['a column of that name', 'Lines_CL | extend p_word = App | where p_word == "alpha" | count'],
  [
    'columns out of data',
    'Lines_CL | where App in (p_apps) | project b = bag_pack(App, Code) | evaluate bag_unpack(b) | take p_limit',
  ],
];

describe('a text with other values in its first lines', () => {
  test.each(questions)(
    'answers the same as translated anew: %s',
    async (_, body) => {
      const roll = dice(body.length);
      const answers = new Set<string>();
      for (let round = 0; round < 12; round++) {
        const head = [
          '// A question.',
          `let p_from = ${moment(roll(4), roll(10_000_000))};`,
          `let p_to = ${moment(3 + roll(4), roll(10_000_000))};`,
          `let p_apps = ${list(apps.filter(() => roll(2) === 0))};`,
          `let p_word = ${text(words[roll(words.length)] ?? '')};`,
          `let p_words = ${list([words[roll(words.length)] ?? '', words[roll(words.length)] ?? ''])};`,
          `let p_limit = long(${roll(9) - 2});`,
          `let p_span = timespan(0.00:00:0${roll(6)}.${String(roll(10_000_000)).padStart(7, '0')});`,
        ];
        answers.add(
          JSON.stringify(await bothWays(`${head.join('\n')}\n${body}`), (_key, value) =>
            typeof value === 'bigint' ? String(value) : value,
          ),
        );
      }

      // Not all of them may be errors: those would agree too.
      expect([...answers].some((answer) => answer.startsWith('{"tables"'))).toBe(true);
    },
    60_000,
  );

  test('is parsed once, whatever the times, apps and limits', async () => {
    const kql = (from: string, app: string, limit: number) =>
      `let p_from = ${from};\nlet p_apps = ${list([app])};\nlet p_limit = long(${limit});\nLines_CL | where TimeGenerated >= p_from and (array_length(p_apps) == 0 or App in (p_apps)) | project Text, App | take p_limit | where 1 == 1`;
    const first = await engine.query(request(kql(moment(0, 1), 'alpha', 2)));
    const second = await engine.query(request(kql(moment(1, 2), 'beta', 3)));

    expect(parses).toHaveBeenCalledTimes(1);
    expect(first.tables[0]?.rows.map((row) => row[1])).toEqual(['alpha', 'alpha']);
    expect(second.tables[0]?.rows.map((row) => row[1])).toEqual(['beta', 'beta', 'beta']);
  });

  test('is parsed again for a word that its SQL is built from', async () => {
    const kql = (word: string) =>
      `let p_word = ${text(word)};\nLines_CL | where Text has p_word | summarize n = count()`;
    const counts = [];
    for (const word of ['ready', 'full', 'ready']) {
      counts.push((await engine.query(request(kql(word)))).tables[0]?.rows[0]?.[0]);
    }

    expect(parses).toHaveBeenCalledTimes(2);
    expect(counts).toEqual([40, 80, 40]);
  });

  test('is parsed again when a table has grown a column', async () => {
    await engine.ensureTable({ name: 'Grows', columns: [{ name: 'a', type: 'long' }] });
    await engine.insert('Grows', ['a'], [[1n]]);
    const kql = 'let p_a = long(1);\nGrows | where a == p_a';
    const before = await engine.query(request(kql));
    await engine.ensureTable({ name: 'Grows', columns: [{ name: 'b', type: 'string' }] });
    const after = await engine.query(request(kql));

    expect([before.tables[0]?.rows, after.tables[0]?.rows]).toEqual([[[1]], [[1, '']]]);
  });

  test('is not taken for a text that has a shape where the value belongs', async () => {
    await engine.query(request('let p_n = long(7);\nprint p_n == 7'));

    await expect(engine.query(request('let p_n = <long>;\nprint p_n == 7'))).rejects.toMatchObject({ kind: 'syntax' });
  });

  test('cannot smuggle SQL in through a value', async () => {
    const kql = (value: string) => `let p_word = ${text(value)};\nLines_CL | where App == p_word | count`;
    await engine.query(request(kql('alpha')));
    const answer = await engine.query(request(kql(`alpha' OR 'a' = 'a`)));

    expect(answer.tables[0]?.rows).toEqual([[0]]);
  });
});

describe('what is lifted', () => {
  const namesOf = (kql: string) => [...lift(kql).values.keys()];

  test('are plain literals at the head', () => {
    expect(
      namesOf(
        '// c\n\nlet a = datetime(2026-07-01T12:00:00Z);\nlet b = long(-1); let c = "x";\nlet d = dynamic(["a", "b"]);\nlet e = timespan(1.02:03:04.0000000);\nprint a',
      ),
    ).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test.each([
    ['a null', 'let a = datetime(null);'],
    ['a day that does not exist', 'let a = datetime(2026-02-31T00:00:00Z);'],
    ['an escape', 'let a = "x\\n";'],
    ['a number that is no long', 'let a = long(99999999999999999999);'],
    ['a list of numbers', 'let a = dynamic([1, 2]);'],
    ['an expression', 'let a = "x" + "y";'],
    ['a function', 'let a = () { 1 };'],
    ['a line behind the first operator', 'print 1; let a = long(1);'],
  ])('are not %s', (_, line) => {
    expect(namesOf(`${line}\nprint 1`)).toEqual([]);
  });

  test('ends at the second line of one name', () => {
    expect(lift('let a = long(1);\nlet a = long(2);\nprint a').values.get('a')?.constant).toBe(1n);
  });

  test('has one template for each number of elements and each type', () => {
    const template = (value: string) => lift(`let a = ${value};\nprint a`).template;

    expect(template('dynamic(["x"])')).toBe(template('dynamic(["y"])'));
    expect(template('dynamic(["x"])')).not.toBe(template('dynamic([])'));
    expect(template('long(1)')).not.toBe(template('"1"'));
  });
});
