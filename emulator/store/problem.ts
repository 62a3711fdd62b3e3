/** A file or row of an export that could not be read. */
export interface Problem {
  /** Relative to the folder, with `/`. */
  file: string;
  /** From 1; `null` when the whole file is meant. */
  line: number | null;
  reason: string;
}

/** Rows named one by one per file and kind of trouble; the others are only counted. */
const NAMED_PER_FILE = 20;

/** Collects what went wrong in one file without letting a million bad rows become a million sentences. */
export class FileProblems {
  private readonly named: Problem[] = [];
  private unnamed = 0;

  constructor(readonly file: string) {}

  whole(reason: string): void {
    this.named.push({ file: this.file, line: null, reason });
  }

  at(line: number | null, reason: string): void {
    if (this.named.length < NAMED_PER_FILE) this.named.push({ file: this.file, line, reason });
    else this.unnamed += 1;
  }

  /** For a file that gave no row at all: one example says as much as twenty. */
  summarise(): void {
    const [first, ...others] = this.named;
    if (first === undefined || others.length === 0) return;
    this.named.length = 1;
    this.unnamed += others.length;
  }

  list(): Problem[] {
    if (this.unnamed === 0) return this.named;
    const rest = `${this.unnamed} more ${this.unnamed === 1 ? 'problem' : 'problems'} of this kind in this file.`;
    return [...this.named, { file: this.file, line: null, reason: rest }];
  }
}
