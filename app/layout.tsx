import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import { type ReactNode, Suspense } from 'react';
import { OpenDoorBanner } from '@/components/frame/open-door-banner';
import { TopBar } from '@/components/frame/top-bar';
import { settings } from '@/lib/env';
import './globals.css';
import { Connected } from './connected';

export const metadata: Metadata = {
  title: { default: 'Exitline', template: '%s · Exitline' },
  description: 'Why does this Azure Container App keep dying?',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#13171d' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A page made in advance would carry no nonce, and its scripts would be blocked.
  await connection();
  const { listen, allowAnonymous } = settings();
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <a href="#content" className="control absolute top-2 left-2 z-40 -translate-y-16 focus-visible:translate-y-0">
          Skip to the content
        </a>
        {!listen.isLoopback && allowAnonymous && <OpenDoorBanner />}
        <TopBar>
          <Suspense>
            <Connected />
          </Suspense>
        </TopBar>
        <main id="content" tabIndex={-1} className="mx-auto max-w-[1680px] px-3 py-4 outline-none sm:px-6 sm:py-5">
          {children}
        </main>
      </body>
    </html>
  );
}
