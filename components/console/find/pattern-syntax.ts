/** A regular expression, taken apart. */
export type Node =
  | { kind: 'empty' }
  | { kind: 'set'; set: CharSet }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'sequence'; items: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'repeat'; item: Node; min: number; max: number; isGreedy: boolean };

export type Assertion = 'start' | 'end' | 'word' | 'not-word';

/** Code points in pairs, from and to, both included. */
export interface CharSet {
  ranges: readonly (readonly [number, number])[];
  isNegated: boolean;
}

/** Why a pattern cannot be used, as a sentence. */
export class PatternProblem extends Error {}

const digits: CharSet['ranges'] = [[0x30, 0x39]];
const wordSigns: CharSet['ranges'] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const blanks: CharSet['ranges'] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const lineFeeds: CharSet['ranges'] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const lastCodePoint = 0x10ffff;

const classes: Readonly<Record<string, CharSet>> = {
  d: { ranges: digits, isNegated: false },
  D: { ranges: digits, isNegated: true },
  w: { ranges: wordSigns, isNegated: false },
  W: { ranges: wordSigns, isNegated: true },
  s: { ranges: blanks, isNegated: false },
  S: { ranges: blanks, isNegated: true },
};

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

const mostRepeats = 1000;
const deepest = 200;

/**
 * Reads the syntax of JavaScript's regular expressions as far as it can be matched in linear time.
 * Throws a `PatternProblem` that says what is wrong, and where.
 */
export function parsePattern(source: string): Node {
  const signs = [...source];
  let at = 0;
  let depth = 0;
  const node = choice();
  if (at < signs.length) throw problem('“)” has no “(” before it', at);
  return node;

  function choice(): Node {
    if (++depth > deepest) throw new PatternProblem('The pattern is nested too deeply.');
    const options = [sequence()];
    while (signs[at] === '|') {
      at += 1;
      options.push(sequence());
    }
    depth -= 1;
    const [only] = options;
    return options.length === 1 && only ? only : { kind: 'choice', options };
  }

  function sequence(): Node {
    const items: Node[] = [];
    while (at < signs.length && signs[at] !== '|' && signs[at] !== ')') items.push(repeated(atom()));
    const [only] = items;
    if (items.length === 0) return { kind: 'empty' };
    return items.length === 1 && only ? only : { kind: 'sequence', items };
  }

  function atom(): Node {
    const sign = signs[at] ?? '';
    if (sign === '(') return group();
    if (sign === '[') return { kind: 'set', set: bracket() };
    if (sign === '\\') return escaped();
    if (sign === '*' || sign === '+' || sign === '?') throw problem(`“${sign}” has nothing to repeat`, at);
    at += 1;
    if (sign === '.') return { kind: 'set', set: { ranges: lineFeeds, isNegated: true } };
    if (sign === '^') return { kind: 'assert', what: 'start' };
    if (sign === '$') return { kind: 'assert', what: 'end' };
    return literal(sign.codePointAt(0) ?? 0);
  }

  function group(): Node {
    const from = at;
    at += 1;
    if (signs[at] === '?') {
      const opening = signs.slice(at, at + 3).join('');
      const name = /^\?<([A-Za-z_$][\w$]*)>/.exec(signs.slice(at, at + 60).join(''));
      if (opening.startsWith('?:')) at += 2;
      else if (name) at += name[0].length;
      else if (/^\?(?:[=!]|<[=!])/.test(opening)) throw problem('Looking ahead or behind is not known here', from);
      else throw problem('What “(?” begins is not known here', from);
    }
    const inner = choice();
    if (signs[at] !== ')') throw problem('“(” is never closed', from);
    at += 1;
    return inner;
  }

  function repeated(item: Node): Node {
    const from = at;
    const sign = signs[at];
    const counts = sign === '{' ? /^\{(\d{1,9})(,(\d{0,9}))?\}/.exec(signs.slice(at, at + 24).join('')) : null;
    let min = 0;
    let max = Number.POSITIVE_INFINITY;
    if (counts) {
      min = Number(counts[1]);
      max = counts[2] === undefined ? min : counts[3] === '' ? max : Number(counts[3]);
      if (min > max) throw problem('The numbers in “{}” are out of order', from);
      if (min > mostRepeats || (max > mostRepeats && Number.isFinite(max))) {
        throw problem(`More than ${mostRepeats} repetitions cannot be asked for`, from);
      }
      at += counts[0].length;
    } else if (sign === '*' || sign === '+' || sign === '?') {
      min = sign === '+' ? 1 : 0;
      max = sign === '?' ? 1 : max;
      at += 1;
    } else return item;
    const isGreedy = signs[at] !== '?';
    if (!isGreedy) at += 1;
    const again = signs[at];
    if (again === '*' || again === '+' || again === '?') throw problem(`“${again}” has nothing to repeat`, at);
    return { kind: 'repeat', item, min, max, isGreedy };
  }

  function escaped(): Node {
    const sign = signs[at + 1];
    if (sign === 'b' || sign === 'B') {
      at += 2;
      return { kind: 'assert', what: sign === 'b' ? 'word' : 'not-word' };
    }
    if (sign !== undefined && /[1-9k]/.test(sign)) throw problem('Referring back to a group is not known here', at);
    const known = sign === undefined ? undefined : classes[sign];
    if (known) {
      at += 2;
      return { kind: 'set', set: known };
    }
    return literal(escapedSign());
  }

  function escapedSign(): number {
    const from = at;
    at += 1;
    const sign = signs[at];
    if (sign === undefined) throw problem('“\\” has nothing to stand before', from);
    at += 1;
    const control = controls[sign];
    if (control !== undefined) return control;
    if (sign === 'x' || sign === 'u') {
      const rest = signs.slice(at, at + 10).join('');
      const hex = (sign === 'x' ? /^([0-9a-fA-F]{2})/ : /^(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/).exec(rest);
      const code = hex ? Number.parseInt(hex[1] ?? hex[2] ?? '', 16) : Number.NaN;
      if (!hex || code > lastCodePoint) throw problem(`“\\${sign}” needs hexadecimal digits`, from);
      at += hex[0].length;
      return code;
    }
    if (/[A-Za-z]/.test(sign)) throw problem(`“\\${sign}” is not known here`, from);
    return sign.codePointAt(0) ?? 0;
  }

  function bracket(): CharSet {
    const from = at;
    at += 1;
    const isNegated = signs[at] === '^';
    if (isNegated) at += 1;
    const ranges: (readonly [number, number])[] = [];
    while (signs[at] !== ']') {
      if (at >= signs.length) throw problem('“[” is never closed', from);
      const low = member(ranges);
      if (low === null || signs[at] !== '-' || signs[at + 1] === ']' || signs[at + 1] === undefined) {
        if (low !== null) ranges.push([low, low]);
        continue;
      }
      const dash = at;
      at += 1;
      const high = member(ranges);
      if (high === null || high < low) throw problem('A range in “[]” is out of order', dash);
      ranges.push([low, high]);
    }
    at += 1;
    return { ranges, isNegated };
  }

  /** One sign of a bracket; a class such as `\d` goes into `ranges` as it is. */
  function member(ranges: (readonly [number, number])[]): number | null {
    const sign = signs[at] ?? '';
    if (sign !== '\\') {
      at += 1;
      return sign.codePointAt(0) ?? 0;
    }
    const next = signs[at + 1] ?? '';
    const known = classes[next];
    if (known) {
      at += 2;
      ranges.push(...(known.isNegated ? complement(known.ranges) : known.ranges));
      return null;
    }
    if (next === 'b') {
      at += 2;
      return 8;
    }
    return escapedSign();
  }
}

function literal(code: number): Node {
  return { kind: 'set', set: { ranges: [[code, code]], isNegated: false } };
}

function complement(ranges: CharSet['ranges']): (readonly [number, number])[] {
  const found: (readonly [number, number])[] = [];
  let from = 0;
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (low > from) found.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= lastCodePoint) found.push([from, lastCodePoint]);
  return found;
}

function problem(what: string, at: number): PatternProblem {
  return new PatternProblem(`${what}, at sign ${at + 1}.`);
}
