import { inOtherLanguages } from '@/lib/diagnosis/console/localised';
import { fatal } from '@/lib/diagnosis/console/signature';
import { advise, steps } from '@/lib/diagnosis/next-steps';
import type { Case, Examination, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';
import { startRows, whoEnded } from '@/lib/diagnosis/rules/exits';
import { createFailures, textOf } from '@/lib/diagnosis/rules/failed-starts';

export const diskFull: Rule = {
  cause: 'app.disk-full',
  attribution: 'application',
  docs: {
    says: 'The process met a full disk (ENOSPC): the container’s file system or a mounted share.',
    evidence: 'The console’s own “no space left on device”, or the same words in a create failure.',
    limits:
      'A replica that the platform evicts for its ephemeral storage has no such line: that is platform.eviction-storage.',
  },
  signatures: [
    fatal('enospc', 'enospc', /\bENOSPC\b/, 'The disk is full'),
    fatal('no-space', 'space', /\b[Nn]o space left on (?:device|disk)\b/, 'The disk is full'),
    fatal(
      'not-enough-space',
      'space disk edquot',
      /\b(?:not enough (?:disk )?space|There is not enough space on the disk|insufficient disk space|disk (?:is )?full|[Dd]isk quota exceeded|EDQUOT|out of disk space)\b/i,
      'The disk is full',
    ),
    fatal('sqlite-full', 'database sqlite', /\bdatabase or disk is full\b|SQLITE_FULL/, 'The disk is full'),
    fatal(
      'flood-stage',
      'flood',
      /flood[- ]stage disk watermark .{0,40}exceeded/,
      'Elasticsearch stops writing: the disk is nearly full',
    ),
    inOtherLanguages('diskFull', 'The disk is full'),
  ],
  examine(incident): Examination {
    const create = createFailures(incident).filter((start) => /no space left on device/i.test(textOf(start)));
    if (create.length > 0) {
      return {
        confidence: 'high',
        attribution: 'configuration',
        summary: `No space was left on the disk when the container was to be created: ${whoEnded(incident)}.`,
        evidence: startRows(create),
        nextSteps: nextSteps(incident),
        causality: 50,
      };
    }
    return examineConsole(incident, { cause: 'app.disk-full', nextSteps: (c) => nextSteps(c) });
  },
};

function nextSteps(incident: Case) {
  return [
    steps.tryFromInside(
      incident,
      'sh -c "df -h; du -xsh /tmp /var/* 2>/dev/null"',
      'See what fills the disk, in a replica that lives',
    ),
    advise(
      'Write to a mounted Azure Files volume or to blob storage, and delete temporary files when they are done with',
    ),
    steps.setMemory(
      incident,
      'Ephemeral storage grows with vCPU: up to 0.25 vCPU 1 GiB, 0.5 2 GiB, 1 4 GiB, above 8 GiB',
    ),
  ];
}
