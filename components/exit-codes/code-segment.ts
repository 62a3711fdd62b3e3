/** How a code stands in an address: itself, `none` where the platform reported no exit code. */
export function toCodeSegment(code: number | null): string {
  return code === null ? 'none' : String(code);
}

/** `undefined`: that is no exit code. A process on Linux can report 0 to 255 (wait(2)). */
export function parseCodeSegment(segment: string): number | null | undefined {
  if (segment === 'none') return null;
  if (!/^\d{1,3}$/.test(segment) || Number(segment) > 255) return undefined;
  return Number(segment);
}
