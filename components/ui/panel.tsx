import type { ReactNode } from 'react';

/** A card with a heading. `id` makes it a place that a link can name. */
export function Panel({
  id,
  title,
  aside,
  children,
  level = 2,
}: {
  id: string;
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  level?: 2 | 3;
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="card min-w-0">
      <div className="card-head">
        <Heading id={`${id}-title`} className="font-semibold">
          {title}
        </Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
