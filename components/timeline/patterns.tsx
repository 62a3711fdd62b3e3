/** Hatchings that every chart of the page refers to by name. */
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
      </defs>
    </svg>
  );
}
