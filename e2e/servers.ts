import { existsSync } from 'node:fs';
import path from 'node:path';

/** The two servers that the tests read: the sample workspace, and the rows of a real app. */

const root = path.resolve(import.meta.dirname, '..');

/** A moment that both the sample and its tests know, so that a page looks the same tomorrow. */
export const sampleNow = '2026-06-20T14:38:00Z';
export const sampleUrl = 'http://127.0.0.1:3210';

/** Rows that Azure wrote; not part of the project, so what needs them is skipped where they are not. */
export const exportFolder = path.resolve(root, '../shared/real/startup-probe-404');
export const hasExport = existsSync(exportFolder);
export const exportUrl = 'http://127.0.0.1:3211';
