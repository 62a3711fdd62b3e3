import type { BandKind } from '@/lib/timeline/timeline-view';

export function bandFill(kind: BandKind): string {
  return `url(#band-${kind})`;
}

/** Hatchings that every chart of the page refers to by name. Each band has one of its own, so that none is told by colour. */
export function Patterns() {
  return (
    <svg width="0" height="0" aria-hidden="true" className="absolute">
      <defs>
        <pattern id="wait-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2" height="6" className="fill-back-off" />
        </pattern>
        <pattern id="failed-start-hatch" width="5" height="5" patternUnits="userSpaceOnUse">
          <rect width="5" height="3" className="fill-exit" />
        </pattern>
        <pattern id="fault-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
          <rect width="3" height="5" className="fill-exit" />
        </pattern>
        <pattern id="band-no-rows" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" className="fill-raised" />
          <path d="M0 0l8 8M8 0l-8 8" className="stroke-line-strong" fill="none" />
        </pattern>
        <pattern id="band-not-read" width="7" height="7" patternUnits="userSpaceOnUse">
          <rect width="7" height="7" className="fill-raised" />
          <path d="M3.5 0v7" className="stroke-line-strong" fill="none" />
        </pattern>
        <pattern id="band-incomplete" width="7" height="7" patternUnits="userSpaceOnUse">
          <circle cx="2" cy="2" r="0.9" className="fill-line-strong" />
        </pattern>
        <pattern id="band-zero" width="7" height="7" patternUnits="userSpaceOnUse">
          <path d="M0 3.5h7" className="stroke-line-strong" strokeOpacity="0.55" fill="none" />
        </pattern>
      </defs>
    </svg>
  );
}
