import type { MarkText } from './mark-text';

const widestPx = 300;

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
  return (
    <div
      className="card absolute z-20 w-max border-line-strong bg-raised px-3 py-2 text-meta shadow-lg"
      style={{ top, left: Math.max(0, Math.min(left - 40, width - widestPx)), maxWidth: Math.min(widestPx, width) }}
    >
      <p className="font-semibold">
        {text.title} <span className="ml-1 font-normal text-text-soft">{text.clock}</span>
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
