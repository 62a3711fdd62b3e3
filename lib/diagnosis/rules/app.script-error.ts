import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { exitsWithCode, lastRows, nameOf, whoEnded } from '@/lib/diagnosis/rules/exits';

/** What people call containers that prepare something and end: `restore-db`, `init-schema`, `wait-for-redis`. */
const preparing =
  /^(?:init|restore|migrate|migration|seed|setup|prepare|wait|copy|fetch|download|bootstrap|chown|fix|create|import|provision|load)\b|(?:-init|-setup|-migrations?|-seed|-bootstrap)$/i;

export const scriptError: Rule = {
  cause: 'app.script-error',
  attribution: 'application',
  docs: {
    says: 'A start-up or init script failed on its own logic: a syntax error, an unmatched pattern, a test that stops it under set -e.',
    evidence: 'The shell’s own complaint with a line number; exit code 2 of a shell.',
    limits:
      'A script that cannot find a command is app.bad-command. An init container in back-off that leaves no line is named here with low confidence, because such containers mostly run scripts.',
  },
  signatures: [
    fatal(
      'shell-syntax',
      'syntax unexpected entrypoint',
      /(?:(?:ba|da|a|z)?sh|\.sh|entrypoint\S{0,20}|-c): (?:line )?\d{1,5}: (?:[Ss]yntax error|.{0,60}unexpected)/,
      'The shell script has a syntax error',
    ),
    fatal(
      'shell-syntax-near',
      'syntax',
      /\bsyntax error near unexpected token\b|Syntax error: .{0,60}(?:unexpected|Unterminated|expecting)/,
      'The shell script has a syntax error',
    ),
    fatal(
      'shell-test',
      'operator expected arguments missing',
      /\[: .{0,60}(?:unexpected operator|too many arguments|binary operator expected|integer expression expected|missing)/,
      'A test in the shell script is not valid',
    ),
    fatal(
      'shell-glob',
      'directory cannot',
      /\b(?:ls|cp|mv|cat|tar|gzip|gunzip|unzip|rm|chmod): (?:cannot (?:access|stat|open)|can't (?:open|stat|remove)) '?[^'\n]{0,120}[*?][^'\n]{0,120}'?: No such file/,
      'A pattern in the script matches no file',
    ),
    fatal(
      'shell-bad-substitution',
      'substitution',
      /\bbad substitution\b/i,
      'The script uses syntax that this shell does not have',
    ),
    fatal(
      'not-this-shell',
      'pipefail found',
      /\b[Ii]llegal option -o pipefail\b|\bset: pipefail: invalid option name|\b(?:source|shopt|declare|pushd|popd|mapfile|\[\[): not found/,
      'The script uses what this shell does not have',
    ),
    fatal(
      'jq-failed',
      'jq parse',
      /\bjq: error\b|^parse error: (?:Invalid|Expected|Unfinished)[^\n]{0,60} at line \d/,
      'jq could not read what the script gave it',
    ),
    fatal(
      'shell-line-failed',
      'line',
      /\.sh: line \d{1,5}: (?!.{0,160}(?:command not found|unbound variable))(?:.{1,120}): (?:No such file|cannot|ambiguous|not a valid|missing|invalid|Bad|unexpected)/,
      'A line of the script failed',
    ),
    fatal(
      'tar-failed',
      'tar gzip unzip',
      /\b(?:tar: (?:Error is not recoverable|Unexpected EOF|.{0,60}Cannot open)|gzip: .{0,60}(?:not in gzip format|unexpected end)|unzip: {1,2}cannot find)/,
      'The script could not unpack an archive',
    ),
    fatal(
      'awk-sed',
      'sed awk',
      /\b(?:sed: (?:-e expression|can't read|couldn't)|awk: (?:syntax error|cannot open|fatal))/,
      'A tool in the script failed',
    ),
    inOtherLanguages('shellSyntax', 'The shell script has a syntax error'),
    fatal('make-failed', 'make recipe', /\bmake: \*\*\* /, 'A make target failed'),
    telling(
      'trap-err',
      'line command failed',
      /\b(?:[Ee]rror on line \d{1,5}|failed (?:at|on|in) line \d{1,5}|exited with (?:status|code) \d{1,3} (?:at|on) line)/,
      'A line of the script failed',
    ),
  ],
  examine(incident): Examination {
    const inConsole = examineConsole(incident, { cause: 'app.script-error', nextSteps: (c) => nextSteps(c) });
    if (inConsole !== null) return inConsole;
    return incident.matches.length > 0 ? null : fromSilentInit(incident);
  },
};

function fromSilentInit(incident: Case): Examination {
  const prepares = incident.role === 'init' || (incident.container !== null && preparing.test(incident.container));
  if (!prepares || exitsWithCode(incident, 137, 139, 143, 126, 127).length > 0) return null;
  if (incident.failedStarts.length > 0 || (incident.exits.length === 0 && incident.backOff === null)) return null;
  const rows =
    incident.exits.length > 0 ? lastRows(incident.exits) : incident.faults.slice(-3).map((event) => event.row);
  return {
    confidence: 'low',
    summary: `${nameOf(incident)} prepares the start and fails each time, so the others never start; its console has no line that says why: ${whoEnded(incident)}.`,
    evidence: rows,
    nextSteps: nextSteps(incident),
    causality: 40,
  };
}

function nextSteps(incident: Case) {
  return [
    steps.readConsole(incident),
    advise('Run the script with sh -x, or add set -x to its first lines, to see the command it stops at'),
    steps.showTemplate(incident, 'See the init containers and their commands', 'properties.template.initContainers'),
  ];
}
