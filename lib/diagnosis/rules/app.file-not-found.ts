import { steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { fileNotFoundWordings } from '@/lib/diagnosis/rules/wordings/app.file-not-found';

export const fileNotFound: Rule = {
  cause: 'app.file-not-found',
  attribution: 'application',
  docs: {
    says: 'The running process needs a file or a directory that is not there.',
    evidence: 'The last failure in the console before the exit is a missing file; its path is read from it.',
    limits:
      'A missing program is app.bad-command, a missing module app.missing-module. A web server that answers 404 for a missing file is well.',
  },
  signatures: fileNotFoundWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.file-not-found',
      nextSteps: (c) => [
        steps.showTemplate(
          c,
          'Check volume mounts and working directory',
          'properties.template.{volumes:volumes,containers:containers[].{name:name,volumeMounts:volumeMounts,command:command,args:args}}',
        ),
        {
          text: 'Look into the image: is the file copied to its last stage?',
          command: 'docker run --rm --entrypoint sh <image> -c "ls -l <path>"',
          kql: null,
          href: null,
        },
        steps.backToRevision(c),
      ],
    }),
};
