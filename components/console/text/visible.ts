// Control characters (C0 without tab and line feed, DEL, C1), and those that reorder or hide text.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** A text in which nothing acts and nothing hides: control characters as their signs, direction overrides by number. */
export function toVisible(text: string): string {
  return text.replace(/\r(?=\n|$)/g, '').replace(hidden, (sign) => {
    const code = sign.charCodeAt(0);
    // Unicode's Control Pictures stand in the order of the characters that they show.
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : `\u27e8U+${code.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
  });
}
