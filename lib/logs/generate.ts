/**
 * Makes lib/logs/kql-files.ts (the texts, so that no build has to find them on disk, and the type of each file's values)
 * and kql/one-table/ from kql/*.kql. Run it after editing a .kql file: npx tsx lib/logs/generate.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type KqlFile, type KqlType, parseHeader } from './encode';

export interface Generated {
  /** Path from the project's root to text. */
  files: Map<string, string>;
}

const typeOf: Readonly<Record<KqlType, string>> = {
  string: 'string',
  bool: 'boolean | null',
  int: 'number | null',
  long: 'number | bigint | null',
  real: 'number | null',
  decimal: 'string | null',
  datetime: 'number | null',
  timespan: 'number | null',
  guid: 'string | null',
  dynamic: 'KqlDynamic',
};

/** What the generated files must hold, from the .kql files under `root`. */
export function generate(root: string): Generated {
  const questions = readdirSync(path.join(root, 'kql'))
    .filter((name) => name.endsWith('.kql'))
    .sort()
    .map((name) => ({ name: name.slice(0, -4), text: readFileSync(path.join(root, 'kql', name), 'utf8') }));
  const oneTable = questions.filter((file) => file.text.includes('ConsoleLogs')).flatMap((file) => toOneTable(file));
  const files = new Map<string, string>();
  for (const file of oneTable) files.set(`kql/one-table/${file.name}.kql`, file.text);
  files.set('lib/logs/kql-files.ts', toModule(questions));
  return { files };
}

const unionShape = /^union isfuzzy=true\n((?: {4}.*\n)+)/m;

/**
 * A console table may be on the Basic plan, which searches one table at a time: each console question once per family,
 * the union replaced by its leg.
 */
function toOneTable(file: KqlFile): KqlFile[] {
  const [union, legsText] = unionShape.exec(file.text) ?? [];
  if (union === undefined || legsText === undefined) throw new Error(`${file.name}.kql has no union of the families`);
  const legs = legsText.split(/(?<=\)),\n(?= {4}\()/).map((leg) =>
    leg
      .trimEnd()
      .replace(/^ {4}\(/, '')
      .replace(/\)$/, ''),
  );
  return legs.map((leg) => {
    const table = /^\w+/.exec(leg)?.[0] ?? '';
    const text = file.text.replace(union, () => `${leg.replace(/^ {4}/gm, '')}\n`);
    const family = table.endsWith('_CL') ? 'cl' : 'resource-specific';
    return {
      name: `${file.name}.${family}`,
      text: `// One table, for the Basic plan; made from ${file.name}.kql by lib/logs/generate.ts.\n${text}`,
    };
  });
}

function toModule(questions: readonly KqlFile[]): string {
  const values = questions.map((file) => {
    const fields = parseHeader(file).parameters.map(
      ({ name, type, defaultText }) => `    ${name}${defaultText === null ? '' : '?'}: ${typeOf[type]};\n`,
    );
    return `  '${file.name}': {\n${fields.join('')}  };\n`;
  });
  const texts = questions.map((file) => `  '${file.name}': ${quoted(file.text)},\n`);
  return `// Made from kql/*.kql by lib/logs/generate.ts; a test fails when it is stale.
import type { KqlDynamic } from '@/lib/logs/encode';

/** What each question takes. Datetimes are UTC milliseconds; what may be left out has a default in the file. */
export interface QuestionValues {
${values.join('')}}

export type QuestionName = keyof QuestionValues;

export const questionTexts: Readonly<Record<QuestionName, string>> = {
${texts.join('')}};
`;
}

function quoted(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, (part) => `\\${part}`)}\``;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(import.meta.dirname, '../..');
  rmSync(path.join(root, 'kql/one-table'), { recursive: true, force: true });
  mkdirSync(path.join(root, 'kql/one-table'), { recursive: true });
  for (const [file, text] of generate(root).files) writeFileSync(path.join(root, file), text);
}
