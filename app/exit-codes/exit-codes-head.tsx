import Link from 'next/link';
import type { ReactNode } from 'react';
import { type RawParams, rangeChanges, toSearchParams, withParams } from '@/app/address';
import { RangePicker } from '@/components/range/range-picker';
import type { TimeRange } from '@/lib/domain/rows';

export function ExitCodesHead({
  title,
  path,
  raw,
  range,
  asOfMs,
  isUsual,
  isUnder = false,
  children,
}: {
  title: string;
  path: string;
  raw: RawParams;
  range: TimeRange;
  asOfMs: number;
  isUsual: boolean;
  /** One code, under the list of all. */
  isUnder?: boolean;
  children: ReactNode;
}) {
  const params = toSearchParams(raw);
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        {isUnder && (
          <nav aria-label="Breadcrumb" className="text-meta">
            <Link href={`/exit-codes${withParams(params, {})}`} prefetch={false} className="link">
              Exit codes
            </Link>
          </nav>
        )}
        <h1 className="text-verdict-small">{title}</h1>
        <p className="text-lead text-text-soft">{children}</p>
      </div>
      <RangePicker
        range={range}
        asOfMs={asOfMs}
        isUsual={isUsual}
        path={path}
        others={[]}
        hrefOf={(other) => `${path}${withParams(params, rangeChanges(other))}`}
      />
    </header>
  );
}
