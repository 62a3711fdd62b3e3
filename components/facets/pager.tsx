'use client';

/** Turns the pages of a long list. */
export function Pager({
  label,
  says,
  page,
  pages,
  onTurn,
}: {
  label: string;
  /** What the page holds: `1 to 50 of 143`. */
  says: string;
  /** From 0. */
  page: number;
  pages: number;
  onTurn: (page: number) => void;
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-2 border-line border-t px-4 py-2">
      <button type="button" className="control" disabled={page === 0} onClick={() => onTurn(page - 1)}>
        Previous
      </button>
      <button type="button" className="control" disabled={page >= pages - 1} onClick={() => onTurn(page + 1)}>
        Next
      </button>
      <span className="text-text-soft tabular-nums">{says}</span>
    </nav>
  );
}
