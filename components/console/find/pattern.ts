import type { Stretch } from '../text/part';
import { type Assertion, type CharSet, type Node, PatternProblem, parsePattern } from './pattern-syntax';

/**
 * Regular expressions that cannot hang: all ways to match are followed side by side, sign by sign (Thompson's
 * construction), so that the time grows with the length of the text and never with the number of ways. The browser's own
 * would take minutes for `(a+)+$`. What cannot be matched so, references to groups and looking around, is refused.
 */
export interface Pattern {
  /** Leftmost matches that do not overlap, as JavaScript finds them; empty ones are left out. */
  find(text: string, most: number): Stretch[];
}

/** Throws a `PatternProblem`. */
export function compilePattern(source: string, isCaseSensitive: boolean): Pattern {
  const program = assemble(parsePattern(source), isCaseSensitive);
  const first = firstSigns(program);
  return { find: (text, most) => findAll(program, first, text, most) };
}

type Step =
  | { kind: 'sign'; has: (code: number) => boolean }
  | { kind: 'fork'; first: number; second: number }
  | { kind: 'go'; to: number }
  | { kind: 'assert'; what: Assertion }
  | { kind: 'match' };

const mostSteps = 4000;

function assemble(root: Node, isCaseSensitive: boolean): Step[] {
  const steps: Step[] = [];
  add(root);
  push({ kind: 'match' });
  return steps;

  function push(step: Step): number {
    if (steps.length >= mostSteps) throw new PatternProblem('The pattern is too long: repeat less, or fewer signs.');
    return steps.push(step) - 1;
  }

  function add(node: Node): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'set':
        push({ kind: 'sign', has: tester(node.set, isCaseSensitive) });
        return;
      case 'assert':
        push(node);
        return;
      case 'sequence':
        for (const item of node.items) add(item);
        return;
      case 'choice': {
        const ends: number[] = [];
        for (const [place, option] of node.options.entries()) {
          if (place === node.options.length - 1) {
            add(option);
            continue;
          }
          const fork = push({ kind: 'fork', first: steps.length + 1, second: 0 });
          add(option);
          ends.push(push({ kind: 'go', to: 0 }));
          steps[fork] = { kind: 'fork', first: fork + 1, second: steps.length };
        }
        for (const end of ends) steps[end] = { kind: 'go', to: steps.length };
        return;
      }
      case 'repeat':
        repeat(node);
        return;
    }
  }

  function repeat({ item, min, max, isGreedy }: Extract<Node, { kind: 'repeat' }>): void {
    for (let times = 0; times < min; times++) add(item);
    if (max === Number.POSITIVE_INFINITY) {
      const fork = push({ kind: 'fork', first: 0, second: 0 });
      add(item);
      push({ kind: 'go', to: fork });
      steps[fork] = forkTo(fork + 1, steps.length, isGreedy);
      return;
    }
    const forks: number[] = [];
    for (let times = min; times < max; times++) {
      forks.push(push({ kind: 'fork', first: 0, second: 0 }));
      add(item);
    }
    for (const fork of forks) steps[fork] = forkTo(fork + 1, steps.length, isGreedy);
  }
}

function forkTo(inside: number, outside: number, isGreedy: boolean): Step {
  return isGreedy ? { kind: 'fork', first: inside, second: outside } : { kind: 'fork', first: outside, second: inside };
}

function tester({ ranges, isNegated }: CharSet, isCaseSensitive: boolean): (code: number) => boolean {
  const isIn = (code: number) => {
    for (const [low, high] of ranges) if (code >= low && code <= high) return true;
    return false;
  };
  const ascii = new Uint8Array(128);
  const slow = (code: number) => (isIn(code) || (!isCaseSensitive && otherCases(code).some(isIn))) !== isNegated;
  for (let code = 0; code < 128; code++) ascii[code] = slow(code) ? 1 : 0;
  return (code) => (code < 128 ? ascii[code] === 1 : slow(code));
}

/** A sign whose other case is several signs (`ß`, `ﬁ`) has none. */
function otherCases(code: number): number[] {
  const sign = String.fromCodePoint(code);
  return [sign.toLowerCase(), sign.toUpperCase()].flatMap((other) => {
    const otherCode = other.codePointAt(0);
    return otherCode === undefined || String.fromCodePoint(otherCode) !== other ? [] : [otherCode];
  });
}

/** Where no match can begin most signs are passed over; `null`: it can begin anywhere. */
function firstSigns(program: readonly Step[]): ((code: number) => boolean) | null {
  const tests: ((code: number) => boolean)[] = [];
  const seen = new Set<number>();
  const open = [0];
  while (open.length > 0) {
    const at = open.pop() ?? 0;
    const step = program[at];
    if (step === undefined || seen.has(at)) continue;
    seen.add(at);
    if (step.kind === 'sign') tests.push(step.has);
    else if (step.kind === 'fork') open.push(step.first, step.second);
    else if (step.kind === 'go') open.push(step.to);
    else return null;
  }
  return (code) => tests.some((has) => has(code));
}

function findAll(
  program: readonly Step[],
  first: ((code: number) => boolean) | null,
  text: string,
  most: number,
): Stretch[] {
  const found: Stretch[] = [];
  const threads = new Threads(program, text);
  let from = 0;
  while (from <= text.length && found.length < most) {
    const match = threads.leftmost(from, first);
    if (match === null) break;
    if (match.to > match.from) found.push(match);
    from = match.to > match.from ? match.to : match.to + 1;
  }
  return found;
}

/** The ways that are being followed at one place of the text, the preferred first. */
class Threads {
  private now: { at: number[]; from: number[] } = { at: [], from: [] };
  private next: { at: number[]; from: number[] } = { at: [], from: [] };
  private readonly seen: Int32Array;
  private mark = 0;

  constructor(
    private readonly program: readonly Step[],
    private readonly text: string,
  ) {
    this.seen = new Int32Array(program.length);
  }

  leftmost(start: number, first: ((code: number) => boolean) | null): Stretch | null {
    const { text, program } = this;
    let best: Stretch | null = null;
    this.now = { at: [], from: [] };
    for (let place = start; ; ) {
      const code = text.codePointAt(place) ?? -1;
      if (best === null && (first === null || (code !== -1 && first(code)))) {
        // The ways that began earlier have marked their steps already: they are preferred.
        if (this.now.at.length === 0) this.mark += 1;
        this.follow(this.now, 0, place, place);
      }
      if (this.now.at.length === 0) {
        if (best !== null || code === -1) return best;
      }
      const width = code > 0xffff ? 2 : 1;
      this.next = { at: [], from: [] };
      this.mark += 1;
      for (let thread = 0; thread < this.now.at.length; thread++) {
        const step = program[this.now.at[thread] ?? -1];
        const from = this.now.from[thread] ?? 0;
        if (step?.kind === 'match') {
          best = { from, to: place };
          // What is less preferred than this match no longer counts.
          break;
        }
        if (step?.kind === 'sign' && code !== -1 && step.has(code)) {
          this.follow(this.next, (this.now.at[thread] ?? 0) + 1, from, place + width);
        }
      }
      if (code === -1) return best;
      this.now = this.next;
      place += width;
    }
  }

  /** Adds a way and all that it forks into without reading a sign. */
  private follow(into: { at: number[]; from: number[] }, start: number, from: number, place: number): void {
    const open = [start];
    while (open.length > 0) {
      const at = open.pop() ?? 0;
      if (this.seen[at] === this.mark) continue;
      this.seen[at] = this.mark;
      const step = this.program[at];
      if (step === undefined) continue;
      if (step.kind === 'fork') open.push(step.second, step.first);
      else if (step.kind === 'go') open.push(step.to);
      else if (step.kind === 'assert') {
        if (holds(step.what, this.text, place)) open.push(at + 1);
      } else {
        into.at.push(at);
        into.from.push(from);
      }
    }
  }
}

function holds(what: Assertion, text: string, place: number): boolean {
  if (what === 'start') return place === 0 || text[place - 1] === '\n';
  if (what === 'end') return place === text.length || text[place] === '\n';
  return (isWord(text, place - 1) !== isWord(text, place)) === (what === 'word');
}

function isWord(text: string, place: number): boolean {
  const sign = text[place];
  return sign !== undefined && /\w/.test(sign);
}
