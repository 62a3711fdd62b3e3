import { gzipSync } from 'node:zlib';
import type { PortalLink, WireQuestion } from '@/lib/domain/connection';
import type { CloudSetting } from '@/lib/env';
import { toIso } from '@/lib/format/time';

/**
 * Addresses in the Azure portal. None of their forms is a documented contract, so they are built in this one file and
 * the text that they carry always stands beside them to copy.
 */

/** Grafana's Azure Monitor data source knows the same three (utils.go). */
const portals = {
  public: 'https://portal.azure.com',
  usgovernment: 'https://portal.azure.us',
  china: 'https://portal.azure.cn',
} as const satisfies Record<CloudSetting, string>;

/**
 * A question in the workspace's Logs, over the span in which Exitline asked it. The form is the one that
 * dotnet/arcade-services builds for its own container apps (tools, DeploymentOperation.cs): gzip, base64, then escaped
 * once; `timespan` is start and end.
 * @param resource the workspace's resource ID, whose form the settings have checked.
 */
export function logsLink(cloud: CloudSetting, resource: string, { kql, timespan }: WireQuestion): string {
  const query = gzipSync(Buffer.from(kql, 'utf8')).toString('base64');
  const span = `${toIso(timespan.fromMs)}/${toIso(timespan.toMs)}`;
  return [
    `${portals[cloud]}/#blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView`,
    `resourceId/${encodeURIComponent(resource)}`,
    'source/LogsBlade.AnalyticsShareLinkToQuery',
    `q/${encodeURIComponent(query)}`,
    `timespan/${encodeURIComponent(span)}`,
  ].join('/');
}

/** The portal's list of Log Analytics workspaces: as far as a link goes when the workspace's resource ID is not known. */
export function workspacesLink(cloud: CloudSetting): string {
  return `${portals[cloud]}/#blade/HubsExtension/BrowseResource/resourceType/Microsoft.OperationalInsights%2Fworkspaces`;
}

/** Where a reader can ask a question again by hand; `resources` are the known resource IDs by workspace name. */
export function portalLinkOf(
  question: WireQuestion,
  cloud: CloudSetting,
  resources: ReadonlyMap<string, string>,
): PortalLink {
  const resource = resources.get(question.workspace);
  if (resource !== undefined) return { href: logsLink(cloud, resource, question), missing: null };
  return {
    href: workspacesLink(cloud),
    missing: `Opens the list of workspaces: the resource ID of ${question.workspace} is not known here. Name it in EXITLINE_WORKSPACE_RESOURCES, and this link opens the query itself.`,
  };
}
