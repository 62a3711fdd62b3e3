import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';

export const fileNotFound: Rule = {
  cause: 'app.file-not-found',
  attribution: 'application',
  docs: {
    says: 'The running process needs a file or a directory that is not there.',
    evidence: 'The last failure in the console before the exit is a missing file; its path is read from it.',
    limits:
      'A missing program is app.bad-command, a missing module app.missing-module. A web server that answers 404 for a missing file is well.',
  },
  signatures: [
    fatal(
      'node-enoent',
      'enoent',
      /\bENOENT: no such file or directory, (?:open|stat|lstat|scandir|mkdir|access|readlink|rename|copyfile|watch|unlink) '(?<path>[^']{1,300})'/,
      'The file {path} is not there',
    ),
    fatal('enoent', 'enoent', /\bENOENT\b/, 'A file is not there'),
    fatal(
      'python-errno-2',
      'errno',
      /\[Errno 2\] No such file or directory: ['"]?(?<path>[^'"\n]{1,300})/,
      'The file {path} is not there',
    ),
    fatal('python-file-not-found', 'filenotfounderror', /\bFileNotFoundError\b/, 'A file is not there'),
    fatal(
      'java-file-not-found',
      'filenotfoundexception nosuchfileexception',
      /\b(?:FileNotFoundException|NoSuchFileException): (?<path>(?=[^\s(]{0,300}[./\\])[^\s(']{1,300})/,
      'The file {path} is not there',
    ),
    fatal(
      'dotnet-file-not-found',
      'find filenotfoundexception directorynotfoundexception configuration',
      /\bCould not find (?:a part of the path|file) '(?<path>[^']{1,300})'|The configuration file '(?<file>[^']{1,200})' was not found and is not optional/,
      'The file {path,file|that the configuration names} is not there',
    ),
    fatal(
      'go-open',
      'open',
      /\bopen (?<path>[\w./~-]{1,300}): no such file or directory/,
      'The file {path} is not there',
    ),
    fatal('rust-not-found', 'notfound os', /\bOs \{ code: 2, kind: NotFound/, 'A file is not there'),
    fatal(
      'ruby-enoent',
      'enoent directory',
      /No such file or directory @ \w{1,30} - (?<path>\S{1,300})/,
      'The file {path} is not there',
    ),
    fatal(
      'php-include',
      'failed',
      /(?:include|require)(?:_once)?\((?<path>(?!.{0,200}vendor\/autoload)[^)]{1,300})\): (?:Failed|failed) to open stream: No such file/,
      'The file {path} is not there',
    ),
    fatal(
      'nginx-open',
      'emerg',
      /\[emerg\].{0,40}(?:open\(\)|cannot load certificate(?: key)?|BIO_new_file\(\)) ?"?(?<path>[^"\s:]{1,300})"?.{0,80}(?:\(2: No such file|No such file)/,
      'nginx does not find {path}',
    ),
    fatal(
      'java-keystore',
      'keystore truststore exist found',
      /(?:Keystore|keystore|truststore).{0,80}(?:does not exist|not found|No such file)/,
      'A key store is not there',
    ),
    fatal(
      'config-file-missing',
      'config configuration file directory',
      /\b(?:config(?:uration)? file|settings file|certificate file|key file|model file|data file)[:\s'"]{1,4}(?<path>[^\s'"]{1,200})['"]? (?:does not exist|not found|could not be (?:found|opened)|is missing|was not found)/i,
      'The file {path} is not there',
    ),
    fatal(
      'unable-to-open',
      'open read load',
      /\b(?:cannot|can't|could not|unable to|failed to) (?:open|read|load|find) (?:the )?(?:config(?:uration)? )?(?:file|certificate|key|model|directory)? ?['"`]?(?<path>\/[^\s'"`:]{1,200})['"`]?.{0,60}(?:no such file|not found|does not exist)/i,
      'The file {path} is not there',
    ),
    fatal(
      'jar-agent',
      'zip',
      /\bError opening zip file or JAR manifest missing ?: ?(?<path>\S{1,200})/,
      'The file {path} is not there',
    ),
    fatal(
      'file-does-not-exist',
      'exist exists',
      /\b(?:file|directory|path|folder) ['"`]?(?<path>[\w.~-]{0,60}[/.][\w./~-]{1,200})['"`]? (?:does not|doesn't|did not) exist/i,
      'The file {path} is not there',
    ),
    fatal(
      'path-file-not-found',
      'found',
      /(?<path>\/[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){1,12}):? (?:file )?not found\b|\bfile not found:? ['"`]?(?<file>[\w.~-]{0,60}[/.][\w./~-]{1,200})/i,
      'The file {path,file} is not there',
    ),
    telling(
      'no-such-file',
      'directory',
      /(?<path>[\w./~-]{2,200})['"]?: No such file or directory/i,
      'The file {path} is not there',
    ),
    telling(
      'sqlite-cannot-open',
      'database sqlite',
      /unable to open database file/,
      'The SQLite file cannot be opened',
    ),
    inOtherLanguages('noSuchFile', 'A file is not there'),
  ],
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.file-not-found',
      nextSteps: (c) => [
        steps.showTemplate(
          c,
          'Check volume mounts and working directory',
          'properties.template.{volumes:volumes,containers:containers[].{name:name,volumeMounts:volumeMounts,command:command,args:args}}',
        ),
        {
          text: 'Look into the image: is the file copied to its last stage?',
          command: 'docker run --rm --entrypoint sh <image> -c "ls -l <path>"',
          kql: null,
          href: null,
        },
        steps.backToRevision(c),
      ],
    }),
};
