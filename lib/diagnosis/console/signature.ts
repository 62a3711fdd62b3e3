import type { ConsoleMatch, ConsoleSignature } from '@/lib/diagnosis/rule';

/** A wording after which a process cannot go on. `terms` are separated by blanks. */
export function fatal(id: string, terms: string, pattern: RegExp, says: string): ConsoleSignature {
  return { id, pattern, says, weight: 'fatal', terms: terms.split(' ') };
}

/** A wording that explains a death which the rows prove, and that healthy logs know too. */
export function telling(id: string, terms: string, pattern: RegExp, says: string): ConsoleSignature {
  return { id, pattern, says, weight: 'telling', terms: terms.split(' ') };
}

/** The same, for words that announce an end and leave its reason to the lines before. */
export function vague(signature: ConsoleSignature): ConsoleSignature {
  return { ...signature, isVague: true };
}

/** The same, for words by which a runtime tells that its memory ran out. */
export function ofMemory(signature: ConsoleSignature): ConsoleSignature {
  return { ...signature, isMemory: true };
}

const slot = /\{([\w,]+)(?:\|([^}]*))?\}/g;

/** The signature's sentence with the pattern's groups filled in; `{host,name|a host}` says `a host` when none of them was named. */
export function toSentence(match: Pick<ConsoleMatch, 'signature' | 'groups'>): string {
  return match.signature.says
    .replace(slot, (_, names: string, otherwise: string | undefined) =>
      shortened(groupOf(match.groups, names) ?? otherwise ?? names),
    )
    .replace(/ {2,}/g, ' ')
    .trim();
}

function groupOf(groups: ConsoleMatch['groups'], names: string): string | undefined {
  return names
    .split(',')
    .map((name) => groups[name]?.trim())
    .find((value) => value !== undefined && value !== '');
}

function shortened(value: string): string {
  return value.length > 160 ? `${value.slice(0, 157)}…` : value;
}
