'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';

/** Puts the page's questions again; what is shown stays until the answer is there. */
export function AskAgain() {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <button
      type="button"
      className="control"
      disabled={isPending}
      onClick={() => startTransition(() => router.refresh())}
    >
      {isPending ? 'Asking' : 'Ask again'}
    </button>
  );
}
