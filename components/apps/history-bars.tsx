import { counted } from '@/lib/format/count';

const width = 132;
const height = 26;

/** Unexpected exits and failed starts over the range, oldest left; each app is measured by its own highest bin. */
export function HistoryBars({ history, label }: { history: readonly number[]; label: string }) {
  const most = Math.max(1, ...history);
  const step = width / Math.max(1, history.length);
  const bars = history.flatMap((count, place) => {
    if (count === 0) return [];
    const tall = Math.max(3, (count / most) * (height - 2));
    return [
      `M${(place * step).toFixed(1)} ${height - tall - 1}h${Math.max(1.5, step - 1).toFixed(1)}v${tall}h-${Math.max(1.5, step - 1).toFixed(1)}z`,
    ];
  });
  const total = history.reduce((sum, count) => sum + count, 0);
  const says =
    total === 0
      ? `${label}: nothing`
      : `${label}: ${counted(total, 'exit or failed start', 'exits and failed starts')}`;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={says}>
      <path d={`M0 ${height - 0.5}h${width}`} className="stroke-line-strong" />
      <path d={bars.join('')} className="fill-exit" />
    </svg>
  );
}
