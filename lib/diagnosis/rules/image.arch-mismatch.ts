import { fatal } from '@/lib/diagnosis/console/signature';
import { run, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { startRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { createFailures, textOf } from '@/lib/diagnosis/rules/failed-starts';
import { decisivePull, nameOfImage, pullRows } from '@/lib/diagnosis/rules/pulls';
import { rowsOf } from '@/lib/diagnosis/rules/said';

export const imageArchMismatch: Rule = {
  cause: 'image.arch-mismatch',
  attribution: 'configuration',
  docs: {
    says: 'The image or its program is built for another processor or system than linux/amd64.',
    evidence:
      '`exec format error` when the container is created or in its console, or a pull that finds no manifest for linux/amd64.',
    limits: '`exec format error` also comes from a script without a first line that names its interpreter.',
  },
  signatures: [
    fatal(
      'exec-format-error',
      'format binary',
      /\bexec format error\b|[Cc]annot execute binary file(?:: Exec format error)?/,
      'The program is built for another processor than amd64',
    ),
    fatal(
      'exec-format-oserror',
      'errno',
      /\[Errno 8\] Exec format error/,
      'The program is built for another processor than amd64',
    ),
    fatal(
      'rosetta-qemu',
      'qemu rosetta',
      /\bqemu-\w{1,20}: (?:Could not open|uncaught)|rosetta error:/,
      'The program is built for another processor than amd64',
    ),
  ],
  examine(incident): Examination {
    const pull = decisivePull(incident);
    if (pull?.fault === 'arch') {
      return {
        confidence: 'high',
        summary: `${nameOfImage(pull)} has no variant for linux/amd64.`,
        evidence: rowsOf(pullRows(incident, pull)),
        nextSteps: nextSteps(incident),
        causality: 50,
      };
    }
    const create = createFailures(incident).filter((start) =>
      /exec format error|cannot execute binary/i.test(`${textOf(start)} ${start.detail}`),
    );
    if (create.length > 0) {
      return {
        confidence: 'high',
        summary: `The program of the image is built for another processor than amd64 (exec format error): ${whoEnded(incident)}.`,
        evidence: startRows(create),
        nextSteps: nextSteps(incident),
        causality: 50,
      };
    }
    return examineConsole(incident, { cause: 'image.arch-mismatch', nextSteps });
  },
};

function nextSteps(incident: Case) {
  return [
    run('See what the image is built for', 'docker buildx imagetools inspect <image>'),
    run(
      'Build it for the platform’s processor',
      'docker buildx build --platform linux/amd64 --tag <registry>/<repository>:<tag> --push .',
    ),
    steps.setImage(incident, 'Roll the new image out'),
  ];
}
