import { isBenign, isQuietLevel } from '@/lib/diagnosis/console/benign';
import { cleanLine } from '@/lib/diagnosis/console/clean';

const loud =
  /(?:^|[^A-Za-z0-9])(?:error|exception|fatal|panic|panicked|traceback|unhandled|uncaught|critical|emerg)(?:$|[^A-Za-z0-9])|(?:Error|Exception)\b/i;
/** Colours and JSON can hide a word or stand for one (`"level":50`): such lines must be cleaned before they are judged. */
const isWrapped = /[\u001b{]/;

/** The line by itself looks like trouble, though no rule may know it. */
export function isLoud(text: string): boolean {
  if (!isWrapped.test(text) && !loud.test(text)) return false;
  const line = cleanLine(text);
  return loud.test(line) && !isBenign(line) && !isQuietLevel(line);
}
