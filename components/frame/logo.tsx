/** Lanes, one of which ends in an exit. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path d="M1 4h10v2.5H1zM1 9h18v2.5H1zM1 14h13v2.5H1z" className="fill-text" />
      <path
        d="M13 1.5h7v7h-7zM14.7 3.9l1.1 1.1-1.1 1.1.7.7 1.1-1.1 1.1 1.1.7-.7L17.200 5l1.1-1.1-.7-.7-1.1 1.1-1.1-1.1z"
        fillRule="evenodd"
        className="fill-exit"
      />
      <path d="M15.5 13l3.5 5h-7z" className="fill-start" />
    </svg>
  );
}
