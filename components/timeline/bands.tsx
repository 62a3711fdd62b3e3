import { toX, type Window } from '@/lib/timeline/slots';
import type { Band, BandKind } from '@/lib/timeline/timeline-view';
import { bandFill } from './patterns';

export const bandName = {
  'no-rows': 'No rows here',
  'not-read': 'Rows not read',
  incomplete: 'Rows still arriving',
  zero: 'No replica, as intended',
} satisfies Record<BandKind, string>;

/** Where the long one has no room. */
export const bandShortName = {
  'no-rows': 'no rows',
  'not-read': 'not read',
  incomplete: 'arriving',
  zero: 'at zero',
} satisfies Record<BandKind, string>;

export interface DrawnBand {
  band: Band;
  x: number;
  width: number;
}

/** The bands inside a window, in pixels; what is thinner than a pixel is a pixel. */
export function drawnBands(bands: readonly Band[], window: Window): DrawnBand[] {
  return bands
    .filter((band) => band.toMs > window.fromMs && band.fromMs < window.toMs)
    .map((band) => {
      const x = Math.max(0, toX(band.fromMs, window));
      return { band, x, width: Math.max(1, Math.min(window.widthPx, toX(band.toMs, window)) - x) };
    });
}

/** Behind whatever happens in them. */
export function BandBoxes({ bands, height }: { bands: readonly DrawnBand[]; height: number }) {
  return bands.map(({ band, x, width }) => (
    <g key={`${band.kind} ${band.fromMs}`}>
      <rect x={x} y={0} width={width} height={height} fill={bandFill(band.kind)} />
      {band.kind !== 'zero' && (
        <path
          d={`M${x} 0v${height}M${x + width} 0v${height}`}
          className="stroke-line-strong"
          fill="none"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </g>
  ));
}

/** As it is drawn, for the legend. */
export function BandSwatch({ kind }: { kind: BandKind }) {
  return (
    <svg width="18" height="14" aria-hidden="true" className="shrink-0">
      <rect x="0.5" y="0.5" width="17" height="13" rx="2" fill={bandFill(kind)} className="stroke-line-strong" />
    </svg>
  );
}
