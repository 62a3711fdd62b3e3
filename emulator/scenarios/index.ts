import { tellSample } from './sample';
import type { Tables } from './table-rows';
import { tablesOf } from './table-rows';

export type { TableName, TableRow, Tables } from './table-rows';

/**
 * The sample workspace around `nowMs`: rows of all four tables as the REST protocol shows them (column name to value,
 * datetimes as ISO text with up to seven fraction digits; a column that a row says nothing about is left out). History
 * goes back three days; rows after `nowMs` are what will happen in the next twelve hours, to be hidden until their
 * `TimeGenerated` has come. The same `nowMs` gives the same rows.
 */
export function sampleTables(nowMs: number): Tables {
  return tablesOf(
    tellSample(nowMs).map(({ scenario, log }) =>
      scenario.quirks === undefined ? { log } : { log, quirks: scenario.quirks },
    ),
  );
}
