import { Notice } from '@/components/ui/notice';
import type { Connection } from '@/lib/domain/connection';
import { listed } from '@/lib/format/count';

/** No app and no job at all: nothing is wrong with the apps as far as anybody can tell, so how rows would come. */
export function EmptyList({ connection }: { connection: Connection }) {
  if (connection.kind === 'export') {
    return (
      <Notice title="No app or job in these files" level={2}>
        <p>The files were read, and none of their rows names a container app or a job.</p>
        <ul className="list-disc space-y-1 pl-5">
          <li>
            Export the tables <Code>ContainerAppSystemLogs_CL</Code> and <Code>ContainerAppConsoleLogs_CL</Code>, or the
            ones without <Code>_CL</Code> when the environment writes through diagnostic settings.
          </li>
          <li>
            Keep a column that names the app: <Code>ContainerAppName_s</Code>, <Code>JobName_s</Code>, or at least the
            revision.
          </li>
          <li>What could not be read stands below, file by file.</li>
        </ul>
      </Notice>
    );
  }
  return (
    <Notice title="No app or job writes here" level={2}>
      <p>
        {connection.workspaces.length === 1 ? 'The workspace' : 'The workspaces'} {listed(connection.workspaces)}{' '}
        answered, and no row of a container app or a job was found.
      </p>
      <ul className="list-disc space-y-1 pl-5">
        <li>
          Look where the environment sends its logs: in the portal under the environment’s Logging options, or with{' '}
          <Code>az containerapp env show --query properties.appLogsConfiguration</Code>.
        </li>
        <li>With “Azure Monitor” there, a diagnostic setting must name this workspace.</li>
        <li>The tables come into being with the first row; a new environment’s first rows take some minutes.</li>
      </ul>
    </Notice>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code className="rounded-[4px] bg-raised px-1 font-mono text-log text-text [overflow-wrap:anywhere]">
      {children}
    </code>
  );
}
