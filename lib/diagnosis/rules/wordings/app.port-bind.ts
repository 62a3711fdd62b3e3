import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal, telling } from '@/lib/diagnosis/console/signature';
import type { ConsoleSignature } from '@/lib/diagnosis/rule';

const denied = 'Listening on port {port|} was denied: a port below 1024 needs root';
const inUse = 'Port {port|(see the line)} is already in use in this replica';

/** How programs word it; which rule reads them and when they count stands in rules/app.port-bind.ts. */
export const portBindWordings: readonly ConsoleSignature[] = [
  fatal(
    'node-listen-denied',
    'eacces',
    /\blisten EACCES: permission denied (?:[\w.:[\]*]{1,60}:)?(?<port>\d{1,5})(?=\D|$)(?!\.)/,
    denied,
  ),
  fatal(
    'node-in-use',
    'eaddrinuse',
    /\bEADDRINUSE\b(?:: address already in use)?(?: (?:[\w.:[\]*]{0,60}?:)?(?<port>\d{1,5})(?![\d.:]))?/,
    inUse,
  ),
  fatal(
    'bind-denied',
    'bind listen permission permitted eacces denied failed',
    /\b(?:bind\(\) to|listen tcp[46]?|bind(?:ing)? (?:to|on)|cannot bind to|failed to bind(?: to)?) {0,2}['"(]?[\w.:[\]*]{0,60}?:(?<port>\d{1,5})\b.{0,40}(?:permission denied|\(13:|Permission denied|EACCES|Operation not permitted)/i,
    denied,
  ),
  fatal(
    'bind-in-use',
    'bind listen tcp failed',
    /\b(?:bind\(\) to|listen(?:ing)?(?: on)? tcp[46]?|bind(?:ing)? (?:to|on)|cannot bind to|failed to bind(?: to)?) {0,2}['"(]?[\w.:[\]*]{0,60}?:(?<port>\d{1,5})\b.{0,60}(?:in use|\(98:)/i,
    inUse,
  ),
  fatal(
    'python-denied-address',
    'permission',
    /\bPermission denied: \('(?<host>[\d.:a-f]{2,45})', (?<port>\d{1,5})\)/,
    denied,
  ),
  fatal('bind-eacces', 'eacces', /\bbind EACCES [\w.:[\]*]{0,60}?:(?<port>\d{1,5})\b/, denied),
  fatal(
    'apr-bind',
    'bind bindexception',
    /\bSocket bind failed: \[(?:13|98)\]|BindException: (?:Permission denied|Address already in use)/,
    'The port cannot be bound',
  ),
  fatal(
    'apache-bind',
    'ah00072',
    /\bAH00072: make_sock: could not bind to address [\w.:[\]]{1,60}?:(?<port>\d{1,5})/,
    'Apache cannot listen on port {port}',
  ),
  fatal(
    'python-in-use',
    'errno',
    /\[Errno (?:98|48)\] .{0,40}(?:[Aa]ddress already in use|error while attempting to bind on address \('[^']{1,60}', (?<port>\d{1,5})\))/,
    inUse,
  ),
  fatal(
    'python-bind-denied',
    'errno',
    /\[Errno 13\] .{0,20}error while attempting to bind on address \('[^']{1,60}', (?<port>\d{1,5})/,
    denied,
  ),
  fatal(
    'gunicorn-cannot-connect',
    'connect connection',
    /(?:Can't connect to|Connection in use:) \('[^']{1,60}', (?<port>\d{1,5})\)/,
    'gunicorn cannot listen on port {port}',
  ),
  fatal(
    'spring-in-use',
    'port',
    /\b(?:Web server failed to start\. )?Port (?<port>\d{1,5}) (?:was|is) already in use/i,
    inUse,
  ),
  fatal(
    'dotnet-in-use',
    'addressinuseexception bind address',
    /\bAddressInUseException\b|Failed to bind to address https?:\/\/[\w.:[\]+*-]{1,80}?:(?<port>\d{1,5}): address already in use/,
    inUse,
  ),
  fatal('dotnet-denied', 'socketexception bind', /SocketException \(13\): Permission denied/, denied),
  fatal(
    'rust-bind-denied',
    'permissiondenied',
    /\bkind: PermissionDenied\b.{0,80}?(?:\bbind\w{0,4}\b.{0,40}?|\s)[\w.[\]]{0,45}:(?<port>\d{2,5})\b/,
    denied,
  ),
  fatal(
    'listen-failed-reason',
    'listen',
    /\b[Ff]ailed to listen on ['"]?[\w.:[\]*-]{0,60}?:(?<port>\d{1,5})['"]? \(reason: /,
    'Listening on port {port} failed',
  ),
  fatal(
    'bind-word-denied',
    'bind',
    /\bbind: [Pp]ermission denied\b(?:[^\n]{0,30}?:(?<port>\d{2,5}))?|\bbind on address \('[^']{1,60}', (?<number>\d{1,5})\): [Pp]ermission/,
    'Listening on port {port,number|} was denied: a port below 1024 needs root',
  ),
  fatal(
    'bind-on-address-in-use',
    'bind',
    /\bbind on address \('[^']{1,60}', (?<port>\d{1,5})\): [Aa]ddress already in use/,
    inUse,
  ),
  telling('bind-call-in-trace', 'bind', /\b(?:socket|sock|s|server)\.bind\(/, 'The process could not bind its port'),
  fatal('endpoint-in-use', 'bind', /[\w.*[\]]{0,60}:(?<port>\d{2,5}): bind: [Aa]ddress already in use/, inUse),
  fatal('rust-addr-in-use', 'addrinuse', /\bkind: AddrInUse\b/, 'The port is already in use in this replica'),
  fatal(
    'address-in-use',
    'address',
    /\b[Aa]ddress (?:is )?already in use\b(?:.{0,40}?(?::| port )(?<port>\d{2,5}))?/,
    inUse,
  ),
  inOtherLanguages('inUse', 'The port is already in use in this replica'),
  fatal(
    'php-fpm-bind',
    'bind listening',
    /unable to bind listening socket for address '[^']{0,60}?:?(?<port>\d{1,5})?'/,
    'PHP-FPM cannot listen on port {port|}',
  ),
  fatal(
    'haproxy-bind',
    'bind',
    /cannot bind socket.{0,60}?:(?<port>\d{1,5})\]/i,
    'HAProxy cannot listen on port {port}',
  ),
  fatal(
    'postgres-bind',
    'bind',
    /could not bind IPv[46] address .{1,60}: (?:Address|Permission)/,
    'PostgreSQL cannot listen on its port',
  ),
  fatal(
    'mongod-bind',
    'listen setuplistener socketexception',
    /Failed to set up listener: SocketException: (?:Address already in use|Permission denied)/,
    'mongod cannot listen on its port',
  ),
];
