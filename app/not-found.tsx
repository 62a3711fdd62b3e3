import type { Metadata } from 'next';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <Notice title="There is no such page">
      <p>The address leads nowhere in Exitline.</p>
      <p>
        <Link className="link" href="/">
          All apps and jobs
        </Link>
      </p>
    </Notice>
  );
}
