'use client';

import { useLive } from '@/components/live/live';
import type { AppStatus } from '@/lib/domain/diagnosis';
import { StateSign, statusSign } from './state-sign';

/** The app's status, as it was last heard. */
export function StatusNow({ status }: { status: AppStatus }) {
  return <StateSign sign={statusSign[useLive().news?.status ?? status]} />;
}
