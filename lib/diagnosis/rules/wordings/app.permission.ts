import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';

/** How programs word it; which rule reads them and when they count stands in rules/app.permission.ts. */
export const permissionWordings: readonly ConsoleSignature[] = [
  fatal(
    'node-eacces',
    'eacces eperm erofs',
    /\b(?:EACCES: permission denied|EPERM: operation not permitted|EROFS: read-only file system), (?:mkdir|open|scandir|unlink|rename|chmod|chown|copyfile|access|stat|rmdir|symlink|utime|link|read|write) '(?<path>[^']{1,300})'/,
    'The process may not touch {path}',
  ),
  telling(
    'eacces',
    'eacces eperm erofs',
    /\b(?:EACCES|EPERM|EROFS|eacces|eperm)\b(?!.{0,40}(?:listen|bind|0\.0\.0\.0|:::))/,
    'A file operation was denied',
  ),
  fatal(
    'python-errno-13',
    'errno',
    /\[Errno (?:13|1|30)\] (?:Permission denied|Operation not permitted|Read-only file system)(?!.{0,30}(?:bind|\('))(?:: ['"]?(?<path>[^'"\n]{1,300}))?/,
    'The process may not touch {path|a file}',
  ),
  telling('python-permission-error', 'permissionerror', /\bPermissionError\b/, 'A file operation was denied'),
  fatal(
    'chown',
    'chown chmod changing chgrp',
    /\b(?:chown|chmod|chgrp): (?:changing (?:ownership|permissions|group) of )?[‘'"`]?(?<path>[^‘’'"`:]{1,300})[’'"`]?: (?:Operation not permitted|Permission denied|Read-only file system)/,
    'The owner or mode of {path} cannot be changed',
  ),
  fatal(
    'chmod-call',
    'chmod chown',
    /\bch(?:mod|own)\(\) "(?<path>[^"]{1,300})" failed \(\d{1,2}: (?:Operation not permitted|Permission denied)/,
    'The owner or mode of {path} cannot be changed',
  ),
  fatal(
    'postgres-data-dir',
    'initdb ownership permissions directory',
    /initdb: (?:error: )?could not (?:change permissions|create directory|access directory)|data directory "(?<path>[^"]{1,200})" has (?:wrong ownership|invalid permissions|group or world access)/,
    'PostgreSQL cannot use its data directory {path|}',
  ),
  fatal(
    'wiredtiger',
    'wiredtiger operation denied permitted',
    /WiredTiger.{0,160}(?:Operation not permitted|Permission denied)/,
    'MongoDB may not use its data directory',
  ),
  fatal(
    'mkdir-denied',
    'mkdir create directory touch rm cp mv ln permission operation',
    /\b(?:mkdir|touch|rm|cp|mv|ln|cat|tee|install): (?:cannot|can't|could not)? ?(?:create|touch|remove|open|stat|move|access)?.{0,40}?[‘'"`]?(?<path>\/[^‘’'"`:\s]{1,300})[’'"`]?: (?:Permission denied|Operation not permitted|Read-only file system)/,
    'The process may not write to {path}',
  ),
  fatal(
    'go-denied',
    'open mkdir operation permission',
    /\b(?:open|mkdir|remove|rename|chmod|chown|unlinkat|stat) (?<path>[\w./~-]{1,300}): (?:permission denied|operation not permitted|read-only file system)/,
    'The process may not touch {path}',
  ),
  fatal(
    'dotnet-denied',
    'access path',
    /\bAccess to the path '(?<path>[^']{1,300})' is denied/,
    'The process may not touch {path}',
  ),
  fatal(
    'java-denied',
    'accessdeniedexception permission',
    /\bAccessDeniedException: (?<path>\/\S{1,300})|FileNotFoundException: (?<file>\/\S{1,300}) \(Permission denied\)/,
    'The process may not touch {path,file|a file}',
  ),
  fatal(
    'ruby-denied',
    'eacces permission',
    /\b(?:Errno::EACCES|Permission denied @ \w{1,30}) ?-? ?(?<path>\/\S{1,300})?/,
    'The process may not touch {path|a file}',
  ),
  fatal(
    'php-stream-denied',
    'stream failed',
    /(?:The stream or file(?: "(?<path>[^"]{1,300})")?|(?:fopen|file_put_contents|mkdir|include|require)\((?<file>[^)]{1,300})\): failed to open stream|failed to open stream).{0,200}Permission denied/i,
    'PHP may not write {path,file|a file}',
  ),
  fatal(
    'nginx-denied',
    'emerg',
    /\[emerg\].{0,40}(?:open|mkdir|chown|unlink)\((?:\) ?)?"(?<path>[^"]{1,300})"(?:, -?\d{1,9}\))? failed \((?:13|1|30): /,
    'nginx may not use {path}',
  ),
  fatal(
    'rust-denied',
    'permissiondenied',
    /\bkind: PermissionDenied\b(?!.{0,80}(?:\bbind|:\d{2,5}\b))/,
    'A file operation was denied',
  ),
  fatal(
    'mysql-dir',
    'directory writable written readable folder writeable',
    /(?:directory|file|folder|path|=)? ?['"`]?(?<path>\/[^\s'"`]{1,200})['"`]? (?:is not writ(?:e)?able|not writ(?:e)?able|is not readable|cannot be written)/i,
    'The process may not write to {path}',
  ),
  fatal(
    'elastic-accessdenied',
    'obtain access elasticsearch',
    /(?:AccessDeniedException|failed to (?:create|bind|access)).{0,60}\/usr\/share\/elasticsearch/,
    'Elasticsearch may not use its data directory',
  ),
  fatal(
    'os-error-13',
    'os',
    /\b(?:[Pp]ermission denied|[Oo]peration not permitted) \(os error (?:13|1)\)/,
    'A file operation was denied',
  ),
  fatal(
    'cannot-touch',
    'permission permitted',
    /\b(?:can't|cannot|could not|unable to|failed to|fails? to|error) (?:open|create|write|read|access|make|remove|rename|load|save|lock)(?:ing)?(?: or \w{1,20})?\b[^\n]{0,160}(?:[Pp]ermission denied|[Oo]peration not permitted)/i,
    'A file operation was denied',
  ),
  fatal(
    'too-open',
    'open accessible permissions ownership',
    /\bPermissions \d{3,4} for '(?<path>[^']{1,200})' are too open|must be accessible by owner only|bad permissions: |detected dubious ownership in repository at '(?<repository>[^']{1,200})'/,
    'The permissions or the owner of {path,repository|a key file} are not as the program wants them',
  ),
  fatal(
    'denied-then-path',
    'permission permitted',
    /\b(?:[Pp]ermission denied|[Oo]peration not permitted):? ['"(]{1,2}(?<path>\/[^\s'"()]{1,300})/,
    'The process may not touch {path}',
  ),
  fatal(
    'file-access-denied',
    'access denied readonly writable backend',
    /\b(?:file|path|drive|directory|disk|folder) access (?:is |was )?denied\b|\bunable to create \(?(?<path>\/[^\s)]{1,200})\)? ?.{0,40}denied|attempt to write a readonly database|ensure .{0,60}\bwrite permissions?\b|\b(?:does not|doesn't) have (?:write|read|the required|sufficient) permissions? (?:to|for|on) (?:the )?(?:\w+ )?['"]?(?<folder>\/[^\s'"]{1,200})/i,
    'The process may not touch {path,folder|a file}',
  ),
  telling('read-only-fs', 'read', /[Rr]ead-only file system/, 'A file system is read-only'),
  telling(
    'permission-denied',
    'permission permitted',
    /(?<path>\/[\w./~-]{2,200})['"’`]?: (?:[Pp]ermission denied|[Oo]peration not permitted)/,
    'The process may not touch {path}',
  ),
  telling('errno-in-path', 'eacces', /(?<path>\/[\w./~-]{2,200})['"’`]?: eacces\b/, 'The process may not touch {path}'),
  inOtherLanguages('denied', 'A file operation was denied'),
];
