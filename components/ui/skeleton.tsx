/** Where a part will stand, in its size, so that nothing moves when it arrives. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden="true" className={`skeleton ${className}`} />;
}
