/** One JSON value cut out of a stream of text. */
export interface JsonPiece {
  /** Where it begins, from 1. */
  line: number;
  text: string;
  /** `cut`: the value does not end, because the next one began or the file ended. `stray`: no object or array at all. */
  state: 'whole' | 'cut' | 'stray';
}

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;

/**
 * Cuts JSON text into its values without parsing it: each element of an array (`[{…},{…}]`), each of several values one
 * after the other (JSON lines, pretty-printed or not). So a file of any size is read row by row, every row knows its line,
 * and a damaged row spoils only itself: an object that begins where its predecessor began on its own line ends that one.
 */
export class JsonCutter {
  private line = 1;
  /** Text of the unfinished value from earlier chunks. */
  private held: string[] = [];
  private pieceLine = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private inStray = false;
  private inArray = false;
  /** Blanks since the line began; -1 after its first other character. */
  private indent = 0;
  /** Indent of the value being read; -1 when it did not begin its line. */
  private pieceIndent = -1;

  /** Feeds text; returns the values that ended in it. */
  push(chunk: string): JsonPiece[] {
    const pieces: JsonPiece[] = [];
    let start = 0;
    const cut = (end: number, state: JsonPiece['state']) => {
      this.held.push(chunk.slice(start, end));
      pieces.push({ line: this.pieceLine, text: this.held.join(''), state });
      this.held = [];
      this.depth = 0;
      this.inString = false;
      this.inStray = false;
    };
    const begin = (at: number) => {
      start = at;
      this.pieceLine = this.line;
      this.pieceIndent = this.indent;
    };
    for (let i = 0; i < chunk.length; i += 1) {
      const char = chunk.charCodeAt(i);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (char === BACKSLASH) this.escaped = true;
        else if (char === QUOTE) this.inString = false;
        if (char !== NEWLINE) continue;
        // JSON has no line break inside a string: the quote that should close it is missing.
        this.inString = false;
        this.escaped = false;
      }
      switch (char) {
        case NEWLINE:
          if (this.inStray) cut(i, 'stray');
          this.line += 1;
          this.indent = 0;
          continue;
        case 32:
        case 9:
        case 13:
          if (this.indent >= 0) this.indent += 1;
          continue;
        case 123: // {
        case 91: // [
          if (this.inStray) cut(i, 'stray');
          if (this.depth > 0 && char === 123 && this.indent >= 0 && this.indent === this.pieceIndent) cut(i, 'cut');
          if (this.depth > 0) this.depth += 1;
          else if (char === 91 && !this.inArray) this.inArray = true;
          else {
            begin(i);
            this.depth = 1;
          }
          break;
        case 125: // }
        case 93: // ]
          if (this.inStray) cut(i, 'stray');
          if (this.depth > 0) {
            this.depth -= 1;
            if (this.depth === 0) cut(i + 1, 'whole');
          } else if (char === 93 && this.inArray) this.inArray = false;
          else {
            begin(i);
            cut(i + 1, 'stray');
          }
          break;
        case 44: // ,
          if (this.inStray) cut(i, 'stray');
          break;
        default:
          if (this.depth > 0) {
            if (char === QUOTE) this.inString = true;
          } else if (!this.inStray) {
            begin(i);
            this.inStray = true;
          }
      }
      this.indent = -1;
    }
    if (this.depth > 0 || this.inStray) this.held.push(chunk.slice(start));
    return pieces;
  }

  /** The value that never ended, if there is one, and whether an array was left open. */
  end(): { piece: JsonPiece | null; arrayOpen: boolean; line: number } {
    const unfinished = this.depth > 0 || this.inStray;
    const piece: JsonPiece | null = unfinished
      ? { line: this.pieceLine, text: this.held.join(''), state: this.inStray ? 'stray' : 'cut' }
      : null;
    return { piece, arrayOpen: this.inArray, line: this.line };
  }
}
