import { goodRevisionOf, imageOf } from '@/lib/diagnosis/known-names';
import type { Case } from '@/lib/diagnosis/rule';
import type { NextStep } from '@/lib/domain/incident';

/** A step without a command. */
export function advise(text: string): NextStep {
  return { text, command: null, kql: null, href: null };
}

export function run(text: string, command: string): NextStep {
  return { text, command, kql: null, href: null };
}

/**
 * A value as one word of a POSIX shell. Names come from log rows, which anybody who can log can write; placeholders
 * (`<key>`) stay readable and break on purpose when they are run unfilled.
 */
export function word(value: string): string {
  if (/^[\w.:/@%+=,-]+$/.test(value) && !value.startsWith('-')) return value;
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** `--resource-group <resource-group>`, filled where the group is known. */
export function inGroup({ resourceGroup }: Pick<Case, 'resourceGroup'>): string {
  return `--resource-group ${resourceGroup === null ? '<resource-group>' : word(resourceGroup)}`;
}

export function az(incident: Case): string {
  return incident.app.kind === 'job' ? 'az containerapp job' : 'az containerapp';
}

/** App or job, and its group. */
export function target(incident: Case): string {
  return `--name ${word(incident.app.name)} ${inGroup(incident)}`;
}

export function environment(incident: Case): string {
  return incident.app.environment === null ? '<environment>' : word(incident.app.environment);
}

/** As long as an incident counts as going on. */
const freshMs = 15 * 60_000;

/** `logs show` reads replicas that live; one that failed long ago and has no run since is replaced or stopped. */
function isGone({ replicas, exits, failedStarts, runs, asOfMs, range }: Case): boolean {
  const replica = replicas.at(-1);
  if (replica === undefined || exits.length + failedStarts.length === 0) return false;
  const own = runs.filter((run) => run.replica === replica);
  const last = own.at(-1);
  if (last?.exit?.intended === true) return true;
  if (last !== undefined && last.exit === null) return false;
  const signs = [...own.flatMap((run) => run.exit?.atMs ?? []), ...failedStarts.map((start) => start.atMs)];
  return Math.max(...signs) < Math.min(asOfMs, range.toMs) - freshMs;
}

/** The container's lines in the table that the workspace has. */
function keptLines(incident: Case): string {
  const isLegacy = incident.lines.at(-1)?.table !== 'ContainerAppConsoleLogs';
  const suffix = isLegacy ? '_s' : '';
  const replica = incident.replicas.at(-1);
  return [
    isLegacy ? 'ContainerAppConsoleLogs_CL' : 'ContainerAppConsoleLogs',
    `| where ContainerAppName${suffix} == ${literal(incident.app.name)}`,
    ...(replica === undefined ? [] : [`| where ContainerGroupName${suffix} == ${literal(replica)}`]),
    ...(incident.container === null ? [] : [`| where ContainerName${suffix} == ${literal(incident.container)}`]),
    '| top 100 by TimeGenerated desc',
  ].join('\n');
}

/** A value as a KQL string; names come from log rows. */
function literal(value: string): string {
  return JSON.stringify(value);
}

function listOfRevisions(incident: Case): string {
  return `az containerapp revision list ${target(incident)} --all --output table`;
}

export const steps = {
  /** The container's own words. */
  readConsole(incident: Case, text = 'Read what the container printed last'): NextStep {
    const container = incident.container === null ? '' : ` --container ${word(incident.container)}`;
    if (incident.app.kind === 'job') {
      const execution = [...incident.failedStarts, ...incident.exits].findLast((each) => each.execution !== null);
      return run(
        text,
        `az containerapp job logs show ${target(incident)} --execution ${execution?.execution == null ? '<execution>' : word(execution.execution)}${container || ' --container <container>'} --tail 100`,
      );
    }
    if (isGone(incident)) {
      return {
        text: `${text} (its replica is gone: the log tables keep its lines)`,
        command: null,
        kql: keptLines(incident),
        href: null,
      };
    }
    const replica = incident.replicas.at(-1);
    const revision = incident.revisions.at(-1);
    const where = `${revision === undefined ? '' : ` --revision ${word(revision)}`}${replica === undefined ? '' : ` --replica ${word(replica)}`}`;
    return run(text, `az containerapp logs show ${target(incident)}${where}${container} --type console --tail 100`);
  },

  /** What is configured now: command, variables, probes, limits, mounts. */
  showTemplate(incident: Case, text: string, path = 'properties.template'): NextStep {
    return run(text, `${az(incident)} show ${target(incident)} --query "${path}"`);
  },

  setVariable(incident: Case, variable: string, text: string): NextStep {
    const container = incident.container === null ? '' : ` --container-name ${word(incident.container)}`;
    return run(text, `${az(incident)} update ${target(incident)}${container} --set-env-vars ${word(variable)}=<value>`);
  },

  listSecrets(incident: Case, text = 'List the secrets the variables may refer to'): NextStep {
    return run(text, `${az(incident)} secret list ${target(incident)} --output table`);
  },

  setMemory(incident: Case, text: string): NextStep {
    const container = incident.container === null ? '' : ` --container-name ${word(incident.container)}`;
    return run(text, `${az(incident)} update ${target(incident)}${container} --cpu <cpu> --memory <memory>Gi`);
  },

  setCommand(incident: Case, text: string): NextStep {
    const container = incident.container === null ? '' : ` --container-name ${word(incident.container)}`;
    return run(
      text,
      `${az(incident)} update ${target(incident)}${container} --command <executable> --args <arg1> <arg2>`,
    );
  },

  setImage(incident: Case, text: string): NextStep {
    const image = imageOf(incident);
    const container = incident.container === null ? '' : ` --container-name ${word(incident.container)}`;
    return run(
      text,
      `${az(incident)} update ${target(incident)}${container} --image ${image === null ? '<registry>/<repository>' : word(image)}:<tag>`,
    );
  },

  /** Probes, mounts and grace periods have no option of their own: they are edited as a file. */
  editTemplate(incident: Case, text: string): NextStep {
    const name = word(incident.app.name);
    return run(
      text,
      `${az(incident)} show ${target(incident)} --output yaml > ${name}.yaml   # edit, then:\n${az(incident)} update ${target(incident)} --yaml ${name}.yaml`,
    );
  },

  setTargetPort(incident: Case, port: string, text: string): NextStep {
    return run(text, `az containerapp ingress update ${target(incident)} --target-port ${port}`);
  },

  /**
   * Traffic back to a revision that is known to have run well; where none is known, only the list. `ingress traffic set` fails
   * in single-revision mode, without ingress, and for a revision that is not active (Container Apps docs, “Traffic splitting”).
   */
  backToRevision(incident: Case): NextStep {
    const good = goodRevisionOf(incident);
    if (good === null)
      return steps.listRevisions(incident, 'See which revisions there are, and which came before this one');
    const revision = `${target(incident)} --revision ${word(good)}`;
    return run(
      `Revision ${good} ran well before: send the traffic back to it while you look (needs ingress and multiple-revision mode; a deactivated revision must be activated first)`,
      `${listOfRevisions(incident)}\naz containerapp revision activate ${revision}   # only if the list calls it inactive\naz containerapp ingress traffic set ${target(incident)} --revision-weight ${word(good)}=100`,
    );
  },

  listRevisions(incident: Case, text: string): NextStep {
    return run(text, listOfRevisions(incident));
  },

  restartRevision(incident: Case, text: string): NextStep {
    const revision = incident.revisions.at(-1);
    return run(
      text,
      `az containerapp revision restart ${target(incident)} --revision ${revision === undefined ? '<revision>' : word(revision)}`,
    );
  },

  listReplicas(incident: Case, text: string): NextStep {
    const revision = incident.revisions.at(-1);
    return run(
      text,
      `az containerapp replica list ${target(incident)}${revision === undefined ? '' : ` --revision ${word(revision)}`} --output table`,
    );
  },

  /** A shell in a replica that lives, to try the connection from where it fails. */
  tryFromInside(incident: Case, command: string, text: string): NextStep {
    const container = incident.container === null ? '' : ` --container ${word(incident.container)}`;
    return run(text, `az containerapp exec ${target(incident)}${container} --command ${word(command)}`);
  },

  outboundAddresses(incident: Case, text: string): NextStep {
    return run(text, `az containerapp show ${target(incident)} --query "properties.outboundIpAddresses"`);
  },

  identity(incident: Case, text: string): NextStep {
    return run(text, `${az(incident)} identity show ${target(incident)}`);
  },

  setRegistryIdentity(incident: Case, registry: string | undefined, text: string): NextStep {
    const server = registry === undefined ? '<registry>' : word(registry);
    return run(text, `${az(incident)} registry set ${target(incident)} --server ${server} --identity system`);
  },

  listExecutions(incident: Case, text: string): NextStep {
    return run(text, `az containerapp job execution list ${target(incident)} --output table`);
  },

  setReplicaTimeout(incident: Case, text: string): NextStep {
    return run(text, `az containerapp job update ${target(incident)} --replica-timeout <seconds>`);
  },

  listStorage(incident: Case, text: string): NextStep {
    return run(text, `az containerapp env storage list --name ${environment(incident)} ${inGroup(incident)}`);
  },

  listUsages(incident: Case, text: string): NextStep {
    return run(
      text,
      `az containerapp env list-usages --name ${environment(incident)} ${inGroup(incident)} --output table`,
    );
  },

  listProfiles(incident: Case, text: string): NextStep {
    return run(
      text,
      `az containerapp env workload-profile list --name ${environment(incident)} ${inGroup(incident)} --output table`,
    );
  },

  setMaxNodes(incident: Case, profile: string | undefined, text: string): NextStep {
    const name = profile === undefined ? '<profile>' : word(profile);
    return run(
      text,
      `az containerapp env workload-profile update --name ${environment(incident)} ${inGroup(incident)} --workload-profile-name ${name} --max-nodes <n>`,
    );
  },

  listComponents(incident: Case, text: string): NextStep {
    return run(
      text,
      `az containerapp env dapr-component list --name ${environment(incident)} ${inGroup(incident)} --output table`,
    );
  },

  scaleRules(incident: Case, text: string): NextStep {
    const path =
      incident.app.kind === 'job' ? 'properties.configuration.eventTriggerConfig' : 'properties.template.scale';
    return run(text, `${az(incident)} show ${target(incident)} --query "${path}"`);
  },

  setReplicas(incident: Case, text: string): NextStep {
    return run(text, `az containerapp update ${target(incident)} --min-replicas 2`);
  },
};
