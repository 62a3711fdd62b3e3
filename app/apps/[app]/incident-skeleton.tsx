import { Skeleton } from '@/components/ui/skeleton';

const lanes = ['one', 'two', 'three'];

/** The incident page while its rows are asked for, every part in its place. */
export function IncidentSkeleton() {
  return (
    <div aria-busy="true" className="space-y-3">
      <p role="status" className="sr-only">
        Reading the logs
      </p>
      <div className="card grid min-h-[252px] gap-6 p-6 lg:grid-cols-[minmax(0,1fr)_324px]">
        <div className="space-y-3">
          <Skeleton className="h-4 w-52" />
          <Skeleton className="h-8 max-w-xl" />
          <Skeleton className="h-4 max-w-2xl" />
          <Skeleton className="h-4 max-w-lg" />
        </div>
        <div className="space-y-3">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-16" />
        </div>
      </div>
      <div className="card flex h-[66px] items-center gap-8 px-4">
        <Skeleton className="h-8 flex-1" />
        <Skeleton className="h-8 flex-1" />
        <Skeleton className="h-8 flex-1" />
      </div>
      <div className="grid gap-3 lg:grid-cols-[356px_minmax(0,1fr)]">
        <Skeleton className="h-96 max-lg:hidden" />
        <div className="card space-y-6 p-4">
          <Skeleton className="h-14" />
          {lanes.map((lane) => (
            <Skeleton key={lane} className="h-10" />
          ))}
        </div>
      </div>
    </div>
  );
}
