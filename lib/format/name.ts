/**
 * The part of a replica's name that differs from its neighbours': `…2bckf` of
 * `shop--rev1-779b85697c-2bckf`. A name that fits is kept.
 */
export function shortReplica(replica: string): string {
  if (replica.length <= 16) return replica;
  const cut = replica.lastIndexOf('-');
  const tail = cut === -1 ? replica.slice(-12) : replica.slice(cut + 1);
  return `…${tail.length > 14 ? tail.slice(-12) : tail}`;
}

/** `badpath2` of `shop--badpath2`: the suffix people give or the platform numbers. */
export function shortRevision(revision: string): string {
  const cut = revision.indexOf('--');
  return cut === -1 ? revision : revision.slice(cut + 2);
}

/** The two table names are long and differ in their ends; people say which log. */
export function toLogName(table: string): string {
  return table.includes('System') ? 'System log' : 'Console log';
}
