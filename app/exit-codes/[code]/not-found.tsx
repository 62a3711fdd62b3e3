import Link from 'next/link';
import { Notice } from '@/components/ui/notice';

export default function ExitCodeNotFound() {
  return (
    <Notice title="That is no exit code">
      <p>A process ends with a whole number from 0 to 255, or the platform reports none.</p>
      <p>
        <Link className="link" href="/exit-codes">
          All exit codes
        </Link>
      </p>
    </Notice>
  );
}
