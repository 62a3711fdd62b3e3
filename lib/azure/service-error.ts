/** One level of the service's nested error body. */
export interface ServiceError {
  code: string | null;
  message: string | null;
  line: number | null;
  position: number | null;
}

/** Longest text of the service that we repeat to people; bodies can hold whole pages. */
const longestText = 400;

/**
 * Flattens `{code, message, innererror?, details?}`, outermost first.
 * `line` and `pos` come with syntax errors (REST reference, "Errors").
 */
export function findErrors(error: unknown, depth = 0): ServiceError[] {
  if (typeof error !== 'object' || error === null || depth > 8) return [];
  if (Array.isArray(error)) return error.flatMap((item) => findErrors(item, depth + 1));
  const { code, message, line, pos, innererror, details } = error as Record<string, unknown>;
  const here: ServiceError = {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : null,
    message: typeof message === 'string' && message.trim() !== '' ? message.trim().slice(0, longestText) : null,
    line: typeof line === 'number' ? line : null,
    position: typeof pos === 'number' ? pos : null,
  };
  const said = here.code !== null || here.message !== null;
  return [...(said ? [here] : []), ...findErrors(details, depth + 1), ...findErrors(innererror, depth + 1)];
}

/** The errors of a response body `{"error": …}`; none when it is not JSON. */
export function parseServiceErrors(bodyText: string | null | undefined): ServiceError[] {
  try {
    const body: unknown = JSON.parse(bodyText ?? '');
    return typeof body === 'object' && body !== null && 'error' in body ? findErrors(body.error) : [];
  } catch {
    return [];
  }
}
