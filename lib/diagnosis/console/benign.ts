/** Lines that alarm and mean nothing: they never count as a failure, whatever words they hold. */
const benign: readonly RegExp[] = [
  // An orderly end that somebody asked for.
  /\bhandling signal: (?:term|int|quit|winch)\b/i,
  /\bsig(?:term|int|quit)\b.{0,40}\b(?:received|shutting|graceful|exiting)|\breceived (?:signal )?sig(?:term|int|quit)\b/i,
  /\bsignal \d{1,2} \(SIG(?:TERM|QUIT|INT|CHLD|HUP|WINCH)\) received/,
  /\bwarm shut ?down requested\b|\bgracefully shutting down\b|\bapplication is shutting down\b/i,
  /\bworker exiting \(pid|\bworker process \d+ exited with code 0\b|\bcancelling nursery\b/i,
  /\bnpm (?:err!|error) (?:signal SIGTERM|command failed|A complete log|Lifecycle script)/i,
  /\bterminating connection due to administrator command\b|\bdatabase system is shut down\b/i,
  // One request failed, the server carries on.
  /\ban unhandled exception (?:was thrown by the application|has occurred while executing the request)/i,
  /\bServlet\.service\(\) for servlet\b|\bConnection id ".{1,40}", Request id\b/,
  /"(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) [^"]{0,2000} HTTP\/\d(?:\.\d)?"? \d{3}\b/,
  /\bException on \/\S* \[(?:GET|POST|PUT|DELETE|PATCH|HEAD)\]/,
  /\b(?:Broken pipe|Connection reset by peer|ECONNRESET|client (?:has )?disconnected|premature(?:ly)? closed connection|ClientAbortException)\b/i,
  /, client: [\d.:a-f]{7,45}, server: |\breturn(?:ed|ing) (?:HTTP )?(?:status )?(?:code )?[45]\d\d\b/,
  // An Azure client tells of every answer; what it could not live with follows as an exception.
  /^\s{0,12}Response (?:\[[\w-]{1,80}\] \d{3}\b|status: \d{3}$)/,
  // Platform chatter.
  /\bno configured limit to the number of allowed active connections\b/i,
  /\b(?:Deprecat(?:ed|ion)Warning|ExperimentalWarning|\bdeprecated\b.{0,80}\bwill be removed)\b/i,
  /\b0 (?:errors?|failed|failures?)\b/i,
];

const quietLevel =
  /^\W{0,3}(?:info|information|debug|dbug|trace|verbose|notice)\b|\[(?:\d+\] \[)?(?:info|information|inf|debug|dbg|trace|verbose|notice)\]|\blevel"?[=:] ?"?(?:info|information|debug|trace)\b|"level": ?[123]0\b|^\S{0,40} (?:INFO|DEBUG|TRACE|VERBOSE) /i;

const warningLevel =
  /^\W{0,3}(?:warn|warning|wrn)\b|\[(?:\d+\] \[)?(?:warn|warning|wrn)\]|\blevel"?[=:] ?"?warn(?:ing)?\b|"level": ?40\b|^\S{0,40} WARN(?:ING)? /i;

/** The line itself says that it only warns: what it tells of does not end a program by itself. */
export function isWarningLevel(line: string): boolean {
  return warningLevel.test(line.slice(0, 160));
}

export function isBenign(line: string): boolean {
  return benign.some((pattern) => pattern.test(line));
}

/** The line itself says that it is no complaint (`[INFO]`, `level=debug`); supervisors tell of a SIGKILL in that tone, too. */
export function isQuietLevel(line: string): boolean {
  const start = line.slice(0, 160);
  return quietLevel.test(start) && !start.includes('SIGKILL');
}
