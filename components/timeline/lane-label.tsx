import type { Lane, LaneState } from '@/lib/timeline/timeline-view';

const noteTone = {
  failing: 'text-exit font-semibold',
  stopped: 'text-text-soft',
  steady: 'text-start-text font-semibold',
  unsure: 'text-text-soft',
  app: 'text-text-soft',
} satisfies Record<LaneState, string>;

/** Beside the lane on a wide screen, above it on a narrow one. */
export function LaneLabel({ lane, isShort }: { lane: Lane; isShort: boolean }) {
  return (
    <p
      title={lane.fullName}
      className={`flex h-[22px] min-w-0 items-baseline gap-2 overflow-hidden pt-1 md:h-auto md:pr-3 ${
        isShort ? 'md:items-center md:pt-0' : 'md:flex-col md:gap-0 md:pt-2'
      }`}
    >
      <span
        className={`max-w-[75%] shrink-0 truncate md:max-w-full ${lane.isSubLane ? 'text-text-soft md:pl-2' : ''} ${
          lane.replica === null && !lane.isSubLane ? 'text-axis' : 'font-mono text-meta'
        }`}
      >
        {lane.isSubLane ? (lane.container ?? lane.title) : lane.title}
      </span>
      {!isShort && !lane.isSubLane && lane.container !== null && (
        <span className="truncate text-axis text-text-faint md:max-w-full">{lane.container}</span>
      )}
      <span className={`truncate text-axis md:max-w-full ${noteTone[lane.state]}`}>{lane.note}</span>
    </p>
  );
}
