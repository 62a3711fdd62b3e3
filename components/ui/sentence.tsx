/** A sentence in which `names in backticks` are set as code. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split(/(`[^`]+`)/);
  return (
    <>
      {parts.map((part, place) =>
        part.length > 2 && part.startsWith('`') ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never change places.
          <code key={place} className="font-mono text-[0.94em] [overflow-wrap:anywhere]">
            {part.slice(1, -1)}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
