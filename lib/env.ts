import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { editDistance } from '@/lib/format/edit-distance';
import { parseMoment } from '@/lib/format/time';

/** The only reader of the environment: parsed once, then trusted. `.env.example` lists the same names. */

export interface WorkspaceSetting {
  /** What people call it: shown on every page, and the value of `?ws=`. */
  name: string;
  /** The workspace's GUID ("Workspace ID" on its overview page in the portal). */
  id: string;
}

export type SourceSetting =
  | { kind: 'azure'; workspaces: WorkspaceSetting[] }
  | { kind: 'export'; folder: string }
  | { kind: 'sample' };

export type CredentialSetting = 'auto' | 'managed-identity' | 'cli';

export type CloudSetting = 'public' | 'usgovernment' | 'china';

export interface Settings {
  source: SourceSetting;
  credential: CredentialSetting;
  /** Client id of a user-assigned managed identity; `null`: the system-assigned one. */
  clientId: string | null;
  /** The platform offers a managed identity here (Container Apps and App Service set IDENTITY_ENDPOINT). */
  hasManagedIdentity: boolean;
  cloud: CloudSetting;
  /** Azure resource IDs of workspaces by name, for links into the portal. */
  workspaceResources: ReadonlyMap<string, string>;
  /** Resource group of the apps, to fill it into commands; `null`: it stays a placeholder. */
  resourceGroup: string | null;
  /** The clock, when it is fixed. */
  nowMs: number | null;
  listen: { host: string; port: number; isLoopback: boolean };
  /** Names beyond loopback that a request's Host header may carry, in lower case, without port. */
  hosts: string[];
  allowAnonymous: boolean;
}

/** A setting that cannot be used. The message is for whoever starts the program: which one, what it holds, how to mend it. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const workspaceName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const workspaces = z.string().transform((text, context) => {
  const found: WorkspaceSetting[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    const [name = '', id = '', ...more] = part.split('=').map((piece) => piece.trim());
    if (!workspaceName.test(name) || !guid.test(id) || more.length > 0) {
      context.addIssue({
        code: 'custom',
        message: `"${part}" is not name=GUID. Write for example ops-logs=11111111-2222-3333-4444-555555555555; the GUID is the Workspace ID on the workspace's overview page, several are separated by commas.`,
      });
      return z.NEVER;
    }
    const twin = found.find(
      (known) => known.name.toLowerCase() === name.toLowerCase() || known.id === id.toLowerCase(),
    );
    if (twin !== undefined) {
      context.addIssue({
        code: 'custom',
        message:
          twin.id === id.toLowerCase()
            ? `names one workspace twice, as "${twin.name}" and "${name}": its rows would count twice. Remove one of them.`
            : `names "${twin.name}" and "${name}", which differ in no letter. Give each workspace a name of its own.`,
      });
      return z.NEVER;
    }
    found.push({ name, id: id.toLowerCase() });
  }
  if (found.length === 0) {
    context.addIssue({ code: 'custom', message: 'holds no workspace. Write name=GUID, or remove the setting.' });
    return z.NEVER;
  }
  return found;
});

/** Azure's form of a resource ID; that it names a workspace of the settings is looked at when all are read. */
const workspaceResource =
  /^\/subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourcegroups\/[^/?#\s]{1,90}\/providers\/microsoft\.operationalinsights\/workspaces\/[a-z0-9-]{1,63}$/i;

const workspaceResources = z.string().transform((text, context) => {
  const found = new Map<string, string>();
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    const [, name = '', resource = ''] = /^([^=]*)=(.*)$/.exec(part) ?? [];
    if (!workspaceName.test(name.trim()) || !workspaceResource.test(resource.trim())) {
      context.addIssue({
        code: 'custom',
        message: `"${part}" is not name=resource ID. Write the name that EXITLINE_WORKSPACES gives, then the Resource ID from the workspace's properties in the portal: ops-logs=/subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…`,
      });
      return z.NEVER;
    }
    found.set(name.trim(), resource.trim());
  }
  return found;
});

const now = z.string().transform((text, context) => {
  const moment = parseMoment(text);
  // Without a zone it would be a guess whose midnight is meant.
  if (!moment?.isZoned) {
    context.addIssue({
      code: 'custom',
      message: `is "${text}", which is not a moment in time. Write it with its zone, for example 2026-06-20T14:38:00Z.`,
    });
    return z.NEVER;
  }
  return moment.atMs;
});

const port = z.string().transform((text, context) => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= 1 && number <= 65535)) {
    context.addIssue({ code: 'custom', message: `is "${text}". Give a port from 1 to 65535, for example 3000.` });
    return z.NEVER;
  }
  return number;
});

const yesOrNo = z.string().transform((text, context) => {
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  context.addIssue({ code: 'custom', message: `is "${text}". Write 1 for yes, or remove the setting.` });
  return z.NEVER;
});

const hosts = z.string().transform((text, context) => {
  const names = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const odd = names.find((name) => !/^([a-z0-9_-]+\.)*[a-z0-9_-]+$|^\[[0-9a-f:]+\]$/.test(name));
  if (odd !== undefined) {
    context.addIssue({
      code: 'custom',
      message: `holds "${odd}". Write host names only, without scheme, port or path, separated by commas.`,
    });
    return z.NEVER;
  }
  return names;
});

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: (issue) => `is "${String(issue.input)}". Use one of: ${values.join(', ')}.` });
}

/** Azure's naming rules for resource groups: at most 90 letters, digits, `_`, `-`, `.`, `(` and `)`, no period at the end. */
const resourceGroup = z
  .string()
  .regex(
    /^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]$/u,
    'is not the name of a resource group. Write its name only, for example my-group: at most 90 letters, digits, and _ - . ( ), and no period at the end.',
  );

const clientId = z
  .string()
  .regex(guid, 'is not a client id. Write the GUID shown as "Client ID" of the managed identity.');

const schema = z.object({
  EXITLINE_WORKSPACES: workspaces.optional(),
  EXITLINE_DATA: z.string().optional(),
  EXITLINE_NOW: now.optional(),
  EXITLINE_CREDENTIAL: oneOf(['auto', 'managed-identity', 'cli']).optional(),
  EXITLINE_WORKSPACE_RESOURCES: workspaceResources.optional(),
  EXITLINE_RESOURCE_GROUP: resourceGroup.optional(),
  EXITLINE_CLOUD: oneOf(['public', 'usgovernment', 'china']).optional(),
  EXITLINE_HOSTS: hosts.optional(),
  EXITLINE_ALLOW_ANONYMOUS: yesOrNo.optional(),
  /** Read by the browser tests and the screenshots only, listed so that it is not taken for a mistake. */
  EXITLINE_CHROMIUM: z.string().optional(),
  AZURE_CLIENT_ID: clientId.optional(),
  IDENTITY_ENDPOINT: z.string().optional(),
  PORT: port.optional(),
  HOSTNAME: z.string().optional(),
});

/** Every setting's name, for the test that keeps `.env.example` complete. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/**
 * Container runtimes set HOSTNAME to the container's name, so it counts only as an IP address or `localhost`. The same
 * rule stands in scripts/server/host.mjs, which runs before anything is compiled; a test holds the two together.
 */
export function hostToListenOn(hostname: string | undefined): string {
  const given = hostname?.trim() ?? '';
  const bare = given.replace(/^\[(.*)\]$/, '$1');
  return given === 'localhost' || isIP(bare) !== 0 ? bare : '127.0.0.1';
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Next's server reads HOSTNAME by itself and listens on every address where there is none, so it may be elsewhere than
 * the settings say. @returns a sentence when it is; `null` when both are the same.
 */
export function explainListening(environment: Environment, { host }: Settings['listen']): string | null {
  const told = environment.HOSTNAME ?? '';
  if (told === host) return null;
  const where = told === '' ? 'every address of this machine' : `"${told}"`;
  return `This is Next's own server, which listens on ${where}, not on ${host}. Start Exitline with npm start or with the server.js that npm start builds, or set HOSTNAME=${host}.`;
}

/** The nearest known name, for "did you mean". */
function nearest(name: string): string | null {
  const ranked = settingNames.map((known) => ({ known, steps: editDistance(name, known) }));
  ranked.sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  return best !== undefined && best.steps <= 4 ? best.known : null;
}

/** @throws SettingsError naming every setting that cannot be used, one sentence each. */
export function parseSettings(environment: Environment, workingFolder: string): Settings {
  const complaints: string[] = [];

  // A misspelt name would quietly show the sample workspace instead of one's own.
  for (const name of Object.keys(environment)) {
    if (!name.startsWith('EXITLINE_') || settingNames.includes(name)) continue;
    const meant = nearest(name);
    complaints.push(
      `${name} is not a setting of Exitline. ${meant === null ? 'Remove it; .env.example lists the settings.' : `Did you mean ${meant}?`}`,
    );
  }

  // Compose files and CI write an empty value for "not set".
  const given = Object.fromEntries(
    settingNames.flatMap((name) => {
      const value = environment[name]?.trim();
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    complaints.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
    throw new SettingsError(complaints.join('\n'));
  }
  const values = parsed.data;

  if (values.EXITLINE_WORKSPACES !== undefined && values.EXITLINE_DATA !== undefined) {
    complaints.push(
      'EXITLINE_WORKSPACES and EXITLINE_DATA are both set, and Exitline reads from one place at a time. Remove EXITLINE_DATA to read from Azure, or EXITLINE_WORKSPACES to read the folder of exports.',
    );
  }

  for (const name of values.EXITLINE_WORKSPACE_RESOURCES?.keys() ?? []) {
    if (values.EXITLINE_WORKSPACES?.some((known) => known.name === name)) continue;
    complaints.push(
      `EXITLINE_WORKSPACE_RESOURCES names "${name}", which EXITLINE_WORKSPACES does not. Use the same names in both.`,
    );
  }

  const host = hostToListenOn(values.HOSTNAME);
  const allowAnonymous = values.EXITLINE_ALLOW_ANONYMOUS ?? false;
  if (!isLoopback(host) && !allowAnonymous) {
    complaints.push(
      `HOSTNAME is "${host}", so other machines could read the logs without signing in. Remove HOSTNAME to listen on 127.0.0.1, or set EXITLINE_ALLOW_ANONYMOUS=1 when the network in front of it keeps strangers out.`,
    );
  }

  if (complaints.length > 0) throw new SettingsError(complaints.join('\n'));

  return {
    source:
      values.EXITLINE_WORKSPACES !== undefined
        ? { kind: 'azure', workspaces: values.EXITLINE_WORKSPACES }
        : values.EXITLINE_DATA !== undefined
          ? { kind: 'export', folder: path.resolve(/* turbopackIgnore: true */ workingFolder, values.EXITLINE_DATA) }
          : { kind: 'sample' },
    credential: values.EXITLINE_CREDENTIAL ?? 'auto',
    clientId: values.AZURE_CLIENT_ID ?? null,
    hasManagedIdentity: values.IDENTITY_ENDPOINT !== undefined,
    cloud: values.EXITLINE_CLOUD ?? 'public',
    workspaceResources: values.EXITLINE_WORKSPACE_RESOURCES ?? new Map(),
    resourceGroup: values.EXITLINE_RESOURCE_GROUP ?? null,
    nowMs: values.EXITLINE_NOW ?? null,
    listen: { host, port: values.PORT ?? 3000, isLoopback: isLoopback(host) },
    hosts: values.EXITLINE_HOSTS ?? [],
    allowAnonymous,
  };
}

let parsedOnce: Settings | null = null;

/** The settings of this process. @throws SettingsError */
export function settings(): Settings {
  parsedOnce ??= parseSettings(process.env, process.cwd());
  return parsedOnce;
}

/** @returns why this process does not listen where its settings say; `null` when it does. */
export function whyListeningElsewhere(): string | null {
  return explainListening(process.env, settings().listen);
}

/** True while `next build` evaluates our modules: no data is opened then. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === 'phase-production-build';
}
