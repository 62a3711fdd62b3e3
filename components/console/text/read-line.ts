import { withoutRuntimeTag } from '@/lib/diagnosis/console/clean';
import { readAnsi } from './ansi';
import { type FieldDetails, readDetails, readFields, toParts } from './fields';
import type { Part } from './part';
import { toVisible } from './visible';

/** A line for reading: the runtime's tag taken off, colours kept, JSON and logfmt as words. */
export function readLine(text: string, atMs: number): Part[] {
  const bare = withoutRuntimeTag(text);
  if (bare.includes('\u001b')) return readAnsi(bare);
  const fields = readFields(bare, atMs);
  return fields ? toParts(fields) : [{ text: toVisible(bare) }];
}

/** A line as the row has it, only that nothing in it acts. */
export function rawLine(text: string): Part[] {
  return [{ text: toVisible(text) }];
}

/** The fields of a line that was written for machines; `null`: it is text. */
export function detailsOf(text: string): FieldDetails | null {
  return readDetails(withoutRuntimeTag(text));
}
