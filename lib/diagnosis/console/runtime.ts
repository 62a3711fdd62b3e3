import type { ConsoleRow } from '@/lib/domain/rows';

const dotnet =
  /\bMicrosoft\.(?:Hosting|AspNetCore|Extensions|EntityFrameworkCore)\b|\bNow listening on:|\bUnhandled exception\. [A-Z]\w{1,60}\.|\bat System\.|\.csproj\b|\bdotnet\b/;

/** The lines are those of a .NET process. */
export function speaksDotnet(lines: readonly ConsoleRow[]): boolean {
  return lines.some((line) => dotnet.test(line.text.slice(0, 1000)));
}

const shutdown =
  /\bhandling signal: (?:term|int|quit)\b|\bsig(?:term|int|quit)\b|\bwarm shut ?down requested\b|\bgraceful(?:ly)? (?:shutdown|shutting|stopp)|\bapplication is shutting down\b|\bshutting down\b|\bstopping (?:server|worker|application)\b|\breceived (?:shutdown|stop|termination)\b/i;

/** The process says that it was asked to stop. */
export function asksForEnd(lines: readonly ConsoleRow[]): ConsoleRow | undefined {
  return lines.find((line) => shutdown.test(line.text.slice(0, 1000)));
}
