import { advise, run, steps, target } from '@/lib/diagnosis/next-steps';
import type { Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { lockContentionWordings } from '@/lib/diagnosis/rules/wordings/app.lock-contention';

export const lockContention: Rule = {
  cause: 'app.lock-contention',
  attribution: 'configuration',
  docs: {
    says: 'A lock on a file or database is held elsewhere: another replica, or the old revision, which is kept until the new one is healthy.',
    evidence: 'The last failure in the console before the exit is the lock that could not be had.',
    limits:
      'On an SMB share a lock that is held reads as “permission denied”: with a lock call in the trace this rule holds, without it app.permission. Busy moments that pass are no failure.',
  },
  signatures: lockContentionWordings,
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.lock-contention',
      nextSteps: (c) => [
        run(
          'See whether an old revision still runs, and deactivate it: it keeps the lock until then',
          `az containerapp revision list ${target(c)} --output table\naz containerapp revision deactivate ${target(c)} --revision <old-revision>`,
        ),
        advise(
          'Keep one replica only (max-replicas 1) and single-revision mode, or give the lock to a service made for it',
        ),
        steps.editTemplate(c, 'For databases on Azure Files try the mount option nobrl, or better a managed database'),
      ],
    }),
};
