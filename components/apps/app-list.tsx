'use client';

import { StateSign, statusSign } from '@/components/findings/state-sign';
import { counted, grouped } from '@/lib/format/count';
import { type AppGroup, type AppItem, groupByEnvironment } from './app-item';
import { AppRow } from './app-row';

/** More healthy ones than these would only push apart what needs a reader. */
const mostHealthy = 8;

export interface ListLook {
  /** Something is searched for or filtered: then everything that fits is shown. */
  isNarrowed: boolean;
  isGrouped: boolean;
  hasEnvironments: boolean;
  hasWorkspaces: boolean;
  /** Whether the address asks for the healthy ones. */
  healthy: boolean | null;
  onHealthy: (isShown: boolean) => void;
  asOfMs: number;
  isExport: boolean;
  rangeLabel: string;
}

/** Worst first; the healthy ones fold where there are many. */
export function AppList({ items, ...look }: { items: readonly AppItem[] } & ListLook) {
  if (!look.isGrouped) {
    return (
      <section aria-label="Apps and jobs, worst first" className="card overflow-hidden">
        <Members items={items} look={look} />
      </section>
    );
  }
  return groupByEnvironment(items).map((group) => (
    <section key={JSON.stringify([group.workspace, group.environment])} aria-label={titleOf(group, look.hasWorkspaces)}>
      <h2 className="mb-2 flex flex-wrap items-baseline gap-x-2 px-1 font-semibold [overflow-wrap:anywhere]">
        {group.environment ?? 'Environment not in the rows'}
        {look.hasWorkspaces && <span className="font-normal text-meta text-text-soft">{group.workspace}</span>}
        <span className="font-normal text-meta text-text-faint">{troubleOf(group)}</span>
      </h2>
      <div className="card overflow-hidden">
        <Members items={group.items} look={look} />
      </div>
    </section>
  ));
}

function titleOf({ workspace, environment }: AppGroup, hasWorkspaces: boolean): string {
  const name = environment ?? 'Environment not in the rows';
  return hasWorkspaces ? `${name} in ${workspace}` : name;
}

function troubleOf({ items }: AppGroup): string {
  const ill = items.filter(({ status }) => status === 'crash-looping' || status === 'failing').length;
  return `${grouped(items.length)}, ${ill === 0 ? 'none' : grouped(ill)} failing`;
}

function Members({ items, look }: { items: readonly AppItem[]; look: ListLook }) {
  const healthy = items.filter(({ status }) => status === 'quiet');
  const ill = items.filter(({ status }) => status !== 'quiet');
  const canFold = !look.isNarrowed && healthy.length > mostHealthy;
  const isOpen = !canFold || look.healthy === true;
  return (
    <>
      {ill.length > 0 && <Rows items={ill} look={look} />}
      {canFold && (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => look.onHealthy(!isOpen)}
          className={`flex min-h-11 w-full items-center gap-3 px-4 py-2 text-left hover:bg-raised ${ill.length > 0 ? 'border-line border-t' : ''}`}
        >
          <StateSign sign={statusSign.quiet} />
          <span>{counted(healthy.length, 'app or job', 'apps and jobs')} without trouble</span>
          <span className="ml-auto text-accent">{isOpen ? 'Hide' : 'Show'}</span>
        </button>
      )}
      {isOpen && healthy.length > 0 && (
        <div className={ill.length > 0 || canFold ? 'border-line border-t' : ''}>
          <Rows items={healthy} look={look} />
        </div>
      )}
    </>
  );
}

function Rows({ items, look }: { items: readonly AppItem[]; look: ListLook }) {
  return (
    <ul className="divide-y divide-line">
      {items.map((item) => (
        <AppRow
          key={item.key}
          item={item}
          asOfMs={look.asOfMs}
          isExport={look.isExport}
          rangeLabel={look.rangeLabel}
          isEnvironmentShown={!look.isGrouped && look.hasEnvironments}
          isWorkspaceShown={!look.isGrouped && look.hasWorkspaces}
          isUnderHeading={look.isGrouped}
        />
      ))}
    </ul>
  );
}
