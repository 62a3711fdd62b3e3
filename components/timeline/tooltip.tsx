import { toLocalClock } from './clock-choice';
import { clockOfText, type MarkText } from './mark-text';

const widestPx = 300;

/** Beside what the pointer is on; `behind`: how many milder marks it hides. */
export function Tooltip({
  text,
  behind,
  left,
  top,
  width,
}: {
  text: MarkText;
  behind: number;
  left: number;
  top: number;
  width: number;
}) {
  const local = toLocalClock(text.atMs);
  return (
    <div
      className="card absolute z-20 w-max border-line-strong bg-raised px-3 py-2 text-meta shadow-lg"
      style={{ top, left: Math.max(0, Math.min(left - 40, width - widestPx)), maxWidth: Math.min(widestPx, width) }}
    >
      <p className="font-semibold">{text.title}</p>
      <p className="text-text-soft">
        {clockOfText(text)}
        {local !== null && <span className="text-text-faint"> · {local}</span>}
      </p>
      {text.details.map((detail) => (
        <p key={detail} className="break-words text-text-soft">
          {detail}
        </p>
      ))}
      {behind > 0 && <p className="text-text-faint">{behind} more behind it: zoom in</p>}
    </div>
  );
}
