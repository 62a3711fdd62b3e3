import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { exitsWithCode, lastRows, startRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { createFailures, textOf } from '@/lib/diagnosis/rules/failed-starts';
import { badCommandWordings } from '@/lib/diagnosis/rules/wordings/app.bad-command';
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
  signatures: badCommandWordings,
  examine(incident): Examination {
    const create = createFailures(incident).filter((start) => speaksOfCommand(textOf(start)));
    const named = create.at(-1);
    if (named !== undefined) return fromCreate(incident, named, create);
    const inConsole = examineConsole(incident, {
      cause: 'app.bad-command',
      named: [/Cannot find module '(?<path>\/[^']{1,300})'/],
      nextSteps: (c) => nextSteps(c),
    });
    if (inConsole !== null && 'summary' in inConsole) return { ...inConsole, causality: 45 };
    return fromSilentCreate(incident) ?? fromCode(incident) ?? inConsole;
  },
};

const executable = [
  /exec: "(?<path>[^"]{1,300})": (?:executable file not found|stat|permission denied|is a directory|no such file)/i,
  /exec: (?<path>[^:\n]{1,200}): (?:executable file not found|no such file)/i,
  /executable file [`'"‘](?<path>[^`'"’]{1,300})[`'"’] (?:not found|: )/i,
  /executable file (?<path>)not found in \$PATH/i,
  /\bchdir to cwd \(\\?"?(?<path>[^"\\)\n]{1,300})/i,
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
  if (/\bchdir to cwd\b/i.test(text)) return fromWorkingDirectory(incident, path, create);
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

function fromWorkingDirectory(incident: Case, path: string | undefined, create: readonly FailedStart[]): Examination {
  return {
    confidence: 'high',
    summary: `The working directory ${path ?? 'of the container'} is not in the image: ${whoEnded(incident)}.`,
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
