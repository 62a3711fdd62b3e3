import type { ConsoleSignature, Rule } from '@/lib/diagnosis/rule';

export interface IndexedSignature {
  signature: ConsoleSignature;
  cause: Rule['cause'];
  order: number;
}

/** Signatures by the hash of their terms, so that one pass over a line finds the few that could match it. */
export interface TermIndex {
  byHash: ReadonlyMap<number, readonly IndexedSignature[]>;
  /** Terms like `*error`: every word that ends so, because programs name their exceptions themselves. */
  byEnding: ReadonlyMap<string, readonly IndexedSignature[]>;
  always: readonly IndexedSignature[];
}

export function buildTermIndex(rules: readonly Rule[]): TermIndex {
  const byHash = new Map<number, IndexedSignature[]>();
  const byEnding = new Map<string, IndexedSignature[]>();
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
        byHash.set(hash, [...(byHash.get(hash) ?? []), entry]);
      }
    }
  }
  return { byHash, byEnding, always };
}

/**
 * The signatures of which the line holds a term, in the rules' order. Words are runs of letters and digits, as KQL
 * `has` has it; two words of one hash cost a pattern tried in vain, nothing else.
 */
export function candidatesFor(index: TermIndex, text: string, upTo: number): readonly IndexedSignature[] {
  let found: Set<IndexedSignature> | null = null;
  let hash = start;
  let inWord = false;
  const end = Math.min(text.length, upTo);
  for (let i = 0; i <= end; i += 1) {
    const code = text.charCodeAt(i);
    const letter = i < end ? (letters[code] ?? otherLetter(code)) : 0;
    if (letter === backslash) {
      // `\n` inside a JSON string is no letter n.
      i += 1;
    }
    if (letter > backslash) {
      hash = Math.imul(hash ^ letter, prime);
      inWord = true;
      continue;
    }
    if (inWord) {
      const entries = index.byHash.get(hash);
      if (entries !== undefined) {
        found ??= new Set(index.always);
        for (const entry of entries) found.add(entry);
      }
      const named = index.byEnding.get(endingOf(text, i));
      if (named !== undefined) {
        found ??= new Set(index.always);
        for (const entry of named) found.add(entry);
      }
      hash = start;
      inWord = false;
    }
  }
  if (found === null) return index.always;
  return [...found].sort((a, b) => a.order - b.order);
}

const start = 0x811c9dc5 | 0;
const prime = 0x01000193;
const backslash = 1;

/** Per character code: 0 separates, 1 is a backslash, else the lower-case letter or digit. */
const letters: readonly number[] = Array.from({ length: 0x180 }, (_, code) => {
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

/** The ending that the word before `end` has, or ''. The last letter settles it for most words. */
function endingOf(text: string, end: number): string {
  const last = text.charCodeAt(end - 1) | 0x20;
  if (last === 0x6e) return isEnding(text, end, 'exception') ? 'exception' : '';
  if (last === 0x72) return isEnding(text, end, 'error') ? 'error' : '';
  return '';
}

function isEnding(text: string, end: number, ending: string): boolean {
  return text.slice(end - ending.length, end).toLowerCase() === ending;
}

function hashOf(term: string): number {
  let hash = start;
  for (let i = 0; i < term.length; i += 1) {
    const code = term.charCodeAt(i);
    hash = Math.imul(hash ^ (letters[code] ?? code), prime);
  }
  return hash;
}
