'use client';

/**
 * What has happened since, at the lower edge: over the page and not in it, so that nothing the reader looks at moves. The
 * live region is always there, because one that comes with its words is not read out.
 */
export function NewsPill({
  words,
  isPending,
  onShow,
}: {
  /** `3 new events`; `null`: nothing new. */
  words: string | null;
  isPending: boolean;
  onShow: () => void;
}) {
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-3 print:hidden">
      <div
        className={
          words === null
            ? ''
            : 'pointer-events-auto flex items-center gap-3 rounded-full border border-accent bg-panel py-1.5 pr-1.5 pl-4 shadow-lg'
        }
      >
        <p role="status" className="font-medium">
          {words}
        </p>
        {words !== null && (
          <button type="button" className="control rounded-full" disabled={isPending} onClick={onShow}>
            {isPending ? 'Asking' : 'Show'}
          </button>
        )}
      </div>
    </div>
  );
}
