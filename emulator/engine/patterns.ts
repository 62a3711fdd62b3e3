import { quote, type Value } from './sql';
import { as } from './types';

/**
 * A regular expression for DuckDB's RE2. Kusto's `\d` and `\s` know Unicode, DuckDB's only ASCII (measured), so they are
 * widened where the expression is written in the query.
 */
export function pattern(value: Value): string {
  return typeof value.constant === 'string' ? quote(widened(value.constant)) : as(value, 'string');
}

export function widened(regex: string): string {
  let out = '';
  let inClass = false;
  for (let index = 0; index < regex.length; index++) {
    const char = regex[index] ?? '';
    if (char === '\\') {
      const next = regex[++index] ?? '';
      out += widen(next, inClass);
      continue;
    }
    if (char === '[' && !inClass) {
      inClass = true;
      out += char;
      // A `]` that comes first is a member of the class.
      if (regex[index + 1] === '^') out += regex[++index];
      if (regex[index + 1] === ']') out += `\\${regex[++index]}`;
      continue;
    }
    if (char === ']') inClass = false;
    out += char;
  }
  return out;
}

function widen(letter: string, inClass: boolean): string {
  switch (letter) {
    case 'd':
      return inClass ? '\\p{Nd}' : '\\p{Nd}';
    case 'D':
      return '\\P{Nd}';
    case 's':
      return inClass ? '\\s\\p{Z}' : '[\\s\\p{Z}]';
    case 'S':
      return inClass ? '\\S' : '[^\\s\\p{Z}]';
    default:
      return `\\${letter}`;
  }
}
