import { steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { missingConfigWordings } from '@/lib/diagnosis/rules/wordings/app.missing-config';

export const missingConfig: Rule = {
  cause: 'app.missing-config',
  attribution: 'configuration',
  docs: {
    says: 'The application needs an environment variable, a secret or a setting that is absent or empty.',
    evidence:
      'The last failure in the console before the exit names the setting, or the library’s own wording for a value that was not given.',
    limits:
      'A setting may be present and empty: both read alike. Where the console does not name it, only the fact is known. Without an exit in the system log it is high only where back-off rows prove that the container dies again and again and this was the last thing that it said; from console lines alone it is medium at most.',
  },
  signatures: missingConfigWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.missing-config',
      named: [
        /(?:^|\n)(?<variable>[A-Za-z_][\w.]{1,60})\n\s{0,8}[Ff]ield required/,
        /"?path"?: \[\s{0,12}['"](?<variable>\w{1,80})['"]/,
        /\n\s{1,8}(?<variable>--[a-z][\w-]{1,60})/,
        /\bProperty: (?<variable>[\w.-]{1,120})/,
        /(?:^|[\s{])['"]?(?<variable>[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,6})['"]?: /,
      ],
      nextSteps: (c, match) => [
        steps.setVariable(
          c,
          match.groups.variable !== undefined && /^[A-Za-z_]\w*$/.test(match.groups.variable)
            ? match.groups.variable
            : '<NAME>',
          'Set the variable (a secret as secretref:<secret-name>); this makes a new revision',
        ),
        steps.listSecrets(c),
        steps.showTemplate(
          c,
          'Compare with the variables the container gets now',
          'properties.template.containers[].{name:name,env:env}',
        ),
      ],
    }),
};
