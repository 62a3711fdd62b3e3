'use client';

import { useEffect } from 'react';

/** A link to something that is folded away unfolds it: browsers do so for words that are found, not all for links. */
export function OpenNamed({ prefix }: { prefix: string }) {
  useEffect(() => {
    const open = () => {
      const id = decodeURIComponent(window.location.hash.slice(1));
      if (!id.startsWith(prefix)) return;
      const named = document.getElementById(id);
      if (named === null) return;
      for (let box = named.closest('details'); box !== null; box = box.parentElement?.closest('details') ?? null) {
        box.open = true;
      }
      named.scrollIntoView({ block: 'start' });
    };
    // A link that is followed twice changes no hash.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
      if (link?.getAttribute('href') === window.location.hash) open();
    };
    open();
    window.addEventListener('hashchange', open);
    document.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('hashchange', open);
      document.removeEventListener('click', onClick);
    };
  }, [prefix]);
  return null;
}
