import { z } from 'zod';
import { parseInstant } from '@/lib/logs/instant';

/** A Kusto string has no null: `''` is what a missing value becomes, whether the column or only the value is missing. */
export const textCell = z
  .string()
  .nullable()
  .transform((text) => (text === null || text === '' ? null : text));

const requiredText = z.string().min(1);

export const instantCell = z.string().transform((text, context) => {
  const atMs = parseInstant(text);
  if (atMs !== null) return atMs;
  context.addIssue('is no instant');
  return z.NEVER;
});

export const countCell = z.number().nullable();

export const kindCell = z.enum(['app', 'job']);

/** What every log row tells, as the questions name it. */
export const logRowCells = {
  EventTime: instantCell,
  TimeGenerated: instantCell,
  Environment: textCell,
  App: requiredText,
  Kind: kindCell,
  Revision: textCell,
  Replica: textCell,
  Execution: textCell,
};
