import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { logsLink, portalLinkOf, workspacesLink } from './portal-links';

const resource =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/ops (eu)/providers/Microsoft.OperationalInsights/workspaces/ops-logs';
const question = {
  workspace: 'ops-logs',
  kql: 'let p_app = "größe/50%+1";\nT | where A == p_app // “quoted”',
  timespan: { fromMs: Date.UTC(2026, 5, 20, 14), toMs: Date.UTC(2026, 5, 20, 15) },
};

/** The portal reads the fragment by its slashes and unescapes each piece once. */
function decoded(href: string): Record<string, string> {
  const pieces = new URL(href).hash.split('/').map(decodeURIComponent);
  const after = (name: string) => pieces[pieces.indexOf(name) + 1] ?? '';
  return {
    resourceId: after('resourceId'),
    kql: gunzipSync(Buffer.from(after('q'), 'base64')).toString('utf8'),
    timespan: after('timespan'),
  };
}

describe('a link to a question in the portal’s Logs', () => {
  test('carries the text, the workspace and the span unharmed', () => {
    expect(decoded(logsLink('public', resource, question))).toEqual({
      resourceId: resource,
      kql: question.kql,
      timespan: '2026-06-20T14:00:00.000Z/2026-06-20T15:00:00.000Z',
    });
  });

  test('carries a long question in an address that browsers take', () => {
    const line = (n: number) => `| extend Column${n} = column_ifexists("Column${n}_s", "")\n`;
    const kql = Array.from({ length: 120 }, (_, n) => line(n)).join('');
    const href = logsLink('public', resource, { ...question, kql });

    expect(decoded(href).kql).toBe(kql);
    expect(href.length).toBeLessThan(kql.length);
  });

  test.each([
    ['public', 'portal.azure.com'],
    ['usgovernment', 'portal.azure.us'],
    ['china', 'portal.azure.cn'],
  ] as const)('leads to the portal of the %s cloud', (cloud, host) => {
    expect(new URL(logsLink(cloud, resource, question)).host).toBe(host);
    expect(new URL(workspacesLink(cloud)).host).toBe(host);
  });

  test('leads to the list of workspaces and says what is missing where the resource ID is not known', () => {
    const known = new Map([['ops-logs', resource]]);

    expect(portalLinkOf(question, 'public', known)).toMatchObject({ missing: null });
    const link = portalLinkOf({ ...question, workspace: 'eu-logs' }, 'public', known);
    expect(link.href).toBe(workspacesLink('public'));
    expect(link.missing).toContain('eu-logs');
    expect(link.missing).toContain('EXITLINE_WORKSPACE_RESOURCES');
  });
});
