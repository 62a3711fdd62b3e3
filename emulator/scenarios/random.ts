/** A seeded stream of numbers: the same seed tells the same story, so that a sample can be compared with itself. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Real number in [from, to). */
  between(from: number, to: number): number;
  /** Whole number in [from, to], both ends included. */
  whole(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** True in `share` of all calls. */
  chance(share: number): boolean;
  /** Letters and digits as Kubernetes picks them for pod names: no vowels, no 0, 1, 3. */
  suffix(length: number): string;
}

const podAlphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** FNV-1a, 32 bit. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** One well-mixed 32-bit number for a pair of whole numbers. */
export function mix(seed: number, value: number): number {
  let mixed = Math.imul(seed ^ (value | 0), 0x9e3779b1) ^ Math.floor(value / 0x1_0000_0000);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** mulberry32 over the hash of `seed`. */
export function createRandom(seed: string): Random {
  let state = hashOf(seed);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const between = (from: number, to: number) => from + next() * (to - from);
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1));
  return {
    next,
    between,
    whole,
    pick(items) {
      const item = items[whole(0, items.length - 1)];
      if (item === undefined) throw new Error('Nothing to pick from.');
      return item;
    },
    chance: (share) => next() < share,
    suffix(length) {
      let text = '';
      for (let at = 0; at < length; at++) text += podAlphabet.charAt(whole(0, podAlphabet.length - 1));
      return text;
    },
  };
}
