import { isQuietLevel, isWarningLevel } from '@/lib/diagnosis/console/benign';
import { firstAtOrAfter } from '@/lib/diagnosis/facts/places';
import type { ConsoleRow } from '@/lib/domain/rows';

// The .NET console logger: the level and the category on one line, the words on the next ones, six blanks further in.
const dotnetHead = /^\s?(?<level>trce|dbug|info|warn|fail|crit): [\w.`+-]{1,200}\[-?\d{1,9}\]/;
const dotnetWords = /^\s{6}/;
const linesBack = 6;

type Tone = 'quiet' | 'warning' | 'complaint';

/** How loud a line is meant to be, by its own level or by that of the log entry whose words it holds. Lines come oldest first. */
export function toneOf(lines: readonly ConsoleRow[], row: ConsoleRow): Tone {
  if (isQuietLevel(row.text)) return 'quiet';
  if (isWarningLevel(row.text)) return 'warning';
  if (!dotnetWords.test(row.text)) return 'complaint';
  let at = firstAtOrAfter(lines, row.atMs);
  while (at < lines.length && lines[at]?.id !== row.id) at += 1;
  for (let place = at - 1; place >= 0 && at - place <= linesBack; place -= 1) {
    const text = lines[place]?.text ?? '';
    const level = dotnetHead.exec(text)?.groups?.level;
    if (level === 'warn') return 'warning';
    if (level !== undefined) return level === 'fail' || level === 'crit' ? 'complaint' : 'quiet';
    if (!dotnetWords.test(text)) return 'complaint';
  }
  return 'complaint';
}
