import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { missingModuleWordings } from '@/lib/diagnosis/rules/wordings/app.missing-module';

export const missingModule: Rule = {
  cause: 'app.missing-module',
  attribution: 'application',
  docs: {
    says: 'A module, package, framework or shared library that the program loads is not in the image.',
    evidence: 'The last failure in the console before the exit is the runtime’s own “cannot find module”.',
    limits:
      'A class that could not be initialised is not missing: the failure before it counts. A missing program is app.bad-command.',
  },
  signatures: missingModuleWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.missing-module',
      nextSteps: (c, match) => [
        steps.backToRevision(c),
        advise(
          `Build the image so that ${match.groups.module ?? 'what is missing'} is installed in its final stage, and start it once locally: docker run --rm <image>`,
        ),
        steps.setImage(c, 'Then roll out the new image'),
      ],
    }),
};
