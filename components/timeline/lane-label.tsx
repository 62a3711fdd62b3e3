import { counted } from '@/lib/format/count';
import type { Lane, LaneState, MarkKind, Usage, UsageSeries } from '@/lib/timeline/timeline-view';

const noteTone = {
  failing: 'text-exit font-semibold',
  stopped: 'text-text-soft',
  steady: 'text-start-text font-semibold',
  unsure: 'text-text-soft',
  app: 'text-text-soft',
} satisfies Record<LaneState, string>;

/**
 * Beside the lane on a wide screen, above it on a narrow one. A replica is named on the first of its lanes; on the others
 * stands the container alone. `lines`: how many there is room for.
 */
export function LaneLabel({ lane, isFirst, lines }: { lane: Lane; isFirst: boolean; lines: 1 | 2 | 3 }) {
  const container = containerOf(lane);
  const name = isFirst || container === null ? lane.title : container;
  const second = isFirst ? container : null;
  const note =
    lane.note === '' ? null : (
      <span className={`truncate text-axis ${noteTone[lane.faultKinds.length > 0 ? 'failing' : lane.state]}`}>
        {lane.note}
      </span>
    );
  return (
    <div className="min-w-0">
      <p className="sr-only">{saidOfLane(lane)}</p>
      <div
        aria-hidden="true"
        title={lane.fullName}
        className={`flex h-6 min-w-0 items-baseline gap-2 overflow-hidden bg-panel pt-1 md:h-auto md:bg-transparent md:pr-3 ${
          lines === 3
            ? 'md:flex-col md:gap-0 md:pt-2'
            : lines === 2
              ? 'md:grid md:grid-cols-[minmax(0,max-content)_minmax(3.5rem,1fr)] md:gap-y-0 md:pt-1'
              : note === null
                ? 'md:pt-2'
                : 'md:flex-col md:gap-0 md:pt-[3px]'
        } ${isFirst ? '' : 'md:ml-1 md:border-line-strong md:border-l md:pl-2'}`}
      >
        <span
          className={`shrink-0 truncate ${note === null ? 'max-w-full' : 'max-w-[60%] md:max-w-full'} ${
            isFirst ? '' : 'text-text-soft'
          } ${lane.state === 'app' || (lane.replica === null && isFirst) ? 'text-axis' : 'font-mono text-meta'}`}
        >
          {name}
        </span>
        {lines === 3 && second !== null && (
          <span className="min-w-0 truncate text-axis text-text-faint md:max-w-full">{second}</span>
        )}
        {note}
        {lines === 2 && second !== null && (
          <span className="min-w-0 truncate text-axis text-text-faint md:col-span-2">{second}</span>
        )}
        {lane.usage && (
          <span className="min-w-0 truncate text-axis text-text-faint md:hidden">{shortUsageText(lane.usage)}</span>
        )}
      </div>
      {lane.usage && <UsageLabel usage={lane.usage} isShort={lines !== 3} />}
    </div>
  );
}

/** Beside the strip: what its area and its line are, and how high they rose. */
function UsageLabel({ usage, isShort }: { usage: Usage; isShort: boolean }) {
  const { memory, cpu } = usage;
  return (
    <div aria-hidden="true" title={`One-minute peaks: ${usageText(usage)}`} className="hidden pr-3 md:block">
      {memory && (
        <p className={`flex items-center gap-1.5 text-axis text-text-faint ${isShort ? '' : 'pt-1'}`}>
          <span className="size-2 shrink-0 border-usage border-t bg-usage-soft" />
          <span className="truncate">
            {isShort ? '' : 'peak '}
            {ofLimit(memory, 1)} MiB
          </span>
        </p>
      )}
      {cpu && !(isShort && memory) && (
        <p className="flex items-center gap-1.5 text-axis text-text-faint">
          <span className="w-2 shrink-0 border-text-faint border-t border-dotted" />
          <span className="truncate">
            {isShort ? '' : 'peak '}
            {ofLimit(cpu, 1000)} cores
          </span>
        </p>
      )}
    </div>
  );
}

const roleName: Record<string, string> = {
  init: 'init',
  sidecar: 'sidecar',
  dapr: 'Dapr',
  platform: 'platform',
};

/** `migrate · init`; an app's own container needs no word for what it is. */
function containerOf({ container, role }: Lane): string | null {
  if (container === null) return null;
  const word = roleName[role ?? ''];
  return word === undefined ? container : `${container} · ${word}`;
}

const counts: readonly (readonly [MarkKind, string])[] = [
  ['start', 'start'],
  ['stop', 'intended end'],
  ['probe', 'probe failure'],
  ['fault', 'fault'],
  ['stderr', 'matching line'],
  ['change', 'change'],
  ['other', 'other event'],
];

/** A lane in words: whose it is, its state, and how many of what stand on it. */
function saidOfLane(lane: Lane): string {
  const waits = Math.max(lane.waits.from.length, lane.marks['back-off'].at.length);
  const told = lane.faultKinds;
  const said = counts.flatMap(([kind, word]) => {
    const count = lane.marks[kind].at.length;
    // What makes it fail its note has said.
    return count === 0 || told.includes(kind) ? [] : [counted(count, word)];
  });
  return [
    `${lane.fullName.charAt(0).toUpperCase()}${lane.fullName.slice(1)}`,
    lane.note,
    ...(waits > 0 && !told.includes('back-off') ? [counted(waits, 'back-off')] : []),
    ...said,
    lane.usage ? usageText(lane.usage) : null,
  ]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** `memory peak 508 of 512 MiB, CPU peak 0.25 of 0.5 cores`. */
function usageText({ memory, cpu }: Usage): string | null {
  const parts = [
    memory && `memory peak ${ofLimit(memory, 1)} MiB`,
    cpu && `CPU peak ${ofLimit(cpu, 1000)} ${cpu.limit === 1000 ? 'core' : 'cores'}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function shortUsageText({ memory, cpu }: Usage): string {
  if (memory) return `peak ${ofLimit(memory, 1)} MiB`;
  return cpu ? `peak ${ofLimit(cpu, 1000)} cores` : '';
}

function ofLimit({ peak, limit }: UsageSeries, unit: number): string {
  return limit === null ? String(peak / unit) : `${peak / unit} of ${limit / unit}`;
}
