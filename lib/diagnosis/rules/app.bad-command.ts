import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { exitsWithCode, lastRows, startRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { createFailures, textOf } from '@/lib/diagnosis/rules/failed-starts';
import type { FailedStart } from '@/lib/domain/run';

export const badCommand: Rule = {
  cause: 'app.bad-command',
  attribution: 'configuration',
  docs: {
    says: 'The entry point or command names a program that is not there, cannot be executed, or is one word where it should be several.',
    evidence: 'A create failure whose detail names the executable; or exit code 126 or 127 with the shell’s own words.',
    limits:
      'A create failure without detail (older platform builds) is medium: a missing executable is its usual cause, not the only one. 127 also follows from a shared library that is missing; then app.missing-module holds.',
  },
  signatures: [
    fatal(
      'exec-not-found',
      'executable directory denied found',
      /\bexec:? "?(?<path>[^"\n]{1,200})"?: (?:executable file not found in \$PATH|stat [^\n]{1,200}: no such file or directory|permission denied|not found|no such file or directory|is a directory)/,
      'The command {path} cannot be started',
    ),
    fatal(
      'shell-not-found',
      'found',
      /(?:^|\s|\/)(?:(?:ba|da|a|z)?sh|entrypoint\.sh|[\w./-]{1,80}\.sh|-c|env): (?:(?:line )?\d{1,5}: )?(?:exec: )?[‘'"`]?(?<path>[^\s:'"`‘]{1,160})[’'"`]?: (?:command )?not found/,
      'The shell does not find the command {path}',
    ),
    fatal(
      'not-a-command',
      'found',
      /(?:^|: )(?<path>[\w./-]{1,120}): (?:command not found|not found)$/m,
      'The command {path} is not found',
    ),
    fatal(
      'shell-no-such-file',
      'directory permission',
      /(?:^|\s)(?:(?:ba|da|a|z)?sh|env|tini|dumb-init|docker-entrypoint\.sh|[\w./-]{1,80}entrypoint[\w.-]{0,20}): (?:(?:line )?\d{1,5}: |0: )?(?:can't open |cannot open )?(?:exec )?[‘'"]?(?<path>[^\s:'"’]{1,160})[’'"]?: (?:No such file or directory|Permission denied)/,
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
      /\bmissing script:? ?['"]?(?<path>[\w:.-]{1,60})|\bCouldn't find a script named "(?<yarn>[\w:.-]{1,60})"|\berror Command "(?<name>[\w:.-]{1,60})" not found\b|\bScript not found "(?<script>[\w:./-]{1,80})"|ERR_PNPM_NO_SCRIPT/i,
      'package.json has no script {path,yarn,name,script|of that name}',
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
  ],
  examine(incident): Examination {
    const create = createFailures(incident).filter((start) => speaksOfCommand(textOf(start)));
    const named = create.at(-1);
    if (named !== undefined) return fromCreate(incident, named, create);
    const inConsole = examineConsole(incident, { cause: 'app.bad-command', nextSteps: (c) => nextSteps(c) });
    if (inConsole !== null && 'summary' in inConsole) return { ...inConsole, causality: 45 };
    return fromSilentCreate(incident) ?? fromCode(incident) ?? inConsole;
  },
};

const executable = [
  /exec: "(?<path>[^"]{1,300})": (?:executable file not found|stat|permission denied|is a directory|no such file)/i,
  /exec: (?<path>[^:\n]{1,200}): (?:executable file not found|no such file)/i,
  /executable file [`'"‘](?<path>[^`'"’]{1,300})[`'"’] (?:not found|: )/i,
  /executable file (?<path>)not found in \$PATH/i,
  /\bcannot execute binary|\bunable to start container process\b.{0,200}(?:no such file or directory|permission denied)/i,
  /\bstarting container process caused:? .{0,200}(?:no such file|not found|permission denied)/i,
];

function speaksOfCommand(text: string): boolean {
  return (
    !/exec format error|no space left|error mounting|mount through procfd|not a directory/i.test(text) &&
    executable.some((pattern) => pattern.test(text))
  );
}

function fromCreate(incident: Case, named: FailedStart, create: readonly FailedStart[]): Examination {
  const text = textOf(named);
  const path = executable
    .map((pattern) => pattern.exec(text)?.groups?.path)
    .find((found) => found !== undefined && found !== '');
  const isOneWord = path !== undefined && /\s/.test(path.trim());
  const why = /permission denied/i.test(text) ? 'is not executable' : 'is not in the image';
  const hint = isOneWord ? ' It holds blanks: the whole command line was passed as the name of one program.' : '';
  return {
    confidence: 'high',
    summary: `The command ${path === undefined ? 'of the container' : `"${path}"`} ${why}: ${whoEnded(incident)}.${hint}`,
    evidence: startRows(create),
    nextSteps: nextSteps(incident),
    causality: 50,
  };
}

/** Older builds of workload-profile environments log `ContainerCreateFailure` with an empty code and no detail. */
function fromSilentCreate(incident: Case): Examination {
  const create = createFailures(incident);
  const silent = create.filter((start) => isBare(textOf(start)));
  if (silent.length === 0 || silent.length < create.length || incident.role === 'platform') return null;
  return {
    confidence: 'medium',
    summary: `The container could not be created and the platform does not say why; a command that is not in the image is the usual cause: ${whoEnded(incident)}.`,
    evidence: startRows(silent),
    nextSteps: nextSteps(incident),
    causality: 45,
  };
}

function isBare(text: string): boolean {
  return /ContainerCreateFailure['"]?\.?\s*$/i.test(text.trim());
}

function fromCode(incident: Case): Examination {
  const runs = exitsWithCode(incident, 126, 127);
  if (runs.length === 0) return null;
  const code = runs.at(-1)?.exit?.exitCode;
  const spoken = incident.matches.some(
    (match) => match.cause !== 'app.bad-command' && match.signature.weight === 'fatal',
  );
  if (spoken) return null;
  return {
    confidence: 'medium',
    summary: `${code === 126 ? 'A shell found the command but could not run it' : 'A shell did not find the command it was told to run'}: ${whoEnded(incident)}.`,
    evidence: lastRows(runs),
    nextSteps: nextSteps(incident),
    causality: 40,
  };
}

function nextSteps(incident: Case) {
  return [
    steps.showTemplate(
      incident,
      'See the command and arguments the container gets',
      'properties.template.containers[].{name:name,image:image,command:command,args:args}',
    ),
    steps.setCommand(
      incident,
      'Give the program and each argument as words of their own (the portal wants commas between them)',
    ),
    {
      text: 'Look into the image: is the file there, executable, with Unix line ends?',
      command: 'docker run --rm --entrypoint sh <image> -c "ls -l <path>"',
      kql: null,
      href: null,
    },
  ];
}
