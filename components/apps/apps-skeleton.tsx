import { Skeleton } from '@/components/ui/skeleton';

const rows = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** The list while it is asked for. */
export function AppsSkeleton() {
  return (
    <div aria-busy="true" className="space-y-3">
      <p role="status" className="sr-only">
        Reading the logs
      </p>
      <Skeleton className="h-5 w-80 max-w-full" />
      <Skeleton className="h-8 w-full max-w-2xl" />
      <ul aria-hidden="true" className="card divide-y divide-line">
        {rows.map((row) => (
          <li key={row} className="grid h-16 grid-cols-[96px_minmax(0,1fr)_96px] items-center gap-6 px-4">
            <Skeleton className="h-4" />
            <Skeleton className="h-4 max-w-md" />
            <Skeleton className="h-4" />
          </li>
        ))}
      </ul>
    </div>
  );
}
