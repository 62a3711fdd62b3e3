'use client';

import './globals.css';
import { Notice } from '@/components/ui/notice';

/** When even the frame could not be drawn. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="p-6">
        <Notice title="Exitline itself broke" tone="alarm">
          <p>The frame of the page could not be drawn. The server’s log tells why.</p>
          <p>
            <button type="button" className="control" onClick={() => retry()}>
              Try again
            </button>
          </p>
        </Notice>
      </body>
    </html>
  );
}
