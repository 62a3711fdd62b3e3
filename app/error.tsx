'use client';

import { Notice } from '@/components/ui/notice';

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <Notice title="Exitline itself broke" tone="alarm">
      <p>
        This page could not be drawn because of a fault in Exitline, not in your app. Nothing is said about your app
        either way.
        {digest !== null && ` The server’s log tells more under ${digest}.`}
      </p>
      <p>
        <button type="button" className="control" onClick={() => retry()}>
          Try again
        </button>
      </p>
    </Notice>
  );
}
