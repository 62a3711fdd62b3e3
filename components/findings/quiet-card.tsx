import type { ReactNode } from 'react';
import type { Diagnosis } from '@/lib/domain/diagnosis';
import { counted } from '@/lib/format/count';
import { toRangeLabel } from '@/lib/format/time';
import { StateSign, statusSign } from './state-sign';

/** Rows, and no incident among them: what that rests on. */
export function QuietCard({ diagnosis }: { diagnosis: Diagnosis }) {
  const { range, runs, exits, events, status } = diagnosis;
  const isSure = status === 'quiet' && events.length > 0;
  const stops =
    exits.intended > 0 ? ` ${counted(exits.intended, 'end was', 'ends were')} intended, which is no fault.` : '';
  return (
    <Card edge="border-l-start" sign={<StateSign sign={statusSign[status]} className="text-body" />}>
      <h2 className="mt-1.5 text-verdict-small sm:text-verdict">
        {isSure ? 'Nothing went wrong in this range' : 'No fault was seen in this range, but not all could be seen'}
      </h2>
      <p className="mt-2 max-w-[78ch] text-lead text-text-soft">
        {isSure
          ? 'No container ended unexpectedly, no start failed and no row tells of a standing fault'
          : 'No row that was read tells of a fault'}{' '}
        from {toRangeLabel(range.fromMs, range.toMs)}. That rests on {counted(runs.length, 'run')} and{' '}
        {counted(events.length, 'event')}.{stops}
        {!isSure && ' Below stands what could not be seen.'}
      </p>
    </Card>
  );
}

/** No row in the range: neither good nor bad news, and where the rows are. */
export function SilentCard({ children }: { children: ReactNode }) {
  return (
    <Card edge="border-l-stop" sign={<StateSign sign={statusSign.unknown} className="text-body" />}>
      <h2 className="mt-1.5 text-verdict-small sm:text-verdict">No row falls into this range</h2>
      <div className="mt-2 max-w-[78ch] space-y-3 text-lead text-text-soft">{children}</div>
    </Card>
  );
}

function Card({ edge, sign, children }: { edge: string; sign: ReactNode; children: ReactNode }) {
  return (
    <section className={`card border-l-4 p-5 sm:px-6 ${edge}`}>
      <p>{sign}</p>
      {children}
    </section>
  );
}
