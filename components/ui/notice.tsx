import type { ReactNode } from 'react';

/** A face of a page that has nothing else to show: what is so, and what to do. */
export function Notice({
  title,
  children,
  tone = 'calm',
  level = 1,
}: {
  title: string;
  children: ReactNode;
  tone?: 'calm' | 'alarm';
  level?: 1 | 2;
}) {
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <section
      role={tone === 'alarm' ? 'alert' : undefined}
      className={`card border-l-4 p-6 ${tone === 'alarm' ? 'border-l-exit' : 'border-l-stop'}`}
    >
      <Heading className="text-verdict-small">{title}</Heading>
      <div className="mt-2 max-w-[70ch] space-y-3 text-lead text-text-soft">{children}</div>
    </section>
  );
}
