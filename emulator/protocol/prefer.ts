/** What the `Prefer` header asks for (REST reference, "Prefer options"). */
export interface Preferences {
  /** How long the server may take; 180 s when nothing is said, 600 s at most. */
  waitMs: number;
  statistics: boolean;
  render: boolean;
}

export function parsePrefer(header: string | null): Preferences {
  const options = new Map(
    (header ?? '').split(/[,;]/).map((option) => {
      const [name = '', value = 'true'] = option.split('=');
      return [name.trim().toLowerCase(), value.trim().toLowerCase()] as const;
    }),
  );
  const wait = Number(options.get('wait') ?? Number.NaN);
  return {
    waitMs: (Number.isFinite(wait) && wait > 0 ? Math.min(wait, 600) : 180) * 1000,
    statistics: options.get('include-statistics') === 'true',
    render: options.get('include-render') === 'true',
  };
}
