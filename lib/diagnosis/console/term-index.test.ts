import { describe, expect, test } from 'vitest';
import { fatal } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature, Rule } from '@/lib/diagnosis/rule';
import { buildTermIndex, candidatesFor } from './term-index';

function indexOf(...signatures: ConsoleSignature[]) {
  const rule: Rule = {
    cause: 'app.bad-config-value',
    attribution: 'configuration',
    docs: { says: '', evidence: '', limits: '' },
    signatures,
    examine: () => null,
  };
  return buildTermIndex([rule]);
}

const word = (id: string, terms: string) => fatal(id, terms, /x/, '');
const index = indexOf(word('first', 'refused denied'), word('second', 'ошибка'), word('third', 'port *exception'));
const found = (text: string, upTo = 8192) =>
  candidatesFor(index, text, upTo)
    .map(({ signature }) => signature.id)
    .join(' ');

describe('what a line could be', () => {
  test('a word by itself, in whatever letters', () => {
    expect(found('connection Refused')).toBe('first');
    expect(found('ОШИБКА: нет файла')).toBe('second');
  });

  test('not a part of a word', () => {
    expect(found('unrefused refusedly refused2 exceptional')).toBe('');
    expect(found('')).toBe('');
  });

  test('several words: in the rules’ order, each signature once, in whatever order they stand', () => {
    expect(found('port denied, port refused')).toBe('first third');
    expect(found('refused and denied on a port')).toBe('first third');
    expect(found('port')).toBe('third');
  });

  test('a word by its ending', () => {
    expect(found('com.example.OddException: no')).toBe('third');
    expect(found('an Option: no')).toBe('');
  });

  test('the escapes of a JSON string end a word and are none of its letters', () => {
    expect(found('{"e":"it was\\nrefused\\tby all"}')).toBe('first');
    expect(found('{"e":"OddException\\n  at a.b"}')).toBe('third');
    expect(found('refused\\')).toBe('first');
  });

  test('nothing beyond the length that is looked at, and a word cut there counts as it stands', () => {
    expect(found('12345 refused', 6)).toBe('');
    expect(found('port12', 4)).toBe('third');
  });

  test('a signature without terms is tried on every line', () => {
    const open: ConsoleSignature = { id: 'open', pattern: /x/, says: '', weight: 'telling' };
    const both = indexOf(word('first', 'refused'), open);
    const ids = (text: string) => candidatesFor(both, text, 100).map(({ signature }) => signature.id);
    expect(ids('quiet')).toEqual(['open']);
    expect(ids('refused')).toEqual(['first', 'open']);
  });

  test('a text of very many combinations is answered all the same', () => {
    const letters = Array.from({ length: 14 }, (_, at) => `w${String.fromCharCode(97 + at)}`);
    const many = indexOf(...letters.map((term) => word(term, term)));
    const wrong = Array.from({ length: 1 << 14 }, (_, mask) => letters.filter((_, at) => (mask >> at) & 1)).filter(
      (held) => candidatesFor(many, held.join(' '), 100).length !== held.length,
    );
    expect(wrong).toEqual([]);
  });
});
