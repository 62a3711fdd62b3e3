import Link from 'next/link';
import type { ReactNode } from 'react';
import { Keys } from './keys';
import { Logo } from './logo';

export function TopBar({ children }: { children: ReactNode }) {
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-panel">
      <div className="mx-auto flex h-12 max-w-[1680px] items-center gap-3 px-3 sm:gap-4 sm:px-6">
        <Link href="/" className="flex items-center gap-2 font-semibold text-text">
          <Logo />
          Exitline
        </Link>
        <nav aria-label="Main" className="flex gap-3 whitespace-nowrap text-text-soft sm:gap-4">
          <Link href="/" className="hover:text-text">
            Apps
          </Link>
          <Link href="/exit-codes" className="hover:text-text">
            Exit codes
          </Link>
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-2">
          {children}
          <Keys />
        </div>
      </div>
    </header>
  );
}
