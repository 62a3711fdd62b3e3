/** Makes lines that a pattern fits, so that a test can try every branch of it: for the subset of RegExp that signatures use. */

type Node =
  | { kind: 'text'; chars: string }
  | { kind: 'any'; of: readonly string[] }
  | { kind: 'one-of'; branches: Node[][] }
  | { kind: 'nothing' };

interface Part {
  node: Node;
  min: number;
  max: number;
}

type Random = () => number;

/** The same numbers for the same seed (mulberry32), so that a failure can be seen again. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function sampleOf(pattern: RegExp, random: Random): string {
  return write(new Reader(pattern.source).branches(), random);
}

function write(branches: Part[][], random: Random): string {
  const branch = branches[Math.floor(random() * branches.length)] ?? [];
  return branch.map((part) => repeat(part, random)).join('');
}

function repeat({ node, min, max }: Part, random: Random): string {
  const times = min + Math.floor(random() * (Math.min(max, min + 2) - min + 1));
  return Array.from({ length: times }, () => toText(node, random)).join('');
}

function toText(node: Node, random: Random): string {
  switch (node.kind) {
    case 'text':
      return node.chars;
    case 'any':
      return node.of[Math.floor(random() * node.of.length)] ?? '';
    case 'one-of':
      return write(groups.get(node) ?? [], random);
    case 'nothing':
      return '';
  }
}

/** The parsed branches of a group. */
const groups = new WeakMap<Node, Part[][]>();

const lettersAndDigits = ['a', 'b', 'Z', '7'];
const classes: Record<string, readonly string[]> = {
  d: ['1', '7', '5'],
  w: lettersAndDigits,
  s: [' '],
  S: ['x', '7', '-'],
  D: ['x', '-'],
  W: ['-', ' '],
};

class Reader {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  branches(): Part[][] {
    const found: Part[][] = [[]];
    while (this.#at < this.#source.length && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        this.#at += 1;
        found.push([]);
        continue;
      }
      const node = this.#atom();
      found.at(-1)?.push({ node, ...this.#quantifier() });
    }
    return found;
  }

  #atom(): Node {
    const char = this.#source[this.#at] ?? '';
    this.#at += 1;
    if (char === '(') return this.#group();
    if (char === '[') return this.#set();
    if (char === '.') return { kind: 'any', of: ['x', ' ', '-'] };
    if (char === '^' || char === '$') return { kind: 'nothing' };
    if (char !== '\\') return { kind: 'text', chars: char };
    return this.#escaped();
  }

  #escaped(): Node {
    const char = this.#source[this.#at] ?? '';
    this.#at += 1;
    if (char === 'b' || char === 'B') return { kind: 'nothing' };
    if (char === 'n') return { kind: 'text', chars: '\n' };
    if (char === 't') return { kind: 'text', chars: '\t' };
    const known = classes[char];
    return known === undefined ? { kind: 'text', chars: char } : { kind: 'any', of: known };
  }

  #group(): Node {
    const ahead = /^\?(?:[=!]|<[=!])/.test(this.#source.slice(this.#at));
    const opening = /^\?(?::|<[a-zA-Z]\w*>|<?[=!])/.exec(this.#source.slice(this.#at));
    this.#at += opening?.[0].length ?? 0;
    const branches = this.branches();
    this.#at += 1;
    if (ahead) return { kind: 'nothing' };
    const node: Node = { kind: 'one-of', branches: [] };
    groups.set(node, branches);
    return node;
  }

  #set(): Node {
    const end = this.#endOfSet();
    const body = this.#source.slice(this.#at, end);
    this.#at = end + 1;
    if (body.startsWith('^'))
      return { kind: 'any', of: ['x', '7', '_'].filter((char) => !new RegExp(`[${body.slice(1)}]`).test(char)) };
    const candidates = [
      ...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _-./:\'"`@+*()[]{}<>=,;!?#$%&|~^\\\t\n“”‘’áíãéü',
    ];
    return { kind: 'any', of: candidates.filter((char) => new RegExp(`[${body}]`).test(char)) };
  }

  #endOfSet(): number {
    let at = this.#at;
    while (at < this.#source.length && this.#source[at] !== ']') at += this.#source[at] === '\\' ? 2 : 1;
    return at;
  }

  #quantifier(): { min: number; max: number } {
    const found = /^(?:([?*+])|\{(\d+)(?:,(\d*))?\})\??/.exec(this.#source.slice(this.#at));
    if (found === null) return { min: 1, max: 1 };
    this.#at += found[0].length;
    const [, sign, from, to] = found;
    if (sign === '?') return { min: 0, max: 1 };
    if (sign === '*') return { min: 0, max: 2 };
    if (sign === '+') return { min: 1, max: 3 };
    const min = Number(from ?? 1);
    return { min, max: to === undefined ? min : to === '' ? min + 2 : Number(to) };
  }
}
