import path from 'node:path';
import { z } from 'zod';

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
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

const workspaces = z.string().transform((text, context) => {
  const found: WorkspaceSetting[] = [];
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    const [name = '', id = ''] = part.split('=').map((piece) => piece.trim());
    if (!workspaceName.test(name) || !guid.test(id)) {
      context.addIssue({
        code: 'custom',
        message: `"${part}" is not name=GUID. Write for example ops-logs=11111111-2222-3333-4444-555555555555; the GUID is the Workspace ID on the workspace's overview page, several are separated by commas.`,
      });
      return z.NEVER;
    }
    if (found.some((workspace) => workspace.name === name)) {
      context.addIssue({ code: 'custom', message: `names "${name}" twice. Give each workspace a name of its own.` });
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

const now = z.string().transform((text, context) => {
  const ms = instant.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) {
    context.addIssue({
      code: 'custom',
      message: `is "${text}", which is not a moment in time. Write it with its zone, for example 2026-06-20T14:38:00Z.`,
    });
    return z.NEVER;
  }
  return ms;
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

const clientId = z
  .string()
  .regex(guid, 'is not a client id. Write the GUID shown as "Client ID" of the managed identity.');

const schema = z.object({
  EXITLINE_WORKSPACES: workspaces.optional(),
  EXITLINE_DATA: z.string().optional(),
  EXITLINE_NOW: now.optional(),
  EXITLINE_CREDENTIAL: oneOf(['auto', 'managed-identity', 'cli']).optional(),
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

const ipv4 = /^(\d{1,3})(\.\d{1,3}){3}$/;

/** Container runtimes set HOSTNAME to the container's name, so it counts only as an IP address or `localhost`. */
function hostToListenOn(hostname: string | undefined): string {
  if (hostname === undefined) return '127.0.0.1';
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  if (hostname === 'localhost' || ipv4.test(hostname) || bare.includes(':')) return bare;
  return '127.0.0.1';
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The nearest known name, for "did you mean". */
function nearest(name: string): string | null {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
        next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
      }
      row = next;
    }
    return row[b.length] ?? 0;
  };
  const ranked = settingNames.map((known) => ({ known, steps: distance(name, known) }));
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

/** True while `next build` evaluates our modules: no data is opened then. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === 'phase-production-build';
}
