import { existsSync } from 'node:fs';
import path from 'node:path';

/** The servers that the tests read: the sample workspace, and one for each export. */

const root = path.resolve(import.meta.dirname, '..');

/** A moment that both the sample and its tests know, so that a page looks the same tomorrow. */
export const sampleNow = '2026-06-20T14:38:00Z';
export const sampleUrl = 'http://127.0.0.1:3210';

/** The sample again, with a clock that runs. */
export const liveUrl = 'http://127.0.0.1:3213';

/** What strains a page: see `extremes` of emulator/testing/extremes-export.ts, which playwright.config.ts writes. */
export const extremesUrl = 'http://127.0.0.1:3214';
export const extremesFolder = path.join(root, '.exitline', 'e2e-extremes-1');

/** An export without a row. */
export const emptyUrl = 'http://127.0.0.1:3215';
export const emptyFolder = path.join(root, '.exitline', 'e2e-empty');

/** A workspace in Azure to which no credential leads: nobody listens where its identity is asked for. */
export const silentUrl = 'http://127.0.0.1:3216';
export const silentSettings = {
  EXITLINE_WORKSPACES: 'ops-logs=11111111-2222-3333-4444-555555555555',
  EXITLINE_CREDENTIAL: 'managed-identity',
  IDENTITY_ENDPOINT: 'http://127.0.0.1:9/msi/token',
  IDENTITY_HEADER: 'none',
};

/** An app killed again and again by its start-up probe, in rows that were exported by hand. */
export interface ServedExport {
  title: string;
  folder: string;
  url: string;
  app: string;
  container: string;
  revision: string;
  /** What the probe asks for. */
  probedPath: string;
  exits: number;
}

export const ownExport: ServedExport = {
  title: 'an export of our own',
  // Written by playwright.config.ts.
  folder: path.join(root, '.exitline', 'e2e-export'),
  url: 'http://127.0.0.1:3212',
  app: 'petshop',
  container: 'web',
  revision: 'petshop--r2',
  probedPath: '/ready-or-not',
  exits: 10,
};

/** Rows that Azure wrote; not part of the project, so they are an extra where they are at hand. */
const azuresExport: ServedExport = {
  title: 'rows that Azure wrote',
  folder: path.resolve(root, '../shared/real/startup-probe-404'),
  url: 'http://127.0.0.1:3211',
  app: 'ca-labrevprov-e2upm2',
  container: 'app',
  revision: 'ca-labrevprov-e2upm2--badpath2',
  probedPath: '/nonexistent-health-endpoint',
  exits: 14,
};

export const servedExports = existsSync(azuresExport.folder) ? [ownExport, azuresExport] : [ownExport];
