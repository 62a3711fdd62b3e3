import type { LogFailure } from '@/lib/domain/connection';
import { AskAgain } from './ask-again';
import { Notice } from './notice';

const titles = {
  auth: 'Sign-in to Azure failed',
  forbidden: 'No permission to read the logs',
  'not-found': 'The workspace does not exist',
  'no-table-yet': 'The log tables do not exist yet',
  'bad-query': 'The workspace refused a query',
  throttled: 'The workspace asks us to wait',
  timeout: 'The workspace did not answer in time',
  aborted: 'The question was broken off',
  network: 'The workspace could not be reached',
  malformed: 'The workspace gave an answer that cannot be read',
} satisfies Record<LogFailure['kind'], string>;

/** No answer is not a quiet night: what was tried, what came back, what to do. */
export function FailureNotice({ failure, level = 1 }: { failure: LogFailure; level?: 1 | 2 }) {
  return (
    <Notice title={titles[failure.kind]} tone="alarm" level={level}>
      <p>{failure.message}</p>
      <p className="font-medium text-text">{failure.remedy}</p>
      <AskAgain />
    </Notice>
  );
}
