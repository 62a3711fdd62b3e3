'use client';

import { useEffect, useState } from 'react';

type Outcome = 'idle' | 'copied' | 'refused';

/** Copies `text`; where the browser refuses, it says so instead of pretending. */
export function CopyButton({
  text,
  label,
  className = '',
}: {
  /** A function where the text is only known when it is asked for. */
  text: string | (() => string);
  label: string;
  className?: string;
}) {
  const [outcome, setOutcome] = useState<Outcome>('idle');

  useEffect(() => {
    if (outcome === 'idle') return;
    const timer = setTimeout(() => setOutcome('idle'), 2500);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  }

  const said = { idle: label, copied: 'Copied', refused: 'Not allowed: select and copy' }[outcome];
  return (
    <button type="button" className={`control ${className}`} onClick={copy}>
      <span aria-live="polite">{said}</span>
    </button>
  );
}
