import { az, run, steps, target } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { nameOf } from '@/lib/diagnosis/rules/exits';
import { firstGroup, ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import type { SystemEvent } from '@/lib/domain/event';

const speaksOfScaler =
  /KEDAScalerFailed|KEDA(?:Scaler|ScaledObject)\w*(?:Fail|Error)|ScaledJobCheckFailed|error (?:getting|parsing) (?:scaler|metric|queue)|failed to ensure HPA|unable to get external metric|error (?:connecting|getting|requesting).{0,80}(?:scaler|queue|metric)|QueueNotFound|GitHub API rate limit exceeded|no triggers (?:were )?built/i;
const speaksOfSource =
  /\bconnection to (?<source>redis|rabbitmq|kafka|postgres\w*|mysql|mongo\w*|service ?bus) failed\b/i;
const speaksOfMetadata = /error parsing [\w ]{1,60} metadata/i;

export const kedaScaler: Rule = {
  cause: 'keda.scaler',
  attribution: 'configuration',
  docs: {
    says: 'A scale rule cannot read its source (queue, topic, API), so nothing is started or scaled.',
    evidence:
      'Rows of KEDA that name the scaler’s error: refused, not resolved, unauthorised, not found, rate limited.',
    limits:
      '`ScaledObjectCheckFailed` about missing triggers on an app with fixed replicas is noise. A scaler whose settings do not parse is app.bad-config-value.',
  },
  examine(incident): Examination {
    const events = ownEvents(incident).filter(isScalerFailure);
    const last = events.at(-1);
    if (last === undefined) return null;
    const text = wordsOf(last);
    if (speaksOfMetadata.test(text))
      return { ruledOut: 'The scaler’s settings do not parse: it did not get as far as its source.' };
    const host = firstGroup(text, 'host', [
      /lookup (?<host>[\w.-]{1,200})/,
      /dial tcp (?<host>[\w.:[\]-]{1,200}?): /,
      /https?:\/\/(?<host>[\w.-]{1,200})/,
    ]);
    return {
      confidence: last.kind === 'scaler-failed' ? 'high' : 'medium',
      summary: `The scale rule of ${nameOf(incident)} cannot read its source${host === undefined ? '' : ` (${host})`}${reasonIn(text)}; it starts nothing until it can.`,
      evidence: rowsOf(events),
      nextSteps: nextSteps(incident, host),
      causality: 40,
    };
  },
};

function isScalerFailure(event: SystemEvent): boolean {
  const text = wordsOf(event);
  if (/correct triggers specification|ScaledObjectDeleted/i.test(text)) return false;
  return (
    event.kind === 'scaler-failed' ||
    speaksOfScaler.test(text) ||
    (event.row.eventSource === 'KEDA' && /\b(?:error|failed)\b/i.test(text)) ||
    speaksOfSource.test(text)
  );
}

function reasonIn(text: string): string {
  if (/no such host|lookup/i.test(text)) return ': the name does not resolve';
  if (/\b401\b|\b403\b|unauthorized|forbidden|denied|AADSTS/i.test(text)) return ': the credential is refused';
  if (/not ?found|\b404\b/i.test(text)) return ': it does not exist';
  if (/rate limit|\b429\b/i.test(text)) return ': its rate limit is used up';
  if (/refused|timed? ?out|deadline/i.test(text)) return ': it cannot be reached';
  return '';
}

function nextSteps(incident: Case, host: string | undefined) {
  return [
    steps.scaleRules(incident, 'See the scale rules and what they refer to'),
    steps.listSecrets(incident, 'See the secrets that the rules authenticate with'),
    run(
      `Check that the source exists and can be reached from the environment’s network${host === undefined ? '' : ` (${host})`}; then look for new KEDA rows`,
      `${az(incident)} logs show ${target(incident)} --type system --tail 50`,
    ),
  ];
}
