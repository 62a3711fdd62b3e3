/**
 * Writes the pages of docs/ that the diagnosis tells of itself.
 * usage: npm run docs
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { toExitCodesPage, toRulesPage } from './diagnosis-pages';

const folder = path.resolve(import.meta.dirname, '..', 'docs');

writeFileSync(path.join(folder, 'rules.md'), toRulesPage());
writeFileSync(path.join(folder, 'exit-codes.md'), toExitCodesPage());
