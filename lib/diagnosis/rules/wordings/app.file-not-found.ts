import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';

/** How programs word it; which rule reads them and when they count stands in rules/app.file-not-found.ts. */
export const fileNotFoundWordings: readonly ConsoleSignature[] = [
  fatal(
    'node-enoent',
    'enoent',
    /\bENOENT[:,] no such file or directory,? (?:(?:open|stat|lstat|scandir|mkdir|access|readlink|rename|copyfile|watch|unlink|opendir|realpath|chdir) )?'(?<path>[^']{1,300})'/,
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
    'spring-resource',
    'resource',
    /\bclass path resource \[(?<path>[^\]]{1,200})\] cannot be (?:opened|resolved)|\bConfig data resource '(?:file \[)?(?<file>[^\]']{1,200})\]?'.{0,120} does not exist/,
    'The file {path,file} is not there',
  ),
  fatal(
    'dotnet-directory',
    'directorynotfoundexception filenotfoundexception',
    /\b(?:DirectoryNotFound|FileNotFound)Exception: (?<path>\/\S{1,300})/,
    'The directory or file {path} is not there',
  ),
  fatal(
    'named-kind-missing',
    'exist find found missing',
    /\b(?:config|configuration|template|model|data|certificate|key|script|static|upload|input|working)s? ?(?:file|dir|directory|folder)?:? ['"`]?(?<path>\/[\w.~-]{1,80}(?:\/[\w.~-]{1,80}){0,12})['"`]? (?:does not exist|doesn't exist|not found|is missing)|\b(?:[Cc]annot|[Cc]an't|[Cc]ould not|[Uu]nable to) find (?:the )?(?:\w{1,20} )?(?:file|directory|folder) ['"`]?(?<name>[\w.~-]{0,60}[/.][\w./~-]{1,200})/,
    'The file or directory {path,name} is not there',
  ),
  fatal(
    'model-files',
    'gguf tokenizer safetensors load model',
    /\bfailed to open (?:GGUF|model) file '?(?<path>[^'\s]{1,300})|\bCan't load (?:tokenizer|model|the configuration|image processor)[^'\n]{0,20} for '(?<name>\/[^']{1,300})'|\bno file named [^\n]{1,160} found in directory (?<folder>\/\S{1,200})/,
    'The model’s files are not at {path,name,folder}',
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
  telling(
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
  telling('sqlite-cannot-open', 'database sqlite', /unable to open database file/, 'The SQLite file cannot be opened'),
  inOtherLanguages('noSuchFile', 'A file is not there'),
];
