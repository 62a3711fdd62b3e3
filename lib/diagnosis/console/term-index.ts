import type { ConsoleSignature, Rule } from '@/lib/diagnosis/rule';

export interface IndexedSignature {
  signature: ConsoleSignature;
  cause: Rule['cause'];
  order: number;
}

/** Signatures by the hash of their terms, so that one pass over a line finds the few that could match it. */
export interface TermIndex {
  byHash: ReadonlyMap<number, readonly IndexedSignature[]>;
  /** Which short forms of a hash some term has: settles it for most words without a look into the map. */
  shortForms: Uint8Array;
  /** Terms like `*error`: every word that ends so, because programs name their exceptions themselves. */
  byEnding: ReadonlyMap<Ending, readonly IndexedSignature[]>;
  /** The signatures to try on a line that holds no term. */
  none: Choice;
}

export function buildTermIndex(rules: readonly Rule[]): TermIndex {
  const byHash = new Map<number, IndexedSignature[]>();
  const byEnding = new Map<Ending, IndexedSignature[]>();
  const always: IndexedSignature[] = [];
  let order = 0;
  for (const rule of rules) {
    for (const signature of rule.signatures ?? []) {
      const entry = { signature, cause: rule.cause, order: order++ };
      if (signature.terms === undefined) always.push(entry);
      for (const term of signature.terms ?? []) {
        if (term.startsWith('*')) {
          const ending = endings.find((each) => `*${each}` === term);
          if (ending === undefined) throw new Error(`No such ending: ${term}`);
          byEnding.set(ending, [...(byEnding.get(ending) ?? []), entry]);
          continue;
        }
        const hash = hashOf(term);
        const known = byHash.get(hash) ?? [];
        if (!known.includes(entry)) byHash.set(hash, [...known, entry]);
      }
    }
  }
  const shortForms = new Uint8Array(shortFormCount);
  for (const hash of byHash.keys()) shortForms[shortFormOf(hash)] = 1;
  return { byHash, shortForms, byEnding, none: new Choice(always) };
}

/**
 * The signatures of which the line holds a term, in the rules' order. Words are runs of letters and digits, as KQL
 * `has` has it; two words of one hash cost a pattern tried in vain, nothing else.
 */
export function candidatesFor(index: TermIndex, text: string, upTo: number): readonly IndexedSignature[] {
  // Every character passes here: what the loop needs stands in variables of its own.
  const { shortForms } = index;
  const letterOf = letters;
  let choice = index.none;
  let hash = start;
  const end = Math.min(text.length, upTo);
  for (let i = 0; i <= end; i += 1) {
    const code = i < end ? text.charCodeAt(i) : blank;
    const letter = letterOf[code] ?? otherLetter(code);
    if (letter > backslash) {
      hash = Math.imul(hash ^ letter, prime);
      continue;
    }
    if (hash !== start) {
      if (shortForms[shortFormOf(hash)] === 1) choice = choice.with(index.byHash.get(hash));
      const ending = endingOf(text, i);
      if (ending !== null) choice = choice.with(index.byEnding.get(ending));
      hash = start;
    }
    // `\n` inside a JSON string is no letter n.
    if (letter === backslash) i += 1;
  }
  return choice.signatures;
}

/**
 * The signatures of some terms together. A log repeats few combinations of them, so each is put in order once and found
 * again from the one it extends.
 */
class Choice {
  readonly signatures: readonly IndexedSignature[];
  readonly #extended = new Map<readonly IndexedSignature[], Choice>();
  /** How many more may be kept, all together: a text made to hold every combination must not fill the memory. */
  readonly #room: { left: number };

  constructor(signatures: readonly IndexedSignature[], room = { left: 5_000 }) {
    this.signatures = signatures;
    this.#room = room;
  }

  with(more: readonly IndexedSignature[] | undefined): Choice {
    if (more === undefined) return this;
    const known = this.#extended.get(more);
    if (known !== undefined) return known;
    const all = new Set([...this.signatures, ...more]);
    const isSame = all.size === this.signatures.length;
    const choice = isSame
      ? this
      : new Choice(
          [...all].sort((a, b) => a.order - b.order),
          this.#room,
        );
    if (this.#room.left > 0) {
      this.#room.left -= 1;
      this.#extended.set(more, choice);
    }
    return choice;
  }
}

const start = 0x811c9dc5 | 0;
const prime = 0x01000193;
const backslash = 1;
const blank = 0x20;
const shortFormCount = 1 << 14;

function shortFormOf(hash: number): number {
  return (hash ^ (hash >>> 14)) & (shortFormCount - 1);
}

/** Per character code: 0 separates, 1 is a backslash, else the lower-case letter or digit. */
const letters = Uint16Array.from({ length: 0x180 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (char === '\\') return backslash;
  return /[\p{L}\p{N}]/u.test(char) ? char.toLowerCase().charCodeAt(0) : 0;
});

/** The same beyond the table: Cyrillic has capitals, and East Asian text has marks but no blanks (`错误：权限不够`). */
function otherLetter(code: number): number {
  if (code >= 0x410 && code <= 0x42f) return code + 0x20;
  const isMark =
    (code >= 0x2010 && code <= 0x2027) || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff1f);
  return isMark ? 0 : code;
}

const endings = ['exception', 'error'] as const;
type Ending = (typeof endings)[number];

/** The ending that the word before `end` has. Its last two letters settle it for most words. */
function endingOf(text: string, end: number): Ending | null {
  const last = text.charCodeAt(end - 1) | 0x20;
  if (last !== 0x6e && last !== 0x72) return null;
  if ((text.charCodeAt(end - 2) | 0x20) !== 0x6f) return null;
  const ending = last === 0x6e ? 'exception' : 'error';
  return text.slice(end - ending.length, end).toLowerCase() === ending ? ending : null;
}

function hashOf(term: string): number {
  let hash = start;
  for (let i = 0; i < term.length; i += 1) {
    const code = term.charCodeAt(i);
    hash = Math.imul(hash ^ (letters[code] ?? code), prime);
  }
  return hash;
}
