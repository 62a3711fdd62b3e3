'use client';

import { useLive } from '@/components/live/live';
import type { AppStatus } from '@/lib/domain/diagnosis';
import type { IncidentState } from '@/lib/domain/incident';
import { StateSign, signOf } from './state-sign';

/** The app's status, as it was last heard. */
export function StatusNow({ status, state }: { status: AppStatus; state: IncidentState | null }) {
  const { news } = useLive();
  return (
    <StateSign sign={news === null ? signOf(status, state) : signOf(news.status, news.incidents[0]?.state ?? null)} />
  );
}
