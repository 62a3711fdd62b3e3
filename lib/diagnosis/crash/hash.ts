/**
 * Twelve hex digits that name a text: the low 48 bits of the 64-bit FNV-1a hash over its UTF-16 code units (Fowler, Noll,
 * Vo; offset basis 0xcbf29ce484222325, prime 0x100000001b3). Not for secrets; here because the diagnosis also runs where
 * there is no node:crypto.
 */
export function toHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return (hash & 0xffffffffffffn).toString(16).padStart(12, '0');
}
