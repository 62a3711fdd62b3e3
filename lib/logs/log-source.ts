import type { LogFailure, PortalLink } from '@/lib/domain/connection';

/** A question as it was asked of one workspace, for whoever wants to ask it again. */
export interface Asked {
  /** Name of its .kql file: what a link on the page calls it. */
  question: string;
  /** The question in words. */
  title: string;
  workspace: string;
  kql: string;
  /** `null`: no answer. */
  rows: number | null;
  serverMs: number | null;
  failure: LogFailure | null;
  /** `null`: not in Azure. */
  portal: PortalLink | null;
}

/**
 * What any question can come back with, from one workspace. Zero rows is `complete`; that the table does not exist yet
 * is `complete` too (nothing was ever written), and says so.
 */
export type LogAnswer<Row> =
  | { status: 'complete'; rows: Row[]; hasTable: boolean; isTruncated: boolean; asked: Asked }
  | {
      status: 'partial';
      rows: Row[];
      hasTable: true;
      isTruncated: boolean;
      asked: Asked;
      warning: string;
      unreadable: number;
    }
  | { status: 'failed'; failure: LogFailure; asked: Asked };

/** The rows of an answer; none of a failed one, so look at `status` first. */
export function rowsOf<Row>(answer: LogAnswer<Row>): readonly Row[] {
  return answer.status === 'failed' ? [] : answer.rows;
}
