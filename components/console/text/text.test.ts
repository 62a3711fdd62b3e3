import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexed, readAnsi } from './ansi';
import { contrast, nearestBackground, type Rgb, readable, readableOn } from './color';
import { cutAt, textOf } from './part';
import { detailsOf, rawLine, readLine } from './read-line';
import { toVisible } from './visible';

const atMs = Date.UTC(2026, 5, 20, 12);
const words = (text: string) => textOf(readLine(text, atMs));

describe('the colours of a terminal', () => {
  test('are rendered, and the commands themselves are gone', () => {
    const parts = readAnsi('\u001b[1;31mred\u001b[0m plain \u001b[4mline\u001b[24m');

    expect(parts.map((part) => part.text)).toEqual(['red', ' plain ', 'line']);
    expect(parts[0]).toMatchObject({ isBold: true, color: expect.stringMatching(/^light-dark\(#/) });
    expect(parts[1]).toEqual({ text: ' plain ' });
    expect(parts[2]).toEqual({ text: 'line', isUnderlined: true });
  });

  test.each([
    ['\u001b[38;5;208mx', 'one of 256'],
    ['\u001b[38;2;255;135;0mx', 'true colour'],
    ['\u001b[38:2::255:135:0mx', 'true colour, written with colons'],
    ['\u001b[38:5:208mx', 'one of 256, written with colons'],
  ])('%j is %s', (text) => {
    expect(readAnsi(text)).toEqual([{ text: 'x', color: readable([255, 135, 0]) }]);
  });

  test.each(['\u001b[38;5;999mx', '\u001b[38;2;1mx', '\u001b[99mx', '\u001b[38mx'])(
    'that %j does not name change nothing',
    (text) => {
      expect(readAnsi(text)).toEqual([{ text: 'x' }]);
    },
  );

  test('swap on demand, and hide nothing', () => {
    expect(readAnsi('\u001b[7mx')).toEqual([{ text: 'x', isInverse: true }]);
    expect(readAnsi('\u001b[8mconcealed')).toEqual([{ text: 'concealed' }]);
    expect(readAnsi('\u001b[30;40mx')[0]).toMatchObject(readableOn([0, 0, 0], [0, 0, 0]));
  });

  test('are readable in both themes, all 256 and on each other', () => {
    const rgb = (hex: string): Rgb =>
      [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
    const all = Array.from({ length: 256 }, (_, index) => indexed(index) ?? ([1, 2, 3] as const));
    const least = Math.min(
      ...all.flatMap((color) => {
        const [light = '', dark = ''] = readable(color).match(/#[0-9a-f]{6}/g) ?? [];
        return [contrast(rgb(light), nearestBackground.light), contrast(rgb(dark), nearestBackground.dark)];
      }),
      ...all.map((color, index) => {
        const pair = readableOn(color, all[(index * 7) % 256] ?? null);
        return contrast(rgb(pair.color), rgb(pair.background));
      }),
    );

    expect(least).toBeGreaterThanOrEqual(4.4);
  });

  test('are measured against the backgrounds that the style sheet has', () => {
    const css = readFileSync('app/globals.css', 'utf8');
    const found = [...css.matchAll(/--color-stderr-soft: (#[0-9a-f]{6});/g)].map(([, hex]) => hex);

    expect(found).toEqual(
      [nearestBackground.light, nearestBackground.dark].map(
        (color) => `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`,
      ),
    );
  });
});

describe('what would act on a terminal', () => {
  test.each([
    ['\u001b[2Jcleared', 'cleared'],
    ['\u001b]0;a title\u0007text', 'text'],
    ['\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001bcreset', 'reset'],
    ['before\u001b]never ends', 'beforenever ends'],
    ['bell\u0007', 'bell\u2407'],
    ['lone\u001b', 'lone\u241b'],
    ['\u001b[31m\u202egnp.exe', '\u27e8U+202E\u27e9gnp.exe'],
  ])('%j does not: it reads %j', (text, shown) => {
    expect(textOf(readAnsi(text))).toBe(shown);
  });

  test('is never in what is shown, whatever the line holds', () => {
    const acting = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
    const text = fc.string({
      unit: fc.constantFrom('\u001b', '[', ']', ';', '3', '1', 'm', 'a', '\u0007', '\r', '\u202e', '"', '{'),
    });

    fc.assert(fc.property(text, (line) => !acting.test(words(line)) && !acting.test(textOf(rawLine(line)))));
  });

  test('leaves tabs, line feeds and the ends of lines of Windows alone', () => {
    expect(toVisible('a\tb\r\nc\r')).toBe('a\tb\nc');
    expect(toVisible('10 %\r20 %')).toBe('10 %\u240d20 %');
  });
});

describe('a JSON line', () => {
  test('reads level and message first, then the rest', () => {
    const line = JSON.stringify({
      time: '2026-06-20T12:00:00.2Z',
      level: 'warning',
      req: { id: '8f31', size: 12 },
      msg: 'slow answer',
      note: 'two words',
    });

    expect(words(line)).toBe('WARNING  slow answer  req.id=8f31  req.size=12  note="two words"');
    expect(readLine(line, atMs)[0]).toEqual({ text: 'WARNING', tone: 'loud' });
    expect(detailsOf(line)?.pretty).toContain('\n  "req": {\n');
  });

  test('of pino has its level by number and its time in milliseconds', () => {
    expect(words(JSON.stringify({ level: 50, time: atMs + 40, pid: 1, msg: 'down' }))).toBe('ERROR  down  pid=1');
  });

  test('keeps a time that is not the line’s own', () => {
    expect(words('{"msg":"replayed","time":"2020-01-01T00:00:00Z"}')).toBe('replayed  time=2020-01-01T00:00:00Z');
  });

  test('tells a trace by its first line; the whole of it is at hand', () => {
    const line = JSON.stringify({ msg: 'failed', err: { stack: 'Error: no\n    at a.js:1\n' } });

    expect(words(line)).toBe('failed  err.stack="Error: no"… (2 lines)');
    expect(detailsOf(line)?.long).toEqual([{ name: 'err.stack', text: 'Error: no\n    at a.js:1' }]);
  });

  test.each(['{"half": "a line', '{}', '[1,2]', '{not json}', '{"a":1} and more'])('is not %j', (text) => {
    expect(readLine(text, atMs)).toEqual([{ text }]);
    expect(detailsOf(text)).toBeNull();
  });

  test('holds no terminal commands either', () => {
    expect(words('{"msg":"\\u001b[31mred"}')).toBe('\u241b[31mred');
  });
});

describe('a logfmt line', () => {
  test('reads as a JSON line does', () => {
    expect(words('time=2026-06-20T12:00:01Z level=INFO msg="query \\"q\\" answered" took=35ms')).toBe(
      'INFO  query "q" answered  took=35ms',
    );
  });

  test.each(['a=1 b=2', 'level=info', 'msg="open', 'started with level=info msg=x', 'rss=1 level is high'])(
    'is not %j',
    (text) => {
      expect(detailsOf(text)).toBeNull();
      expect(words(text)).toBe(text);
    },
  );
});

test('the runtime’s tag is taken off, and kept in the raw line', () => {
  expect(words('F Traceback (most recent call last):')).toBe('Traceback (most recent call last):');
  expect(words('For the record')).toBe('For the record');
  expect(textOf(rawLine('F Traceback'))).toBe('F Traceback');
});

describe('cutting a line', () => {
  test('marks what was found, across parts', () => {
    const pieces = cutAt(
      [{ text: 'abc', tone: 'loud' }, { text: 'def' }],
      [
        { from: 1, to: 4 },
        { from: 5, to: 6 },
      ],
    );

    expect(pieces.map(({ part, hit }) => [part.text, part.tone, hit])).toEqual([
      ['a', 'loud', null],
      ['bc', 'loud', 0],
      ['d', undefined, 0],
      ['e', undefined, null],
      ['f', undefined, 1],
    ]);
  });

  test('loses nothing', () => {
    const parts = fc.array(fc.record({ text: fc.string() }));
    const borders = fc.uniqueArray(fc.nat(40), { maxLength: 8 }).map((all) => all.sort((a, b) => a - b));

    fc.assert(
      fc.property(parts, borders, (some, at) => {
        const stretches = at.flatMap((from, place) => {
          const to = at[place + 1];
          return place % 2 === 0 && to !== undefined ? [{ from, to }] : [];
        });
        expect(textOf(cutAt(some, stretches).map(({ part }) => part))).toBe(textOf(some));
      }),
    );
  });
});
