import { readFileSync } from 'node:fs';
import path from 'node:path';
import { exitCodes } from '@/lib/diagnosis/exit-codes';
import type { ConsoleSignature, Rule } from '@/lib/diagnosis/rule';
import { rules } from '@/lib/diagnosis/rules/index';
import { causes, quietCauses } from '@/lib/domain/cause';
import type { ExitCodeMeaning } from '@/lib/domain/exit-code';
import type { NextStep } from '@/lib/domain/incident';
import { exampleOf } from './rule-examples';

/** What stands before the first point of a cause, in words, in the order of the taxonomy. */
const areas: Readonly<Record<string, string>> = {
  app: 'The application, its settings and what it depends on',
  platform: 'The platform and its limits',
  image: 'Getting the image',
  volume: 'Volumes',
  probe: 'Probes',
  port: 'Ports',
  secret: 'Secrets',
  job: 'Jobs',
  keda: 'Scaling',
  noise: 'Noise',
  normal: 'Nothing wrong',
};

/** The page `docs/rules.md`, told by the rules themselves. */
export function toRulesPage(): string {
  const byCause = new Map<string, Rule>(rules.map((rule) => [rule.cause, rule]));
  const ordered = causes.flatMap((cause) => byCause.get(cause) ?? []);
  return page([
    '# Rules',
    'Made from the rules by `npm run docs`; do not edit. One rule per cause, one file per rule in `lib/diagnosis/rules`, its test beside it.',
    [
      '- **Attribution** is whose matter the cause usually is; a finding says otherwise where its rows do.',
      '- **Confidence**: *high* means that the rows prove it; *medium* that they fit it and little else; *low* that it is the usual reading and not established. A cause known from console lines alone is at most medium.',
      '- **What to do** is what the rule says of rows made for this page: names known from the rows stand in the commands, the others are placeholders.',
      '- **Console wordings** are the lines that the rule knows, by id, with what a finding says of them; `{host}` is picked out of the line. *Fatal*: the line says by itself that the process cannot go on. *Telling*: it explains a death that the rows prove, and healthy logs know it too. *Vague*: it announces an end and leaves the reason to the lines before it. The patterns, with the names that they pick out, are in the rule’s file.',
      '- Several findings are ordered by confidence, then by how near they are to the first cause: what keeps a container from starting before what ends it.',
    ].join('\n'),
    [
      '| cause | attribution | console wordings |',
      '|---|---|---|',
      ...ordered.map(
        (rule) =>
          `| [${rule.cause}](#${anchorOf(rule.cause)}) | ${rule.attribution} | ${rule.signatures?.length ?? '–'} |`,
      ),
      `| [unknown](#unknown) | unknown | – |`,
    ].join('\n'),
    ...Object.entries(areas).flatMap(([area, title]) => [
      `## ${title}`,
      ...ordered.filter((rule) => areaOf(rule) === area).flatMap(toRuleSection),
    ]),
    '## Nothing established',
    '### unknown',
    'No rule: what is said when none holds. It tells what the rows show (how the container ended, how often, what it last printed) and where to look next, and never more than *low*. A good answer where the rows do not tell.',
  ]);
}

function areaOf(rule: Rule): string {
  return rule.cause.split('.')[0] ?? '';
}

function toRuleSection(rule: Rule): string[] {
  const quiet = quietCauses.includes(rule.cause) ? ' A note, never an incident of its own.' : '';
  const found = exampleOf(rule.cause);
  const wordings = toWordings(rule.signatures ?? []);
  return [
    `### ${rule.cause}`,
    `${toText(rule.docs.says)}${quiet}`,
    [
      `- Attribution: ${rule.attribution}`,
      `- Evidence: ${toText(rule.docs.evidence)}`,
      `- When it is wrong or keeps quiet: ${toText(rule.docs.limits)}`,
      ...missesOf(rule.cause),
      `- Source: [${rule.cause}.ts](../lib/diagnosis/rules/${rule.cause}.ts)`,
    ].join('\n'),
    `For example (${found.confidence}): *${toText(found.summary)}*`,
    ...(found.nextSteps.length === 0
      ? ['What to do: nothing.']
      : ['What to do:', found.nextSteps.map((step, place) => toStep(step, place + 1)).join('\n\n')]),
    ...(wordings.length === 0
      ? []
      : [
          ['<details>', `<summary>${rule.signatures?.length ?? 0} console wordings</summary>`].join('\n'),
          wordings.join('\n'),
          '</details>',
        ]),
  ];
}

/** A command or query stands under the sentence that it belongs to, as it would stand on the page. */
function toStep({ text, command, kql, href }: NextStep, number: number): string {
  const link = href === null ? '' : ` (${href})`;
  const block = (
    [
      ['sh', command],
      ['kusto', kql],
    ] as const
  ).flatMap(([language, lines]) => (lines === null ? [] : ['', `\`\`\`${language}`, ...lines.split('\n'), '```', '']));
  return [`${number}. ${toText(text)}${link}`, ...block.map((line) => (line === '' ? '' : `   ${line}`))]
    .join('\n')
    .trimEnd();
}

/** The labelled cases that the rule gets wrong or does not find, by the table of docs/eval.md. */
function missesOf(cause: Rule['cause']): string[] {
  const cases = missRows.filter((row) => row.includes(`(rules.md#${anchorOf(cause)})`)).map((row) => row.split('|')[1]);
  return cases.length === 0
    ? []
    : [`- In [what the rules miss](eval.md):${cases.map((one) => one?.trimEnd()).join(',')}`];
}

const missRows = readFileSync(path.resolve(import.meta.dirname, '..', 'docs', 'eval.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'));

function toWordings(signatures: readonly ConsoleSignature[]): string[] {
  const groups: [string, ConsoleSignature[]][] = [
    ['Fatal', signatures.filter((one) => one.weight === 'fatal' && one.isVague !== true)],
    ['Telling', signatures.filter((one) => one.weight === 'telling' && one.isVague !== true)],
    ['Vague', signatures.filter((one) => one.isVague === true)],
  ];
  return groups.flatMap(([name, group]) =>
    group.length === 0 ? [] : [`- ${name} (${group.length}):`, ...group.toSorted(byId).map(toWording)],
  );
}

function byId(a: ConsoleSignature, b: ConsoleSignature): number {
  return a.id < b.id ? -1 : 1;
}

/** What the finding says of the line; a name in braces is picked out of it. */
function toWording({ id, says }: ConsoleSignature): string {
  const sentence = says.replaceAll(
    /\{([\w,]+)(?:\|[^}]*)?\}/g,
    (_, names: string) => `{${names.split(',')[0] ?? names}}`,
  );
  return `  - \`${id}\`: ${toText(sentence.replaceAll(/ {2,}/g, ' ').trim())}`;
}

/** The page `docs/exit-codes.md`, told by the table that the pages of the app show. */
export function toExitCodesPage(): string {
  return page([
    '# Exit codes',
    'Made from `lib/diagnosis/exit-codes.ts` by `npm run docs`; do not edit. The same words stand at `/exit-codes` in the app.',
    'The code says how the process ended, not why. Exitline reads it together with the termination reason, with what came before it on the same replica, and with the last console lines. Alone it proves little: 1 or 2 without a word in the console stays *low*, and 137 stays *low* until something corroborates memory; a signal that only a fault raises (132, 139, …) tells more.',
    [
      '| code | title | signal |',
      '|---|---|---|',
      ...exitCodes.map(
        (one) => `| [${nameOf(one)}](#${anchorOf(headingOf(one))}) | ${toText(one.title)} | ${one.signal ?? '–'} |`,
      ),
    ].join('\n'),
    ...exitCodes.flatMap(toExitCodeSection),
    '## Any other code',
    'From 129 to 192 the arithmetic is 128 + the number of a Linux signal. Any other code up to 255 is the application’s own: its console and its source say what it means; for 64 to 78 the meaning in sysexits.h is told too. Negative numbers and numbers above 255 are no codes of a Linux process: they come from text in the console.',
  ]);
}

function nameOf({ code }: ExitCodeMeaning): string {
  return code === null ? 'none' : String(code);
}

function headingOf(one: ExitCodeMeaning): string {
  return one.code === null ? one.title : `${one.code}: ${one.title}`;
}

function toExitCodeSection(one: ExitCodeMeaning): string[] {
  return [
    `## ${toText(headingOf(one))}`,
    toText(one.meaning),
    ...(one.onContainerApps === null ? [] : [`On Container Apps: ${toText(one.onContainerApps)}`]),
    [
      `- Look at: ${one.lookAt.map(toText).join('; ')}`,
      `- ${one.causes.length === 1 ? 'Cause' : 'Causes'} to think of: ${one.causes.map((cause) => `[${cause}](rules.md#${anchorOf(cause)})`).join(', ')}`,
      `- Known from: ${one.sources.map(toText).join('; ')}`,
    ].join('\n'),
  ];
}

/** How GitHub names a heading in links: lower case, letters, digits, hyphens, and blanks as hyphens. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** Outside of `code`, what Markdown would take for a tag or for emphasis is meant literally. */
function toText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll(/[<*|]/g, (sign) => `\\${sign}`)))
    .join('');
}

function page(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
