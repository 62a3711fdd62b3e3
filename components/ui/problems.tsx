/** What the address asked for and cannot be, each as a sentence, and what is shown instead. */
export function Problems({ items, instead }: { items: readonly string[]; instead: string }) {
  if (items.length === 0) return null;
  return (
    <section role="alert" className="card border-back-off bg-back-off-soft px-4 py-2.5">
      <ul>
        {items.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="text-text-soft">{instead}</p>
    </section>
  );
}
