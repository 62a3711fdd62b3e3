import { type Rgb, readable, readableOn } from './color';
import type { Part } from './part';
import { toVisible } from './visible';

// ECMA-48: ESC [ … letter; strings (titles, links, device control) up to their end; ESC and one letter. A string that
// never ends hides nothing: only its two first characters go.
const escapes =
  /\u001b(?:\[([0-9:;]*)m|\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)|[0-?@-Z\\\]^_`-~]|[()*+][ -~])/g;

interface Look {
  color: Rgb | null;
  background: Rgb | null;
  isBold: boolean;
  isFaint: boolean;
  isItalic: boolean;
  isUnderlined: boolean;
  isInverse: boolean;
  isStruck: boolean;
}

const plain: Look = {
  color: null,
  background: null,
  isBold: false,
  isFaint: false,
  isItalic: false,
  isUnderlined: false,
  isInverse: false,
  isStruck: false,
};

/** A line with the colours of a terminal in it; every other command is dropped, and none is carried out. */
export function readAnsi(text: string): Part[] {
  const parts: Part[] = [];
  let look = plain;
  let at = 0;
  const take = (to: number) => {
    const said = toVisible(text.slice(at, to));
    if (said !== '') parts.push({ text: said, ...styleOf(look) });
  };
  for (const match of text.matchAll(escapes)) {
    take(match.index);
    at = match.index + match[0].length;
    if (match[1] !== undefined) look = withCodes(look, match[1]);
  }
  take(text.length);
  return parts;
}

/** SGR, "select graphic rendition": `1;31`, `38;5;208`, `38:2::255:128:0`. What is not known changes nothing. */
function withCodes(look: Look, text: string): Look {
  const codes = text.split(';');
  let next = { ...look };
  for (let at = 0; at < codes.length; at++) {
    const [first = '', ...rest] = (codes[at] ?? '').split(':');
    const code = Number(first);
    if (code === 38 || code === 48) {
      const isInline = rest.length > 0;
      const args = (isInline ? withoutSpace(rest) : codes.slice(at + 1)).map(Number);
      const found = extended(args);
      if (found !== null) next = code === 38 ? { ...next, color: found.color } : { ...next, background: found.color };
      if (!isInline) at += found?.used ?? args.length;
    } else next = withCode(next, code);
  }
  return next;
}

/** `2::r:g:b` names a colour space, mostly an empty one, that nobody uses. */
function withoutSpace(args: readonly string[]): string[] {
  return args[0] === '2' && args.length > 4 ? ['2', ...args.slice(-3)] : [...args];
}

function extended([kind, ...args]: readonly number[]): { color: Rgb; used: number } | null {
  if (kind === 5) {
    const color = indexed(args[0] ?? Number.NaN);
    return color && { color, used: 2 };
  }
  const [r, g, b] = args;
  if (kind !== 2 || !isByte(r) || !isByte(g) || !isByte(b)) return null;
  return { color: [r, g, b], used: 4 };
}

function isByte(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255;
}

function withCode(look: Look, code: number): Look {
  if (code === 0) return plain;
  if (code >= 30 && code <= 37) return { ...look, color: indexed(code - 30) };
  if (code >= 90 && code <= 97) return { ...look, color: indexed(code - 82) };
  if (code >= 40 && code <= 47) return { ...look, background: indexed(code - 40) };
  if (code >= 100 && code <= 107) return { ...look, background: indexed(code - 92) };
  const change = changes[code];
  return change === undefined ? look : { ...look, ...change };
}

// Blinking (5, 6) would distract, and concealed text (8) is evidence like any other: both stay as they are.
const changes: Readonly<Record<number, Partial<Look>>> = {
  1: { isBold: true },
  2: { isFaint: true },
  3: { isItalic: true },
  4: { isUnderlined: true },
  7: { isInverse: true },
  9: { isStruck: true },
  21: { isUnderlined: true },
  22: { isBold: false, isFaint: false },
  23: { isItalic: false },
  24: { isUnderlined: false },
  27: { isInverse: false },
  29: { isStruck: false },
  39: { color: null },
  49: { background: null },
};

// xterm's own values for the sixteen that have names.
const named: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];
const cube = [0, 95, 135, 175, 215, 255] as const;

/** The 256 colours of a terminal: sixteen with names, a cube of 6 × 6 × 6, 24 greys. */
export function indexed(index: number): Rgb | null {
  if (!isByte(index)) return null;
  if (index < 16) return named[index] ?? null;
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const at = index - 16;
  const level = (step: number) => cube[step] ?? 0;
  return [level(Math.floor(at / 36)), level(Math.floor(at / 6) % 6), level(at % 6)];
}

function styleOf(look: Look): Omit<Part, 'text'> {
  const color = look.isInverse ? look.background : look.color;
  const background = look.isInverse ? look.color : look.background;
  return {
    ...(background ? readableOn(background, color) : color ? { color: readable(color) } : {}),
    ...(look.isInverse && background === null ? { isInverse: true } : {}),
    ...(look.isFaint && !color && !background && !look.isInverse ? { tone: 'faint' as const } : {}),
    ...(look.isBold ? { isBold: true } : {}),
    ...(look.isItalic ? { isItalic: true } : {}),
    ...(look.isUnderlined ? { isUnderlined: true } : {}),
    ...(look.isStruck ? { isStruck: true } : {}),
  };
}
