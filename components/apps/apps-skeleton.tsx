import { Skeleton } from '@/components/ui/skeleton';

const rows = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** The list while it is asked for, each part in the place and size of what comes. */
export function AppsSkeleton() {
  return (
    <div aria-busy="true" className="space-y-3">
      <p role="status" className="sr-only">
        Reading the logs
      </p>
      <Skeleton className="h-[21px] w-96 max-w-full" />
      <div aria-hidden="true" className="flex flex-wrap gap-2">
        <Skeleton className="h-8 w-full sm:w-72" />
        <Skeleton className="h-8 w-full max-w-md" />
        <Skeleton className="h-8 w-64 max-w-full sm:ml-auto" />
      </div>
      <ul aria-hidden="true" className="card divide-y divide-line overflow-hidden">
        {rows.map((row) => (
          <li
            key={row}
            className="grid min-h-[85px] grid-cols-[minmax(0,1fr)_auto] content-center gap-x-5 gap-y-2 border-l-[3px] border-l-line px-4 py-3 lg:grid-cols-[132px_minmax(0,1fr)_150px_132px_108px] lg:items-center"
          >
            <Skeleton className="h-4 w-28 max-lg:col-span-2" />
            <div className="space-y-2 max-lg:col-span-2">
              <Skeleton className="h-4 w-40 max-w-full" />
              <Skeleton className="h-4 w-full max-w-xl" />
            </div>
            <Skeleton className="h-4 w-20" />
            <Skeleton className="h-[26px] w-[132px]" />
            <Skeleton className="h-4 w-24 max-lg:hidden lg:ml-auto" />
          </li>
        ))}
      </ul>
    </div>
  );
}
