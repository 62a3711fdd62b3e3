import { commonPrefix, fromSteps, tickMs } from './columns';
import type { Bars } from './timeline-view';

/**
 * A run's id ends with the moment of its start or end (design: `{container}~{replica}~{anchor}`), which the bar's own time
 * tells to a tenth of a second: only what it is past that is sent, a tenth of the text.
 * @param from the bars' starts as steps of a tenth of a second since `originMs`
 */
export function packRunIds(
  ids: readonly string[],
  from: readonly number[],
  originMs: number,
): Pick<Bars, 'idPrefix' | 'ids' | 'originMs'> {
  const common = commonPrefix(ids);
  const idPrefix = common.slice(0, common.lastIndexOf('~') + 1);
  let tick = 0;
  return {
    idPrefix,
    ids: ids.map((id, place) => {
      tick += from[place] ?? 0;
      const rest = id.slice(idPrefix.length);
      const past = Number(rest) - (originMs + tick * tickMs);
      return String(originMs + tick * tickMs + past) === rest ? past : rest;
    }),
    originMs,
  };
}

const unpacked = new WeakMap<Bars, readonly string[]>();

/** The ids of a lane's runs, by the places of their bars. */
export function runIdsOf(bars: Bars): readonly string[] {
  const known = unpacked.get(bars);
  if (known !== undefined) return known;
  const from = fromSteps(bars.from, bars.originMs);
  const ids = bars.ids.map(
    (id, place) => bars.idPrefix + (typeof id === 'number' ? String((from[place] ?? 0) + id) : id),
  );
  unpacked.set(bars, ids);
  return ids;
}
