import type { ConsoleItem } from './layout';

/** What fits without being asked for. */
const most = 44;
const beforeFailure = 4;
const afterFailure = 10;
const beforeExit = 24;
const afterExit = 6;

/** What is seen first: the failing line with what led to it, and the end; the rest waits in between. */
export function openingOf(items: readonly ConsoleItem[]): ConsoleItem[] {
  if (items.length <= most) return [...items];
  const failure = items.findIndex((item) => item.kind === 'line' && item.line.role === 'first-failure');
  const exit = items.findIndex((item) => item.kind === 'exit');
  const end = exit === -1 ? items.length - 1 : exit;
  const isSeen = (place: number) =>
    (failure !== -1 && place >= failure - beforeFailure && place <= failure + afterFailure) ||
    (place >= end - beforeExit && place <= end + afterExit);

  const opening: ConsoleItem[] = [];
  for (let at = 0; at < items.length; ) {
    let to = at;
    while (to < items.length && !isSeen(to)) to += 1;
    const skipped = items.slice(at, to);
    if (skipped.length > 0) opening.push({ kind: 'skip', key: `skip ${at}`, lines: linesIn(skipped) });
    const item = items[to];
    if (item) opening.push(item);
    at = to + 1;
  }
  return opening;
}

function linesIn(items: readonly ConsoleItem[]): number {
  return items.reduce(
    (sum, item) => sum + (item.kind === 'line' ? 1 : item.kind === 'fold' ? item.lines.length : 0),
    0,
  );
}
