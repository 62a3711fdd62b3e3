import { cleanLine } from '@/lib/diagnosis/console/clean';

/** What two lines say is said early; what comes behind (dumps, payloads) differs for its own reasons. */
const longest = 400;

type Pattern = readonly [RegExp, string];

const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const zone = '(?: ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)\\b)?';
const clock = `\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?: ?[AP]M)?${zone}`;
const day = [
  '\\d{4}[-/]\\d\\d[-/]\\d\\d',
  `\\d{1,2}[ /](?:${months})[a-z]{0,6}(?:[ /]\\d{4})?`,
  `(?:${months})[a-z]{0,6} {1,2}\\d{1,2}(?:,? \\d{4})?`,
].join('|');

/** What has a form of its own. Each pattern is linear: its repetitions are bounded. */
const names: readonly Pattern[] = [
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<id>'],
  // `shop--r7-6c9d5f7b8d-x2k4q` and `web-6c9d5f7b8d-x2k4q`: replicas; `shop--r7`: a revision.
  [/\b[a-z][a-z0-9-]{0,60}--[a-z0-9][a-z0-9-]{0,60}\b/g, '<replica>'],
  [/\b[a-z][a-z0-9-]{0,60}-[0-9a-f]{7,10}-[a-z0-9]{5}\b/g, '<replica>'],
  [
    new RegExp(
      `\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?(?:(?:${day})(?:[T :]{1,2}${clock}|T\\d\\d:\\d\\d${zone}|\\b)|${clock})`,
      'g',
    ),
    '<time>',
  ],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?\b/g, '<address>'],
  [/\[?(?:\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}|::(?:1|ffff:<address>))(?!\w)\]?/gi, '<address>'],
  [/\b0x[0-9a-f]{1,16}\b|@[0-9a-f]{4,8}\b/gi, '<id>'],
  [/\b(?=[0-9a-f]{0,63}\d)[0-9a-f]{8,64}\b/gi, '<id>'],
  // What programs name for themselves below /tmp is named by chance.
  [/\/tmp\/[^\s'":,;)\]]{1,200}/g, '/tmp/<id>'],
];

const numbers: readonly Pattern[] = [
  [/\b((?:[PT]ID|[pt]id|[Tt]hread|[Ww]orker)[-:#=( ]{0,2})\d{1,10}\b/g, '$1<n>'],
  // `1m30.5s`, `2 h 5 min`
  [/(?<![A-Za-z\d])\d+(?:\.\d+)?(?: ?(?:ms|min|[hms]) ?\d+(?:\.\d+)?){1,3} ?(?:ms|min|[hms])(?![A-Za-z])/g, '<n>'],
  [
    /(?<![A-Za-z\d])\d+(?:[.,]\d+)*(?: ?(?:[mµun]?s|secs?|seconds?|min(?:utes?)?|h(?:ours?)?|days?|[KMGT]i?B|bytes)(?![A-Za-z])|%)/g,
    '<n>',
  ],
];

/**
 * An error code keeps its number (`P1001`, `E11000`, `ORA-12541`): it is a name. So does a name with a number in it
 * (`psycopg2.Error`, `log4j`).
 */
const anyNumber = /(?<![A-Z\d]|[A-Z]-)(?!(?<=[a-z])\d{1,2}(?:[a-z]|\.[A-Za-z]))\d+(?:[.,]\d+)*/g;

const token = /[A-Za-z0-9]{8,64}/g;

/**
 * A console line with what differs from run to run taken out: times, numbers, durations, ids, addresses, ports, names of
 * replicas (those of `own` whatever they look like). Words, names of types, files and codes (of an HTTP status, an errno, an
 * exit) stay. At most 400 letters; '' for a blank line.
 */
export function toNormalLine(text: string, own: readonly string[] = []): string {
  let line = toWords(text).slice(0, longest);
  for (const name of own) if (name !== '' && line.includes(name)) line = line.replaceAll(name, '<replica>');
  for (const [pattern, word] of names) line = line.replace(pattern, word);
  line = line.replace(token, (word) => (isRandom(word) ? '<id>' : word));
  for (const [pattern, word] of numbers) line = line.replace(pattern, word);
  line = line.replace(anyNumber, (number, at: number, whole: string) => (isName(number, at, whole) ? number : '<n>'));
  return line.replace(/\s+/g, ' ').trim().slice(0, longest);
}

const logfmt = /\blevel="?\w{1,12}"? .{0,200}?\bmsg="((?:[^"\\]|\\.){1,1000})"/;

/** A line as a person would read it; of `time=… level=fatal msg="…" instance=…` the message. */
export function toWords(text: string): string {
  const line = cleanLine(text);
  return line.includes('msg="') ? (logfmt.exec(line)?.[1] ?? line) : line;
}

/** `status code 401`, `"statusCode":503`, `[Errno 111]`, `(os error 98)`, `SQLSTATE[23000]`, `HTTP/1.1" 502`, `exited (3)`. */
const beforeCode =
  /(?:^|[^A-Za-z])(?:(?:http|exit|status|error|err|response|return)[ _-]?){0,2}(?:codes?|status|errno|err no|error number|sqlstate|exit(?:ed)?(?: with)?|http(?:\/\d(?:\.\d)?)?|signal|msg)(?: of| is)?["']? ?[:=#]? ?[-["'(]{0,2}$/i;
/** `ERROR 1045 (28000)`: what stands behind `error:` is as often a count. */
const beforeErrorNumber = /(?:^|[^A-Za-z])error #?(?:\d{1,5} \()?$/i;
/** `step 3 of 7`: a few, and each is another place in the program. */
const beforeStep = /(?:^|[^A-Za-z])(?:step|stage|phase)[ :#=]{1,2}$/i;
/** `503 (Service Unavailable)`, after whatever words. */
const behindStatus =
  /^:? ?\(?(?:Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Conflict|Gone|Unprocessable|Too Many Requests|Client Error|(?:Internal )?Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out)/i;
const behindCount = /^ (?:times?|of|out|items?|rows?|errors?|more)\b/i;
/** Longer than any of these words with what stands between. */
const nearby = 48;

/** A number that names what happened, and does not count or measure. */
function isName(number: string, at: number, line: string): boolean {
  if (!/^\d{1,5}$/.test(number)) return false;
  const before = line.slice(Math.max(0, at - nearby), at);
  const behind = line.slice(at + number.length, at + number.length + nearby);
  if (beforeStep.test(before)) return number.length <= 2;
  if (/^[1-5]\d\d$/.test(number) && behindStatus.test(behind)) return true;
  return (beforeCode.test(before) || beforeErrorNumber.test(before)) && !behindCount.test(behind);
}

/** Letters and digits change places three times or more: nobody's word. */
function isRandom(word: string): boolean {
  if (!/\d/.test(word)) return false;
  let changes = 0;
  for (let at = 1; at < word.length; at += 1) {
    if (isDigit(word.charCodeAt(at)) !== isDigit(word.charCodeAt(at - 1))) changes += 1;
  }
  return changes >= 3;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
