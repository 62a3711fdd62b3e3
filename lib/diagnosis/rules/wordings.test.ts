import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { caseOf, crashed, life, verdict } from './testing';

interface Wording {
  cause: string;
  code: number;
  names: string[];
  lines: string[];
}

function read(file: string): string[] {
  return readFileSync(join(import.meta.dirname, file), 'utf8').split('\n');
}

/** Blocks of `== cause code name | name` and the console's lines under it. */
function readWordings(): Wording[] {
  const found: Wording[] = [];
  for (const line of read('testing-wordings.txt')) {
    const [, cause, code, names = ''] = /^== (\S+) (\d+) ?(.*)$/.exec(line) ?? [];
    if (cause !== undefined) {
      found.push({ cause, code: Number(code), names: names === '' ? [] : names.split(' | '), lines: [] });
    } else found.at(-1)?.lines.push(line);
  }
  return found.map((one) => ({ ...one, lines: one.lines.join('\n').trimEnd().split('\n') }));
}

const wordings = readWordings();
const named = wordings.map((one) => [`${one.cause}: ${one.lines.at(-1)?.slice(0, 80)}`, one] as const);
const startedWell = ['2026-06-20T03:59:01Z INFO starting', 'GET /health 200 2ms', 'info: Shop.Program[14]'];

describe('the wordings of programs', () => {
  test.each(named)('%s', (_, { cause, code, lines, names }) => {
    const { cause: said, found } = verdict(crashed(lines, code));

    expect(said).toBe(cause);
    for (const name of names) expect(found?.summary).toContain(name);
  });

  test.each([
    ['pino', (lines: string[]) => lines.map((msg) => JSON.stringify({ level: 50, time: 1, pid: 7, msg }))],
    [
      'Python’s JSON log',
      (lines: string[]) => [
        JSON.stringify({ levelname: 'ERROR', message: 'startup failed', exc_info: lines.join('\n') }),
      ],
    ],
    [
      'Serilog',
      (lines: string[]) => [JSON.stringify({ '@l': 'Fatal', '@mt': 'Host terminated', '@x': lines.join('\n') })],
    ],
    ['.NET’s console log', (lines: string[]) => ['crit: Shop.Program[0]', ...lines.map((line) => `      ${line}`)]],
    [
      'a level before it',
      ([first = '', ...more]: string[]) => [`2026-06-20 04:00:00,123 ERROR [main] ${first}`, ...more],
    ],
    ['colours', ([first = '', ...more]: string[]) => [`\u001b[31merror\u001b[39m: ${first}`, ...more]],
    ['blanks lost', (lines: string[]) => lines.map((line) => line.trim())],
    ['the runtime’s tag', (lines: string[]) => lines.map((line) => `F ${line}`)],
    ['a healthy start before it', (lines: string[]) => [...startedWell, ...lines]],
    [
      'a farewell after it',
      (lines: string[]) => [...lines, 'INFO shutting down', 'npm ERR! code ELIFECYCLE', 'npm ERR! errno 1'],
    ],
  ])('are known in %s as well', (_, dressed) => {
    const lost = wordings.filter(({ cause, code, lines }) => verdict(crashed(dressed(lines), code)).cause !== cause);

    expect(lost.length, lost[0]?.lines.join('\n')).toBeLessThanOrEqual(wordings.length * 0.01);
  });

  test('of one failure are not outdone by another that was a minute earlier', () => {
    const wrong = wordings.filter((one, place) => {
      const other = wordings[(place * 37 + 11) % wordings.length];
      if (other === undefined || other.cause === one.cause) return false;
      const life = lived([...other.lines], one);
      return verdict(caseOf({ lives: [life] })).cause !== one.cause;
    });

    expect(wrong.length, wrong[0]?.lines.join('\n')).toBeLessThanOrEqual(wordings.length * 0.01);
  });
});

/** A life of two minutes that complains in its middle and ends for something else. */
function lived(before: string[], { code, lines }: Wording) {
  const told = life({ lifetime: 120, code, lines: [...before, ...lines] });
  return {
    ...told,
    lines: told.lines.map((line, place) => (place < before.length ? { ...line, atMs: line.atMs - 60_000 } : line)),
  };
}

describe('the chatter of a program', () => {
  test.each(
    read('testing-chatter.txt')
      .slice(2)
      .filter((line) => line !== ''),
  )('proves nothing: %s', (line) => {
    expect(verdict(crashed([line])).found?.confidence).not.toBe('high');
  });
});
