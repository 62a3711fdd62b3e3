import { gzipSync } from 'node:zlib';
import { toEventsJson } from '@/lib/timeline/events-json';
import { diagnosis } from '@/lib/timeline/testing/diagnosis';
import { manyMarks } from './browser/many-marks';
import { budgets, toVerdict } from './budgets';

/** What a hundred thousand events weigh on their way to the browser, and to other programs. */
export function printPayload(): void {
  const view = manyMarks({ marks: 100_000, lanes: 300 });
  const shown = gzipSync(JSON.stringify(view)).length / 1000;
  const asked = gzipSync(JSON.stringify(toEventsJson(diagnosis(), view))).length / 1000;
  console.log('\n100,000 events on 300 lanes, gzipped');
  console.log(`the timeline, with the page   ${toVerdict(shown, budgets.eventPayload)}`);
  console.log(`/events, to other programs    ${toVerdict(asked, budgets.eventPayload)}`);
}
