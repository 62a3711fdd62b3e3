import { badArgument, type ServiceError } from './service-error';

/**
 * What the search path for Basic tables refuses: more than one table, and the operators that bring in others
 * (Azure Monitor, "Query data in a Basic and Auxiliary table"). `null` when the query is fit for it.
 * @param tables names of the tables of the workspace.
 */
export function refuseForSearch(kql: string, tables: readonly string[]): ServiceError | null {
  const words = wordsOf(kql);
  const used = new Set(words.filter((word) => tables.includes(word)));
  if (used.size > 1) return refuse(`A search reads one table, not ${[...used].join(' and ')}`);
  const operator = words.find((word) => ['join', 'find', 'search', 'externaldata'].includes(word));
  return operator === undefined ? null : refuse(`The operator ${operator} is not supported on Basic tables`);
}

function refuse(message: string): ServiceError {
  return badArgument({ code: 'QueryValidationError', message });
}

/** The words of a query outside of its strings and comments. */
function wordsOf(kql: string): string[] {
  const bare = kql.replace(
    /\/\/[^\n]*|@"(?:[^"]|"")*"|@'(?:[^']|'')*'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|```[\s\S]*?```|~~~[\s\S]*?~~~/g,
    ' ',
  );
  return bare.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
}
