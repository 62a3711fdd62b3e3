// ESC [ … letter (colours, cursor), ESC ] … BEL (titles, links) and lone ESC sequences: ECMA-48.
const escapeSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const otherControl = /[\u0000-\u0008\u000b-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

const anyControl = new RegExp(otherControl.source);

/** A log line as text only: terminal commands, control characters and direction overrides cannot act on the reader. */
export function toPlainLine(text: string): string {
  // Most lines hold none, and an escape sequence begins with one.
  return anyControl.test(text) ? text.replace(escapeSequence, '').replace(otherControl, '') : text;
}
