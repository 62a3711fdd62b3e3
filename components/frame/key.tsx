import type { ReactNode } from 'react';

export function Key({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-5 rounded-[4px] border border-line-strong px-1 text-center font-mono text-axis text-text-soft">
      {children}
    </kbd>
  );
}
