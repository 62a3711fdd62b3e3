export const messageKeys = [
  'message',
  'msg',
  'Message',
  '@m',
  '@mt',
  'RenderedMessage',
  'MessageTemplate',
  'event',
  'text',
  'log',
  'short_message',
  'body',
];
const errorKeys = [
  'error',
  'err',
  'exception',
  'Exception',
  '@x',
  'exc_info',
  'thrown',
  'cause',
  'reason',
  'error_message',
  'errorMessage',
  'error.message',
  'exception.message',
  'detail',
  'details',
  'attr',
];
const traceKeys = [
  'stack',
  'stack_trace',
  'stackTrace',
  'stacktrace',
  'StackTrace',
  'traceback',
  'error.stack_trace',
  'error.stack',
  'exception.stacktrace',
];
const typeKeys = ['type', 'name', 'class', 'Type', 'ClassName', 'errorType', 'code'];
export const levelKeys = ['level', 'levelname', 'severity', 'LogLevel', 'log.level', '@l', 'lvl', 'loglevel', 'Level'];

/** The words of a JSON log line: level, message, error and trace, a line each. `null`: it is not such a line. */
export function readJsonLine(line: string): string | null {
  const value = parsed(line);
  if (value === null) return null;
  const words = [...textsOf(value, messageKeys, 0), ...textsOf(value, errorKeys, 0), ...textsOf(value, traceKeys, 0)];
  const said = [...new Set(words)].join('\n');
  return said === '' ? null : `${levelOf(value)}${said}`;
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    // Half a JSON line (the runtime cuts at 16 KiB) is still text that can be read.
    return null;
  }
}

function textsOf(value: Record<string, unknown>, keys: readonly string[], depth: number): string[] {
  return keys.flatMap((key) => textOf(value[key], depth));
}

function textOf(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((item: unknown) => textOf(item, depth + 1));
  if (!isRecord(value) || depth > 3) return [];
  const type = typeKeys.map((key) => value[key]).find((item) => typeof item === 'string');
  const [message, ...more] = textsOf(value, messageKeys, depth + 1);
  // An object that names nothing as its message is all message: `{"kind":"server_configuration","info":"…"}`.
  const said = message === undefined && type === undefined ? Object.values(value).filter(isText).join(': ') : undefined;
  const first = [type, message, said].filter(isText).join(': ');
  return [first, ...more, ...textsOf(value, errorKeys, depth + 1), ...textsOf(value, traceKeys, depth + 1)].filter(
    (part) => part !== '',
  );
}

function levelOf(value: Record<string, unknown>): string {
  for (const key of levelKeys) {
    const level = value[key];
    if (typeof level === 'string' && level !== '') return `[${level.toUpperCase().slice(0, 12)}] `;
    // pino and bunyan write numbers: 30 info, 40 warn, 50 error, 60 fatal.
    if (typeof level === 'number') return level >= 50 ? '[ERROR] ' : level >= 40 ? '[WARN] ' : '[INFO] ';
  }
  return '';
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
