import { steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { ownEvents, rowsOf, wordsOf } from '@/lib/diagnosis/rules/said';
import { badConfigValueWordings } from '@/lib/diagnosis/rules/wordings/app.bad-config-value';
import type { SystemEvent } from '@/lib/domain/event';

export const badConfigValue: Rule = {
  cause: 'app.bad-config-value',
  attribution: 'configuration',
  docs: {
    says: 'A setting is present but cannot be used: wrong type, range, format, or a value that the program refuses.',
    evidence: 'The last failure in the console before the exit says that a value does not parse or is not allowed.',
    limits:
      'A parse error may also concern data that the program read, not its settings; the line in evidence decides. A value that is absent belongs to app.missing-config.',
  },
  signatures: badConfigValueWordings,
  examine(incident): Examination {
    const scaler = ownEvents(incident).filter((event) => scalerSettings.test(wordsOf(event)));
    if (scaler.length > 0) return fromScaler(incident, scaler);
    return examineConsole(incident, {
      cause: 'app.bad-config-value',
      named: [/\bProperty: (?<variable>[\w.-]{1,120})/],
      nextSteps: (c, match) => [
        steps.showTemplate(
          c,
          'Look at the value the container gets',
          'properties.template.containers[].{name:name,command:command,args:args,env:env}',
        ),
        steps.setVariable(
          c,
          match.groups.variable !== undefined && /^[A-Za-z_]\w*$/.test(match.groups.variable)
            ? match.groups.variable
            : '<NAME>',
          'Correct it; this makes a new revision',
        ),
        ...(c.app.kind === 'app' ? [steps.backToRevision(c)] : []),
      ],
    });
  },
};

/** KEDA’s words when a scale rule’s own settings do not parse: it does not get as far as its source. */
const scalerSettings = /\berror parsing (?<scaler>[\w -]{1,60}?) metadata\b:? ?(?<why>.{0,200})/i;

function fromScaler(incident: Case, events: readonly SystemEvent[]): Examination {
  const said = events
    .map((event) => scalerSettings.exec(wordsOf(event))?.groups)
    .findLast((groups) => groups !== undefined);
  return {
    confidence: 'high',
    summary: `The settings of the ${said?.scaler ?? ''} scale rule cannot be used${said?.why ? `: ${said.why}` : ''}. It starts nothing until they can.`,
    evidence: rowsOf(events),
    nextSteps: [
      steps.scaleRules(incident, 'See the scale rules and their settings'),
      steps.listSecrets(incident, 'See the secrets that they refer to'),
    ],
    causality: 42,
  };
}
