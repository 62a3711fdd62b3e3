import Link from 'next/link';
import type { TimeRange } from '@/lib/domain/rows';
import { counted, listed } from '@/lib/format/count';
import { toDuration } from '@/lib/format/duration';
import { toMoment } from '@/lib/format/time';
import type { AppsReport } from '@/lib/report/report';

const dayMs = 86_400_000;

/** The night in one sentence; when the range is empty, where the newest rows are. */
export function AppsSummary({ report, newestHref }: { report: AppsReport; newestHref: (range: TimeRange) => string }) {
  const { apps, range } = report;
  if (apps.length === 0) return null;
  const newestMs = newestOf(apps.map((app) => app.newestRowMs));
  const isSilent = apps.every((app) => app.newestRowMs === null || app.newestRowMs < range.fromMs);
  if (!isSilent) return <p className="text-lead text-text-soft">{sentenceOf(report)}</p>;
  return (
    <p className="card border-l-4 border-l-stop px-4 py-3 text-lead text-text-soft">
      <span className="font-semibold text-text">No row falls into this range.</span>{' '}
      {newestMs === null ? (
        'No row of any app or job was found at all.'
      ) : (
        <>
          The newest one is from {toMoment(newestMs)} UTC, {toDuration(report.asOfMs - newestMs)} before the time of
          this page.{' '}
          <Link className="link" href={newestHref({ fromMs: newestMs + 1 - dayMs, toMs: newestMs + 1 })}>
            Show the 24 hours up to it
          </Link>
        </>
      )}
    </p>
  );
}

function newestOf(times: readonly (number | null)[]): number | null {
  return times.reduce((newest, time) => (time !== null && (newest === null || time > newest) ? time : newest), null);
}

function sentenceOf({ apps }: AppsReport): string {
  const ill = apps.filter((app) => app.status === 'crash-looping' || app.status === 'failing').length;
  const recovered = apps.filter((app) => app.status === 'recovered').length;
  const unknown = apps.filter((app) => app.status === 'unknown').length;
  const parts = [
    ill > 0 ? `${ill} failing now` : 'none failing now',
    recovered > 0 ? `${recovered} recovered` : null,
    unknown > 0 ? `${unknown} without rows` : null,
  ].filter((part) => part !== null);
  const exits = apps.reduce((sum, app) => sum + app.exits.unexpected, 0);
  return `${counted(apps.length, 'app or job', 'apps and jobs')}: ${listed(parts)}; ${counted(exits, 'unexpected exit')} in this range.`;
}
