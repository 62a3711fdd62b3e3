import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';

/** How programs word it; which rule reads them and when they count stands in rules/app.bad-command.ts. */
export const badCommandWordings: readonly ConsoleSignature[] = [
  fatal(
    'exec-not-found',
    'executable directory denied found',
    /\bexec:? "?(?<path>[^"\n]{1,200})"?: (?:executable file not found in \$PATH|stat [^\n]{1,200}: no such file or directory|permission denied|not found|no such file or directory|is a directory)/,
    'The command {path} cannot be started',
  ),
  fatal(
    'shell-not-found',
    'found',
    /(?:^|\s|\/)(?:(?:ba|da|a|z)?sh|entrypoint\.sh|[\w./-]{1,80}\.sh|-c|env): (?:(?:line )?\d{1,5}: )?(?:exec: )?[‘'"`]?(?<path>(?!(?:source|shopt|declare|function|pushd|popd|mapfile|\[\[):)[^\s:'"`‘]{1,160})[’'"`]?: (?:command )?not found/,
    'The shell does not find the command {path}',
  ),
  fatal(
    'not-a-command',
    'found',
    /(?:^|: )(?<path>(?!(?:source|shopt|declare|pushd|popd|mapfile):)[\w./-]{1,120}): (?:command not found|not found)$/m,
    'The command {path} is not found',
  ),
  fatal(
    'shell-no-such-file',
    'directory permission',
    /(?:^|\s|\/)(?:(?:ba|da|a|z)?sh|env|tini|dumb-init|su-exec|gosu|setpriv|runuser|nice|timeout|xvfb-run|docker-entrypoint\.sh|[\w./-]{1,80}entrypoint[\w.-]{0,20}): (?:(?:line )?\d{1,5}: |0: )?(?:can't open |cannot open |can't execute |failed to execute )?(?:exec )?[‘'"]?(?<path>[^\s:'"’]{1,160})[’'"]?: (?:No such file or directory|Permission denied)/,
    'The command {path} cannot be started',
  ),
  fatal(
    'bad-interpreter',
    'interpreter',
    /(?<path>[\w./-]{1,160}): .{0,60}bad interpreter/,
    'The script {path} names an interpreter that is not there',
  ),
  fatal(
    'crlf-script',
    'm directory bin env',
    /\/(?:bin\/(?:ba)?sh|usr\/bin\/env)\S{0,20}(?:\^M|\\r)|env: [‘'"]?\w{1,20}(?:\\r|\^M)/,
    'A script has Windows line ends',
  ),
  fatal(
    'su-exec-not-found',
    'tini dumb directory',
    /\[(?:FATAL tini|dumb-init)[^\]]{0,20}\] (?:exec )?(?<path>\S{1,160})(?: failed)?: No such file or directory/,
    'The command {path} cannot be started',
  ),
  fatal(
    'exec-failed',
    'oci failed process directory exec',
    /\b(?:OCI runtime exec failed|exec failed|failed to exec|exec user process caused|exec \/?\S{1,120}: no such file)/,
    'The command cannot be started',
  ),
  fatal(
    'node-main-missing',
    'module',
    /Cannot find module '(?<path>\/(?!.{0,200}node_modules)[^']{1,160}\/(?:index|server|app|main|dist\/[\w./-]{1,60})(?:\.[cm]?js)?)'(?!.{0,40}imported)/,
    'Node is told to run {path}, which is not in the image',
  ),
  fatal(
    'python-cant-open',
    'python python3 open',
    /\bpython[\d.]{0,5}: can't open file '(?<path>[^']{1,200})'/,
    'Python is told to run {path}, which is not in the image',
  ),
  fatal(
    'script-argument-missing',
    'exist',
    /\bInvalid value(?: for ['"]?[\w [\]-]{1,60}['"]?)?: (?:File|Path|Directory) ?['"]?:? ?(?<path>[^'"\n]{0,160}?)['"]? ?does not exist(?:: (?<file>\S{1,160}))?/,
    'The command names {file,path|a file} that is not in the image',
  ),
  fatal(
    'java-jarfile',
    'jarfile',
    /\bUnable to access jarfile (?<path>\S{1,200})/i,
    'Java is told to run {path}, which is not in the image',
  ),
  fatal(
    'npm-missing-script',
    'missing script command',
    /\bmissing script:? ?['"]?(?<path>[\w:.-]{1,60})|\bCouldn't find a script named "(?<yarn>[\w:.-]{1,60})"|\berror Command "(?<name>[\w:.-]{1,60})" not found\b|\bScript not found "(?<script>[\w:./-]{1,80})"/i,
    'package.json has no script {path,yarn,name,script|of that name}',
  ),
  fatal(
    'no-such-command',
    'command subcommand',
    /\b(?:[Nn]o such (?:sub)?command|[Uu]nknown (?:sub)?command|[Uu]nrecognized (?:sub)?command|[Ii]nvalid (?:sub)?command):? ['"`](?<path>[\w:.-]{1,80})['"`]/,
    'The program has no command {path}',
  ),
  fatal(
    'node-entry-missing',
    'requirestack',
    /\brequireStack: \[\]/,
    'Node is told to run {path|a file}, which is not in the image',
  ),
  fatal(
    'dotnet-dll-missing',
    'execute exist sdk',
    /The application to execute does not exist(?:: '(?<path>[^']{1,200})')?|Could not execute because the (?:application was not found|specified command or file was not found)/,
    '.NET is told to run {path|an application} that is not in the image',
  ),
  fatal(
    'interpreter-script-missing',
    'open input perl fatal ruby script module found php',
    /Could not open input file: (?<path>\S{1,200})|Can't open perl script "(?<perl>[^"]{1,200})"|Fatal error: cannot open file '(?<r>[^']{1,200})'|ruby: No such file or directory -- (?<ruby>\S{1,200})|error: Module not found "file:\/\/(?<deno>[^"]{1,200})"|lua[\d.]{0,4}: cannot open '?(?<lua>[^'\s]{1,200})/,
    'The command names {path,perl,r,ruby,deno,lua}, which is not in the image',
  ),
  inOtherLanguages('commandNotFound', 'The shell does not find a command'),
  telling(
    'usage-shown',
    'usage',
    /^\s{0,4}[Uu]sage: (?<path>\S{1,80})/m,
    'The program {path} shows how it is to be called',
  ),
];
