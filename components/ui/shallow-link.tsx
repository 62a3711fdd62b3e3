'use client';

import type { ReactNode } from 'react';

/**
 * A link that changes what the page shows without asking the server again; opened in a new tab, or without
 * JavaScript, it is an ordinary link to the same thing.
 */
export function ShallowLink({
  href,
  className = 'link',
  children,
  label,
  set,
  tabIndex,
}: {
  href: string;
  /** What a plain click changes in the address as it then is; left out, the address becomes `href`. */
  set?: Readonly<Record<string, string>>;
  className?: string;
  children: ReactNode;
  label?: string;
  /** -1 where keys other than Tab lead to it. */
  tabIndex?: number;
}) {
  return (
    <a
      href={href}
      className={className}
      aria-label={label}
      tabIndex={tabIndex}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        const target = new URL(href, window.location.href);
        const { hash } = target;
        if (set) {
          target.search = window.location.search;
          for (const [name, value] of Object.entries(set)) target.searchParams.set(name, value);
        }
        window.history.pushState(null, '', target);
        if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' });
      }}
    >
      {children}
    </a>
  );
}
