import { createHash } from 'node:crypto';

/**
 * Names a row by what it holds, so that the same row read twice, by whichever question, has the same id and a link can
 * name it. Rows that do not differ at all are told apart by their place among each other: `…#2`.
 */
export class RowIds {
  private readonly seen = new Map<string, number>();

  of(parts: readonly (string | number | null)[]): string {
    const id = createHash('sha1').update(JSON.stringify(parts)).digest('base64url').slice(0, 14);
    const times = (this.seen.get(id) ?? 0) + 1;
    this.seen.set(id, times);
    return times === 1 ? id : `${id}#${times}`;
  }
}
