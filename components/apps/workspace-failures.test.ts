import { expect, test } from 'vitest';
import type { ShownQuery } from '@/lib/report/report';
import { splitByWorkspace } from './workspace-failures';

const failure = { kind: 'forbidden', message: 'No permission.', remedy: 'Ask for it.' } as const;

function query(workspace: string, failed: boolean): ShownQuery {
  return {
    question: 'apps',
    title: 'Apps',
    workspace,
    kql: '',
    rows: failed ? null : 1,
    serverMs: null,
    failure: failed ? failure : null,
    portal: null,
  };
}

test('a workspace of which every question failed is named once', () => {
  const queries = [query('ops', false), query('dev', true), query('dev', true)];

  expect(splitByWorkspace(queries)).toEqual({ silent: [{ workspace: 'dev', failure }], others: queries.slice(0, 1) });
});

test('one that answered some of them is not among them', () => {
  const queries = [query('ops', false), query('ops', true)];

  expect(splitByWorkspace(queries)).toEqual({ silent: [], others: queries });
});
