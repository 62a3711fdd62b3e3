import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { permissionWordings } from '@/lib/diagnosis/rules/wordings/app.permission';

export const permission: Rule = {
  cause: 'app.permission',
  attribution: 'configuration',
  docs: {
    says: 'The running process was denied a file operation: it may not write there, or tries chown or chmod on an Azure Files share.',
    evidence: 'The last failure in the console before the exit is EACCES or EPERM on a file; its path is read from it.',
    limits:
      'The same words from a network port are app.port-bind; from a file lock on an SMB share app.lock-contention.',
  },
  signatures: permissionWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.permission',
      nextSteps: (c) => [
        steps.showTemplate(
          c,
          'See which volume is mounted where, and with which options',
          'properties.template.{volumes:volumes,containers:containers[].{name:name,volumeMounts:volumeMounts}}',
        ),
        advise(
          'On an Azure Files share owner and mode are set when it is mounted: mountOptions "uid=<uid>,gid=<gid>,dir_mode=0770,file_mode=0770,nobrl". Elsewhere create and chown the directory while the image is built',
        ),
        steps.editTemplate(c, 'Edit the mount options'),
      ],
    }),
};
